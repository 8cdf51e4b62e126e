import type { AuthorizationHeader, OpenUpstream } from './credential-header.ts';
import { checkDestination, type Credentials, type OAuthLogin } from './credentials.ts';
import { GatewayError } from './gateway-error.ts';
import { readBody } from './read-body.ts';
import type { UpstreamOptions } from './upstream.ts';
import type { Upstream } from './upstream-request.ts';

/** An access token and the monotonic time until which it is used. */
interface Token {
  readonly header: string;
  readonly usedUntil: number;
}

/** A token is asked for anew this long before it ends, and a tenth of its life before at most. */
const marginMs = 30_000;
/** A token without a stated life is used this long, and none longer than `longestMs`. */
const unstatedLifeMs = 300_000;
const longestMs = 3_600_000;
/** After a failure, or a token that the datasource refused, nobody asks the token endpoint again before this. */
const pauseMs = 5_000;
const askTimeoutMs = 10_000;
const answerLimitBytes = 65_536;
const tokenPattern = /^[\x21-\x7e]{1,16384}$/;

/**
 * The bearer token of an OAuth client (RFC 6749, client credentials): asked for once for everybody who waits, kept until shortly
 * before it ends. The token endpoint must be an allowed host of the secret; it is asked by the rules of every upstream.
 */
export function createOAuthToken({
  login,
  credentials,
  upstream,
  open,
  now,
}: {
  readonly login: OAuthLogin;
  readonly credentials: Credentials;
  readonly upstream: UpstreamOptions;
  readonly open: OpenUpstream;
  readonly now: () => number;
}): AuthorizationHeader {
  const url = new URL(login.tokenUrl);
  checkDestination(credentials, url);
  let style: 'body' | 'header' = login.style === 'body' ? 'body' : 'header';
  // At most two: one that sends the Authorization header and one that does not.
  const endpoints = new Map<'body' | 'header', Upstream>();
  let token: Token | undefined;
  let asking: Promise<Token> | undefined;
  let failure: { readonly error: unknown; readonly until: number } | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;

  return {
    async current(isRefused = false) {
      const isFresh = token !== undefined && now() < token.usedUntil;
      if (token !== undefined && isFresh && !(isRefused && now() - askedAt >= pauseMs)) return token.header;
      if (failure !== undefined && now() < failure.until) throw failure.error;
      asking ??= ask().finally(() => (asking = undefined));
      return (await asking).header;
    },
    close: async () => {
      await Promise.all([...endpoints.values()].map((endpoint) => endpoint.close(0)));
    },
  };

  async function ask(): Promise<Token> {
    askedAt = now();
    try {
      token = await askIn(style);
      failure = undefined;
      return token;
    } catch (error) {
      token = undefined;
      failure = { error, until: now() + pauseMs };
      throw error;
    }
  }

  async function askIn(first: 'body' | 'header'): Promise<Token> {
    const answer = await send(first);
    if (answer.token !== null) return answer.token;
    if (login.style !== 'either') throw failed(answer.why);
    const other = first === 'header' ? 'body' : 'header';
    const second = await send(other);
    if (second.token === null) throw failed(answer.why);
    style = other;
    return second.token;
  }

  async function send(
    way: 'body' | 'header',
  ): Promise<{ readonly token: Token | null; readonly why: string }> {
    const startedAt = now();
    try {
      const answer = await endpointFor(way).request({
        method: 'POST',
        path: url.pathname.endsWith('/') ? '/' : '',
        search: '',
        body: form(login, way),
        contentType: 'application/x-www-form-urlencoded',
        accept: 'json',
        isRead: false,
        deadlineMs: askTimeoutMs,
      });
      const body: unknown = JSON.parse((await readBody(answer)).toString('utf8'));
      return answer.status === 200
        ? { token: readToken(body, startedAt), why: 'its answer has no bearer token' }
        : { token: null, why: errorOf(body) ?? `HTTP ${answer.status}` };
    } catch (cause) {
      if (cause instanceof SyntaxError) return { token: null, why: 'its answer is no JSON' };
      if (!(cause instanceof GatewayError)) throw cause;
      if (cause.code === 'upstream_denied') return { token: null, why: 'the client was refused' };
      throw failed(cause.message, cause);
    }
  }

  function endpointFor(way: 'body' | 'header'): Upstream {
    const known = endpoints.get(way);
    if (known !== undefined) return known;
    const { connectTimeoutMs, denyAddresses, resolveAll } = upstream;
    const username = encodeForm(login.clientId);
    const password = encodeForm(login.clientSecret);
    const endpoint = open({
      name: `${upstream.name} (token)`,
      url: login.tokenUrl,
      connections: 1,
      timeoutMs: askTimeoutMs,
      maxResponseBytes: answerLimitBytes,
      now,
      credentials: {
        ...credentials,
        login: way === 'body' ? { kind: 'none' } : { kind: 'basic', username, password },
      },
      ...(connectTimeoutMs === undefined ? {} : { connectTimeoutMs }),
      ...(denyAddresses === undefined ? {} : { denyAddresses }),
      ...(resolveAll === undefined ? {} : { resolveAll }),
    });
    endpoints.set(way, endpoint);
    return endpoint;
  }

  function failed(why: string, cause?: unknown): GatewayError {
    const values = { upstream: upstream.name, secret: credentials.secret, why };
    return new GatewayError('oauth_token_failed', values, { cause });
  }

  function readToken(body: unknown, startedAt: number): Token | null {
    if (typeof body !== 'object' || body === null || !('access_token' in body)) return null;
    const text = body.access_token;
    const type = 'token_type' in body ? body.token_type : 'bearer';
    if (typeof text !== 'string' || !tokenPattern.test(text)) return null;
    if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') return null;
    const seconds = 'expires_in' in body ? Number(body.expires_in) : Number.NaN;
    const lifeMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : unstatedLifeMs;
    const usedMs = Math.min(lifeMs - Math.min(marginMs, lifeMs / 10), longestMs);
    return { header: `Bearer ${text}`, usedUntil: startedAt + usedMs };
  }
}

function form(login: OAuthLogin, style: 'body' | 'header'): string {
  const fields = new URLSearchParams({ grant_type: 'client_credentials' });
  if (login.scopes.length > 0) fields.set('scope', login.scopes.join(' '));
  for (const [name, value] of login.parameters) fields.append(name, value);
  if (style === 'body') {
    fields.set('client_id', login.clientId);
    fields.set('client_secret', login.clientSecret);
  }
  return fields.toString();
}

/** Name and secret are form-encoded before they go into the header (RFC 6749 §2.3.1). */
function encodeForm(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}

/** The codes of RFC 6749 §5.2; any other text could repeat what was sent. */
const knownErrors = new Set([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
]);

function errorOf(body: unknown): string | null {
  const error: unknown = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
  return typeof error === 'string' && knownErrors.has(error) ? error : null;
}
