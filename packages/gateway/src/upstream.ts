import { Pool } from 'undici';
import { createAddressGuard, type ResolveAll } from './address-guard.ts';
import { attempt, type AttemptContext, type Outcome } from './attempt.ts';
import { createBearerToken } from './bearer-token.ts';
import { createConnector } from './connector.ts';
import { checkDestination, checkTls, type Credentials } from './credentials.ts';
import { createCredentialHeader, type AuthorizationHeader } from './credential-header.ts';
import { explainUpstreamError } from './explain-upstream-error.ts';
import { GatewayError } from './gateway-error.ts';
import { createSlots } from './slots.ts';
import type { UpstreamTls } from './tls-material.ts';
import type { Upstream, UpstreamAnswer, UpstreamExchange, UpstreamRequest } from './upstream-request.ts';
import { readUpstreamUrl } from './upstream-url.ts';
import { staticHeaders } from './static-headers.ts';

/** Everything about one upstream; all times in milliseconds, all sizes in decoded bytes. */
export interface UpstreamOptions {
  /** Shown to users and in metrics instead of the URL. */
  readonly name: string;
  /** http(s) URL with an optional base path; credentials in it are sent as basic authorization and shown nowhere. */
  readonly url: string;
  /** Connections at once; 50. */
  readonly connections?: number;
  /** Requests waiting for a connection; 200. More are turned away with `upstream_busy`. */
  readonly maxWaiting?: number;
  /** Longest total time of one request; 30 s. A request's own deadline may be shorter. */
  readonly timeoutMs?: number;
  readonly connectTimeoutMs?: number;
  /** Idle connections close after this; 90 s. A shorter `Keep-Alive` of the upstream wins. */
  readonly keepAliveMs?: number;
  /** Largest answer passed on; 64 MiB. */
  readonly maxResponseBytes?: number;
  /** Answers up to this size are whole before they are passed on; 1 MiB. */
  readonly bufferBytes?: number;
  readonly tls?: UpstreamTls;
  /** Headers of the datasource document; Authorization, cookies and connection headers among them are ignored. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A file with a bearer token, read again when it changes. */
  readonly bearerTokenFile?: string;
  /** A secret that is sent along, to the hosts it allows and nowhere else; its TLS is used instead of `tls`. */
  readonly credentials?: Credentials;
  /** Networks never dialled, beside the metadata and link-local ones: `10.0.0.0/8`, `loopback`, `private`. */
  readonly denyAddresses?: readonly string[];
  /** Name resolution; the system's when absent. */
  readonly resolveAll?: ResolveAll;
  /** Monotonic milliseconds; `performance.now` when absent. */
  readonly now?: () => number;
  /** Told about every finished exchange. */
  readonly onExchange?: (exchange: UpstreamExchange) => void;
}

/** A connection lives at most this long: a changed DNS answer is used within it. */
const connectionLifeMs = 300_000;

/**
 * A pooled HTTP/1.1 client of one upstream: bounded connections, queue, time and bytes; redirects are never followed; reads are
 * asked once more when a kept-alive connection had gone stale. Fails with GatewayError only.
 */
export function createUpstream(options: UpstreamOptions): Upstream {
  const { name } = options;
  const now = options.now ?? (() => performance.now());
  const timeoutMs = options.timeoutMs ?? 30_000;
  const keepAliveMs = options.keepAliveMs ?? 90_000;
  const connections = options.connections ?? 50;
  const url = readUpstreamUrl(options.url);
  const { credentials } = options;
  if (credentials !== undefined) {
    checkDestination(credentials, new URL(url.origin));
    checkTls(credentials);
  }
  const token = authorizationOf(options, now);
  const fixedHeaders = staticHeaders(
    options.headers ?? {},
    token === undefined ? url.authorization : undefined,
  );
  const connector = createConnector({
    guard: createAddressGuard({
      ...(options.denyAddresses === undefined ? {} : { deny: options.denyAddresses }),
      ...(options.resolveAll === undefined ? {} : { resolveAll: options.resolveAll }),
    }),
    connectTimeoutMs: options.connectTimeoutMs ?? 5_000,
    tls: credentials?.tls ?? options.tls ?? {},
    now,
    ...(credentials === undefined
      ? {}
      : { checkDestination: (destination) => checkDestination(credentials, destination) }),
  });
  const pool = new Pool(url.origin, {
    connect: connector.connect,
    connections,
    pipelining: 1,
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMs,
    clientTtl: connectionLifeMs,
    // One deadline covers the whole exchange, so undici's two timers per request are not needed.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: 16_384,
  });
  const slots = createSlots(connections, options.maxWaiting ?? 200);
  const running = new Set<(reason: Error) => void>();
  const context: AttemptContext = {
    name,
    url,
    pool,
    slots,
    connector,
    running,
    maxResponseBytes: options.maxResponseBytes ?? 67_108_864,
    bufferBytes: options.bufferBytes ?? 1_048_576,
  };
  const counts = { requests: 0, retries: 0, bytes: 0 };
  // Null prototype: keys are error codes. Bounded by the error table.
  const errors: Record<string, number> = Object.assign(Object.create(null));
  let isClosed = false;

  const ask = async (
    request: UpstreamRequest,
    deadlineMs: number,
    signal: AbortSignal | undefined,
    startedAt: number,
  ): Promise<UpstreamAnswer> => {
    const once = (authorization: string | undefined): Promise<Outcome> =>
      attempt(context, request, {
        headers: requestHeaders(fixedHeaders, request, authorization),
        deadlineMs: Math.max(1, deadlineMs - (now() - startedAt)),
        limitMs: deadlineMs,
        signal,
        onStreamEnd: (status, bytes, failure) => record(startedAt, status, bytes, failure),
        onBytes: (bytes) => void (counts.bytes += bytes),
      });
    const given = token === undefined ? undefined : await readToken(token.current());
    let outcome = await once(given);
    if (request.isRead && outcome.isStale) {
      counts.retries += 1;
      outcome = await once(given);
    } else if (request.isRead && token !== undefined && outcome.failure?.code === 'upstream_denied') {
      const fresh = await readToken(token.current(true));
      if (fresh !== given) {
        counts.retries += 1;
        outcome = await once(fresh);
      }
    }
    if (outcome.failure !== undefined) {
      throw outcome.failure;
    }
    return outcome.answer;
  };

  const readToken = async (pending: Promise<string | undefined>): Promise<string | undefined> => {
    try {
      return await pending;
    } catch (cause) {
      throw explainUpstreamError(name, cause, false);
    }
  };

  const record = (
    startedAt: number,
    status: number,
    bytes: number,
    error: GatewayError | undefined,
  ): void => {
    if (error !== undefined) {
      errors[error.code] = (errors[error.code] ?? 0) + 1;
    }
    options.onExchange?.({
      upstream: name,
      status,
      bytes,
      error: error?.code,
      durationMs: now() - startedAt,
    });
  };

  return {
    name,
    async request(request, signal) {
      const startedAt = now();
      counts.requests += 1;
      try {
        if (isClosed) {
          throw new GatewayError('upstream_closed', { upstream: name });
        }
        if (signal?.aborted === true) {
          throw new GatewayError('client_gone');
        }
        const answer = await ask(request, Math.min(request.deadlineMs, timeoutMs), signal, startedAt);
        // An answer that streams is recorded when it ends.
        if (Buffer.isBuffer(answer.body)) {
          record(startedAt, answer.status, answer.body.length, undefined);
        }
        return answer;
      } catch (error) {
        const explained = explainUpstreamError(name, error, false);
        record(startedAt, 0, 0, explained);
        throw explained;
      }
    },
    stats: () => ({
      inFlight: slots.running(),
      queued: slots.waiting(),
      connected: pool.stats.connected,
      ...counts,
      errors: { ...errors },
    }),
    async close(graceMs = 5_000) {
      if (isClosed) {
        return;
      }
      isClosed = true;
      void token?.close();
      const cut = setTimeout(() => {
        for (const cancel of running) {
          cancel(new GatewayError('upstream_closed', { upstream: name }));
        }
        void pool.destroy();
      }, graceMs);
      await pool.close();
      clearTimeout(cut);
    },
  };
}

/** What proves who asks: a secret, or a token file; without either the URL may hold a name and a password. */
function authorizationOf(options: UpstreamOptions, now: () => number): AuthorizationHeader | undefined {
  if (options.credentials !== undefined) {
    return createCredentialHeader(options.credentials, options, createUpstream, now);
  }
  if (options.bearerTokenFile === undefined) return undefined;
  const token = createBearerToken(options.bearerTokenFile, now);
  return {
    current: async (isRefused) => `Bearer ${await token.current(isRefused)}`,
    close: async () => undefined,
  };
}

function requestHeaders(
  fixed: readonly string[],
  request: UpstreamRequest,
  authorization: string | undefined,
): string[] {
  const headers = [...fixed];
  if (request.contentType !== undefined) {
    headers.push('content-type', request.contentType);
  }
  if (authorization !== undefined) {
    headers.push('authorization', authorization);
  }
  return headers;
}
