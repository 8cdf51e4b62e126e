import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Credentials, Login, OAuthLogin } from './credentials.ts';
import { failure, plainRead, upstreamPairs } from './testing/upstream-pair.ts';
import { createUpstream } from './upstream.ts';
import type { Upstream } from './upstream-request.ts';

const { later } = upstreamPairs();

interface Seen {
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** A server that keeps what arrives and answers as told. */
async function serve(
  answer: (seen: Seen, response: ServerResponse) => void,
): Promise<{ readonly origin: string; readonly seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url = '', headers } = request;
      const one = { url, authorization: headers.authorization, body: Buffer.concat(chunks).toString('utf8') };
      seen.push(one);
      response.setHeader('content-type', 'application/json');
      answer(one, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  later(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const { port }: Pick<AddressInfo, 'port'> = Object(server.address());
  return { origin: `http://127.0.0.1:${port}`, seen };
}

function credentials(login: Login, hosts: readonly string[], more: Partial<Credentials> = {}): Credentials {
  return {
    secret: 's',
    fingerprint: '1',
    hasHosts: hosts.length > 0,
    mayReach: ({ hostname, port }) => hosts.includes(`${hostname}:${port}`),
    login,
    tls: {},
    ...more,
  };
}

function client(url: string, given: Credentials, more: object = {}): Upstream {
  const upstream = createUpstream({ name: 'prom', url, credentials: given, ...more });
  later(() => upstream.close(0));
  return upstream;
}

const hostOf = (url: string): string => new URL(url).host;
const ok = (_: Seen, response: ServerResponse): void => void response.end('{}');
const basic: Login = { kind: 'basic', username: 'reader', password: 'pässword' };

describe('a secret', () => {
  it.each([
    [basic, `Basic ${Buffer.from('reader:pässword').toString('base64')}`],
    [{ kind: 'authorization', type: 'Token', credentials: 'abc' }, 'Token abc'],
    [{ kind: 'none' }, undefined],
  ] as const)('is sent as its kind says: %j', async (login, header) => {
    const { origin, seen } = await serve(ok);
    // The name in the URL and the header of the document have no say beside a secret.
    const url = origin.replace('//', '//someone:else@');
    const upstream = client(url, credentials(login, [hostOf(origin)]), {
      headers: { Authorization: 'Bearer document' },
    });
    await upstream.request(plainRead);
    expect(seen.map(({ authorization }) => authorization)).toEqual([header]);
  });

  it('is sent to no host that it does not name', async () => {
    const { origin, seen } = await serve(ok);
    expect(() => client(origin, credentials(basic, ['127.0.0.1:1']))).toThrow(
      `forbidden access: the secret "s" may not be sent to "${hostOf(origin)}"; add the host to its spec.allowedHosts and give its values again, or change the URL`,
    );
    expect(() => client(origin, credentials(basic, []))).toThrow(
      `forbidden access: the secret "s" names no host that it may be sent to; add spec.allowedHosts: ["${hostOf(origin)}"] to it`,
    );
    expect(seen).toEqual([]);
  });

  it('is checked again when a connection is opened', async () => {
    const { origin, seen } = await serve(ok);
    let isAllowed = true;
    const upstream = client(origin, credentials(basic, ['x'], { mayReach: () => isAllowed }));
    isAllowed = false;
    expect((await failure(upstream.request(plainRead))).code).toBe('secret_host_denied');
    expect(seen).toEqual([]);
  });

  it('does not follow a redirect to another host', async () => {
    const other = await serve(ok);
    const { origin } = await serve((_, response) => {
      response.statusCode = 302;
      response.setHeader('location', `${other.origin}/`);
      response.end();
    });
    const upstream = client(origin, credentials(basic, [hostOf(origin), hostOf(other.origin)]));
    expect((await failure(upstream.request(plainRead))).code).toBe('upstream_redirected');
    expect(other.seen).toEqual([]);
  });

  it.each([
    { ca: '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n' },
    { cert: '-----BEGIN CERTIFICATE-----\nx', key: '-----BEGIN PRIVATE KEY-----\nx' },
  ])('with certificates that are none is refused before anything is sent: %j', (tls) => {
    expect(() => client('https://127.0.0.1:1', credentials(basic, ['127.0.0.1:1'], { tls }))).toThrow(
      'the certificates in the secret "s" cannot be used',
    );
  });
});

describe('an OAuth client', () => {
  const login = (tokenUrl: string, more: Partial<OAuthLogin> = {}): OAuthLogin => ({
    kind: 'oauth',
    clientId: 'the id',
    clientSecret: 's:ecret',
    tokenUrl,
    scopes: ['read', 'more'],
    parameters: [['audience', 'metrics']],
    style: 'header',
    ...more,
  });
  const tokens =
    (answer: object = {}) =>
    (_: Seen, response: ServerResponse): void =>
      void response.end(
        JSON.stringify({ access_token: 'tok', token_type: 'bearer', expires_in: 3600, ...answer }),
      );

  const start = async (
    answer: (seen: Seen, response: ServerResponse) => void,
    more: Partial<OAuthLogin> = {},
    now?: () => number,
  ) => {
    const metrics = await serve(ok);
    const issuer = await serve(answer);
    const given = login(`${issuer.origin}/oauth/token/`, more);
    const hosts = [hostOf(metrics.origin), hostOf(issuer.origin)];
    const upstream = client(metrics.origin, credentials(given, hosts), now === undefined ? {} : { now });
    return { metrics, issuer, upstream };
  };

  it('asks for one token for everybody and uses it until shortly before it ends', async () => {
    let clock = 0;
    const { metrics, issuer, upstream } = await start(tokens({ expires_in: 100 }), {}, () => clock);
    await Promise.all([
      upstream.request(plainRead),
      upstream.request(plainRead),
      upstream.request(plainRead),
    ]);
    clock = 89_000;
    await upstream.request(plainRead);
    expect(issuer.seen).toHaveLength(1);
    expect(metrics.seen.map(({ authorization }) => authorization)).toEqual(Array(4).fill('Bearer tok'));
    expect(issuer.seen[0]).toEqual({
      url: '/oauth/token/',
      authorization: `Basic ${Buffer.from('the+id:s%3Aecret').toString('base64')}`,
      body: 'grant_type=client_credentials&scope=read+more&audience=metrics',
    });
    clock = 91_000;
    await upstream.request(plainRead);
    expect(issuer.seen).toHaveLength(2);
  });

  it('sends name and secret in the body where that is asked for', async () => {
    const { issuer, upstream } = await start(tokens(), { style: 'body' });
    await upstream.request(plainRead);
    expect(issuer.seen[0]?.authorization).toBeUndefined();
    expect(issuer.seen[0]?.body).toBe(
      'grant_type=client_credentials&scope=read+more&audience=metrics&client_id=the+id&client_secret=s%3Aecret',
    );
  });

  it('tries the other way once where it does not know, and stays with what worked', async () => {
    let clock = 0;
    const picky = (seen: Seen, response: ServerResponse): void => {
      if (seen.authorization === undefined) return tokens({ expires_in: 10 })(seen, response);
      response.statusCode = 401;
      response.end('{"error":"invalid_client"}');
    };
    const { issuer, upstream } = await start(picky, { style: 'either' }, () => clock);
    await upstream.request(plainRead);
    clock = 20_000;
    await upstream.request(plainRead);
    expect(issuer.seen.map(({ authorization }) => authorization !== undefined)).toEqual([true, false, false]);
  });

  it('says why there is no token, repeats nothing of the answer, and waits before it asks again', async () => {
    let clock = 0;
    const refusing = (_: Seen, response: ServerResponse): void => {
      response.statusCode = 400;
      response.end('{"error":"invalid_scope","error_description":"s:ecret"}');
    };
    const { metrics, issuer, upstream } = await start(refusing, {}, () => clock);
    for (let n = 0; n < 3; n += 1) {
      const error = await failure(upstream.request(plainRead));
      expect(error.message).toBe(
        'the access token for the datasource "prom" was not given (invalid_scope); check oauth in the secret "s"',
      );
    }
    expect(issuer.seen).toHaveLength(1);
    clock = 6_000;
    await failure(upstream.request(plainRead));
    expect(issuer.seen).toHaveLength(2);
    expect(metrics.seen).toEqual([]);
  });

  it.each([
    ['no token', {}, 'its answer has no bearer token'],
    ['another type', { access_token: 'a', token_type: 'mac' }, 'its answer has no bearer token'],
    ['a token that would break the header', { access_token: 'a\r\nx: y' }, 'its answer has no bearer token'],
    ['an error that repeats what was sent', { error: 's:ecret' }, 'its answer has no bearer token'],
  ])('takes no answer with %s', async (_, body, why) => {
    const { upstream } = await start((__, response) => void response.end(JSON.stringify(body)));
    const error = await failure(upstream.request(plainRead));
    expect([error.code, error.message.includes(why), error.message.includes('s:ecret')]).toEqual([
      'oauth_token_failed',
      true,
      false,
    ]);
  });

  it('asks for a new token when the datasource refuses the old one, not more than once in five seconds', async () => {
    let clock = 0;
    let issued = 0;
    const issuer = await serve((_, response) => {
      issued += 1;
      response.end(JSON.stringify({ access_token: `tok${issued}`, token_type: 'Bearer', expires_in: 3600 }));
    });
    let accepted = 'Bearer tok1';
    const metrics = await serve((seen, response) => {
      if (seen.authorization !== accepted) response.statusCode = 401;
      response.end('{}');
    });
    const given = credentials(login(`${issuer.origin}/t`), [hostOf(issuer.origin), hostOf(metrics.origin)]);
    const upstream = client(metrics.origin, given, { now: () => clock });
    await upstream.request(plainRead);
    accepted = 'Bearer tok2';
    expect((await failure(upstream.request(plainRead))).code).toBe('upstream_denied');
    clock = 6_000;
    expect((await upstream.request(plainRead)).status).toBe(200);
    expect(issued).toBe(2);
  });

  it('gets its token from no host that the secret does not name', async () => {
    const issuer = await serve(tokens());
    const metrics = await serve(ok);
    const given = credentials(login(`${issuer.origin}/t`), [hostOf(metrics.origin)]);
    expect(() => client(metrics.origin, given)).toThrow(`may not be sent to "${hostOf(issuer.origin)}"`);
    expect([...issuer.seen, ...metrics.seen]).toEqual([]);
  });

  it('follows no redirect of the token endpoint', async () => {
    const { metrics, upstream } = await start((_, response) => {
      response.statusCode = 307;
      response.setHeader('location', 'http://127.0.0.1:1/');
      response.end();
    });
    expect((await failure(upstream.request(plainRead))).code).toBe('oauth_token_failed');
    expect(metrics.seen).toEqual([]);
  });
});
