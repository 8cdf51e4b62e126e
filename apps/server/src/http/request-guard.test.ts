import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { sampleDocument } from '../testing/documents.ts';
import { call } from '../testing/http-client.ts';
import { rawGet, rawRequest } from '../testing/raw-request.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { guardUrl } from './request-guard.ts';
import { commonHeaders } from './security-headers.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ HECATE_SERVER_ALLOWED_HOSTS: 'hecate.example' });
  await call(`${server.url}/api/v1/projects`, { method: 'POST', body: sampleDocument('Project', 'p') });
});
afterAll(() => server.stop());

const isAlive = async () => (await call(`${server.url}/-/healthy`)).status === 200;

/** A request with a body over a raw socket. */
function rawPost(
  target: string,
  headers: readonly string[],
  body: string,
): Promise<{ status: number; body: string }> {
  const lines = [
    `POST ${target} HTTP/1.1`,
    `Host: localhost:${server.port}`,
    'Connection: close',
    ...headers,
  ];
  return rawRequest(server.port, Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1'));
}

/** Method and path of every route with a body, from the server's own description, with names filled in. */
async function routesWithBody(): Promise<(readonly [string, string])[]> {
  const { json } = await call(`${server.url}/api/hecate/v1/openapi.json`);
  const paths: Readonly<Record<string, object>> = Object(json).paths;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => ['post', 'put', 'patch', 'delete'].includes(method))
      .map(
        (method) =>
          [method.toUpperCase(), path.replace('{*}', 'api/v1/query').replaceAll(/\{\w+\}/g, 'p')] as const,
      ),
  );
}

describe('the path', () => {
  it.each([
    '//api/v1/projects',
    '/api//v1/projects',
    '/./api/v1/projects',
    '/api/v1/health/../projects',
    '/api/v1/projects/..',
    '/api/v1/%2e%2e/v1/projects',
    '/api/v1/%252e%252e/projects',
    '/api/v1/projects%2fp',
    '/api/v1/projects%5cp',
    '/api\\v1\\projects',
    '/api/v1/projects;a=b',
    '/api/v1/projects/p%00',
    '/api/v1/projects/p%0d%0aX-A:1',
    '/api/v1/projects/%',
    '/api/v1/projects/%zz',
    '/api/v1/projects/%ff',
    '/api/v1/projects/p%23/health',
    '/api/v1/projects/p%3fx',
    '/projects/..%2f..%2fetc',
    '/assets/../package.json',
    '/assets//x.js',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/plugins/..%2f%5cevil.example%2f%3f%2f..%2f..',
    '/plugins/../../package.json',
    '/plugins/..\\..\\package.json',
    'http://evil.example/api/v1/projects',
    'api/v1/projects',
    '*',
  ])('%s is refused, not cleaned', async (target) => {
    const answer = await rawGet(server.port, target);
    expect([target, answer.status]).toEqual([target, 400]);
    expect(answer.headers['location']).toBeUndefined();
  });

  it('of a page is never turned into another', async () => {
    for (const target of [
      '/workloads/',
      '/nowhere',
      '/index.html',
      '/.vite/manifest.json',
      '/package.json',
    ]) {
      const answer = await rawGet(server.port, target);
      expect([target, answer.status, answer.headers['location']]).toEqual([target, 404, undefined]);
    }
  });

  it('with its query has a limit that is named', async () => {
    const answer = await rawGet(server.port, `/api/v1/projects?name=${'a'.repeat(9_000)}`);
    expect([answer.status, answer.body.includes('8192')]).toEqual([414, true]);
  });

  it('that is accepted has one reading only', () => {
    const segment = fc.string({
      unit: fc.constantFrom('a', '.', '/', '%', '2', 'e', 'f', '5', 'c', '\\', ';', '0', 'A'),
    });
    fc.assert(
      fc.property(segment, (text) => {
        const path = `/${text}`;
        if (guardUrl(path) !== null) return;
        const url = new URL(path, 'http://host');
        expect(url.pathname).toBe(path);
        expect(decodeURIComponent(path).split('/')).toHaveLength(path.split('/').length);
      }),
    );
  });
});

describe('the Host header', () => {
  it.each(['localhost', '127.0.0.1', '[::1]', 'LOCALHOST', '127.1.2.3', 'hecate.example', 'localhost:1'])(
    '%s is answered',
    async (host) => {
      const head = `GET /-/healthy HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
      expect((await rawRequest(server.port, head)).status).toBe(200);
    },
  );

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example:8080',
    'a@localhost',
    '[::2]',
    '0.0.0.0',
    'localhost:1:2',
    '',
  ])('%s is refused: the name may have been re-pointed here', async (host) => {
    const head = `GET /-/healthy HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    const answer = await rawRequest(server.port, head);
    expect([host, answer.status]).toEqual([host, 421]);
  });

  it('is needed', async () => {
    expect(
      (await rawRequest(server.port, 'GET /-/healthy HTTP/1.1\r\nConnection: close\r\n\r\n')).status,
    ).toBe(400);
    expect((await rawRequest(server.port, 'GET /-/healthy HTTP/1.0\r\n\r\n')).status).toBe(421);
  });

  it('cannot be overruled by forwarded headers', async () => {
    const head = [
      'GET /-/healthy HTTP/1.1',
      'Host: evil.example',
      'X-Forwarded-Host: localhost',
      'Forwarded: host=localhost',
      'Connection: close',
    ];
    expect((await rawRequest(server.port, `${head.join('\r\n')}\r\n\r\n`)).status).toBe(421);
  });
});

describe('a write from a page of another origin', () => {
  const write = (headers: Record<string, string>) =>
    call(`${server.url}/api/v1/projects`, {
      method: 'POST',
      body: sampleDocument('Project', 'cross'),
      headers,
    });

  it.each([
    ['another site', 'http://evil.example'],
    ['a sandboxed frame', 'null'],
    ['another port', 'http://127.0.0.1:1'],
    ['another scheme', 'https://127.0.0.1'],
    ['a suffix', 'http://127.0.0.1.evil.example'],
    ['nothing', ''],
  ])('is refused: %s', async (_, origin) => {
    const answer = await write({ origin });
    expect(answer.status).toBe(403);
    expect(answer.message).toContain('another origin');
  });

  it.each(['cross-site', 'same-site', 'anything'])('is refused when the browser says %s', async (site) => {
    expect((await write({ 'sec-fetch-site': site })).status).toBe(403);
    expect((await write({ 'sec-fetch-site': site, origin: server.url })).status).toBe(403);
    const remove = { method: 'DELETE', headers: { 'sec-fetch-site': site } };
    expect((await call(`${server.url}/api/v1/projects/p`, remove)).status).toBe(403);
    const ask = { headers: { 'sec-fetch-site': site } };
    expect((await call(`${server.url}/proxy/globaldatasources/a/api/v1/query?query=1`, ask)).status).toBe(
      403,
    );
    expect((await call(`${server.url}/prometheus/api/v1/query?query=1`, ask)).status).toBe(403);
  });

  it('changed nothing; our own pages and other programs may write', async () => {
    expect((await call(`${server.url}/api/v1/projects/cross`)).status).toBe(404);
    expect((await call(`${server.url}/api/v1/projects/p`)).status).toBe(200);
    expect((await write({ origin: server.url, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await write({})).status).toBe(409);
  });

  it('gets no CORS answer', async () => {
    const answer = await call(`${server.url}/api/v1/projects`, {
      headers: { origin: 'http://evil.example' },
    });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    const preflight = await call(`${server.url}/api/v1/projects`, {
      method: 'OPTIONS',
      headers: { origin: 'http://evil.example' },
    });
    expect(preflight.status).toBe(405);
  });

  it('cannot be a plain form', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const answer = await rawPost('/api/v1/projects', [`Content-Type: ${type}`, 'Content-Length: 2'], '{}');
      expect([type, answer.status]).toEqual([type, 415]);
    }
  });
});

describe('every answer', () => {
  const targets = [
    '/-/healthy',
    '/api/v1/projects',
    '/nowhere',
    '//',
    '/metrics',
    '/api/v1/projects/none',
    '/workloads',
  ];
  it.each(targets)('%s carries the security headers', async (target) => {
    const { headers } = await rawGet(server.port, target);
    for (const name of Object.keys(commonHeaders))
      expect([name, headers[name]]).not.toEqual([name, undefined]);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['server']).toBeUndefined();
  });

  it('to something that is no HTTP carries them too', async () => {
    const answer = await rawRequest(server.port, 'nonsense\r\n\r\n');
    expect(answer.status).toBe(400);
    for (const [name, value] of Object.entries(commonHeaders)) expect(answer.headers[name]).toBe(value);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'bad_request' });
  });

  it('that refuses has message, code and the id of its log line', async () => {
    const answer = await call(`${server.url}/api/v1/projects/none`);
    expect(answer.json).toMatchObject({ message: 'document not found', code: 'document_not_found' });
    const id: unknown = Reflect.get(Object(answer.json), 'requestId');
    expect(answer.headers.get('x-request-id')).toBe(id);
    expect(server.log.filter((line) => line.includes(String(id)))).toHaveLength(1);
  });
});

describe('bytes that are meant to confuse', () => {
  it.each([
    [
      'both lengths',
      ['Content-Type: application/json', 'Content-Length: 2', 'Transfer-Encoding: chunked'],
      '2\r\n{}\r\n0\r\n\r\n',
    ],
    ['a length twice', ['Content-Type: application/json', 'Content-Length: 2', 'Content-Length: 3'], '{}'],
    ['a space before a name', [' Content-Length: 2', 'Content-Type: application/json'], '{}'],
    [
      'an unknown coding',
      ['Content-Type: application/json', 'Transfer-Encoding: chunked, identity'],
      '2\r\n{}\r\n0\r\n\r\n',
    ],
    ['a bare line end', ['Content-Type: application/json\nX: y', 'Content-Length: 2'], '{}'],
    ['a NUL in a header', ['X-A: a\u0000b', 'Content-Type: application/json', 'Content-Length: 2'], '{}'],
    [
      'a broken chunk',
      ['Content-Type: application/json', 'Transfer-Encoding: chunked'],
      'zz\r\n{}\r\n0\r\n\r\n',
    ],
    ['a negative length', ['Content-Type: application/json', 'Content-Length: -1'], '{}'],
  ])('%s: 400, and the connection ends', async (_, headers, body) => {
    expect((await rawPost('/api/v1/projects', headers, body)).status).toBe(400);
    expect(await isAlive()).toBe(true);
  });

  it('a header line of 64 kB, two thousand headers, an endless chunk extension', async () => {
    const long = await rawGet(server.port, '/-/healthy', [`X-Long: ${'a'.repeat(65_536)}`]);
    expect([long.status, long.body.includes('16384')]).toEqual([431, true]);
    const many = Array.from({ length: 2_000 }, (_, index) => `X-${index}: aaaaaa`);
    expect((await rawGet(server.port, '/-/healthy', many)).status).toBe(431);
    const headers = ['Content-Type: application/json', 'Transfer-Encoding: chunked'];
    const extension = await rawPost(
      '/api/v1/projects',
      headers,
      `2;${'a'.repeat(1_000_000)}\r\n{}\r\n0\r\n\r\n`,
    );
    expect(extension.status).toBe(413);
    expect(await isAlive()).toBe(true);
  });

  it.each([
    'application/json\t;x',
    ' application/json',
    'APPLICATION/JSON ;a',
    'application/json;',
    'application/json; charset=utf-16',
    'application/jsonx',
    'application/json, text/plain',
  ])('content type %j: checked or 415, never raw', async (type) => {
    const answer = await rawPost('/api/v1/projects', [`Content-Type:${type}`, 'Content-Length: 2'], '[]');
    expect([400, 415]).toContain(answer.status);
  });

  it('a header named __proto__ is a header like any other: not in the log, and nothing inherits from it', async () => {
    const answer = await rawGet(server.port, '/api/v1/projects', ['__proto__: canary', '__proto__: canary2']);
    expect(answer.status).toBe(200);
    expect(Reflect.get({}, 'canary')).toBeUndefined();
    expect(server.log.join('')).not.toContain('canary');
    const disguised = await rawGet(server.port, '/api/v1/projects', ['__proto__: {"host":"evil.example"}']);
    expect(disguised.status).toBe(200);
    const plain = await rawGet(server.port, '/api/v1/projects');
    expect([answer.body, disguised.body]).toEqual([plain.body, plain.body]);
  });

  it.each([
    'constructor: 1',
    'X_Forwarded_User: admin',
    'x-forwarded_user: admin',
    'Connection: X-Secret',
    'Expect: 100-continue',
    'Expect: magic',
    'Upgrade: websocket',
  ])('header %s changes nothing', async (header) => {
    const answer = await rawGet(server.port, '/api/v1/projects', [header]);
    expect(answer.status).toBeLessThan(500);
    expect(await isAlive()).toBe(true);
  });

  it.each([
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'TRACE',
    'CONNECT',
    'PROPFIND',
    'QUERY',
    'get',
    'X',
  ])(
    'method %s on every kind of route: never a 500, and no effect where it is not declared',
    async (method) => {
      for (const target of [
        '/api/v1/projects',
        '/api/v1/projects/p',
        '/metrics',
        '/',
        '/assets/x.js',
        '/proxy/globaldatasources/x',
        '/nowhere',
      ]) {
        const head = `${method} ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
        const { status } = await rawRequest(server.port, head);
        expect([method, target, status < 500]).toEqual([method, target, true]);
      }
      await call(`${server.url}/api/v1/projects`, { method: 'POST', body: sampleDocument('Project', 'p') });
      expect(await isAlive()).toBe(true);
    },
  );

  it('nesting 100 000 deep, colliding keys and prototypes in a document', async () => {
    const deep = `{"kind":"Project","metadata":{"name":"deep"},"spec":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect((await call(`${server.url}/api/v1/projects`, { method: 'POST', body: deep })).status).toBe(400);
    const keys = Array.from({ length: 20_001 }, (_, index) => `"${index * 4_294_967_296}":1`).join(',');
    const wide = `{"kind":"Project","metadata":{"name":"wide"},"spec":{${keys}}}`;
    expect((await call(`${server.url}/api/v1/projects`, { method: 'POST', body: wide })).status).toBe(400);
    const odd = `{"kind":"Project","metadata":{"name":"odd","__proto__":{"a":1}},"spec":{"__proto__":{"b":1},"constructor":{}}}`;
    const kept = await call(`${server.url}/api/v1/projects`, { method: 'POST', body: odd });
    expect([kept.status, kept.text.includes('"__proto__":{"b":1}')]).toEqual([200, true]);
    expect(Reflect.get({}, 'b')).toBeUndefined();
    const view = '{"project":"p","dashboard":"d","__proto__":{"render_time":1}}';
    expect((await call(`${server.url}/api/v1/view`, { method: 'POST', body: view })).status).toBe(400);
  });

  it('in any body of any route that takes one: no 500', async () => {
    const routes = await routesWithBody();
    expect(routes.length).toBeGreaterThan(60);
    const ask = async ([method, path]: readonly [string, string], body: string): Promise<void> => {
      const answer = await call(`${server.url}${path}`, { method, body });
      const isFine = answer.status < 500 || [502, 503].includes(answer.status);
      expect([method, path, body, answer.status, isFine]).toEqual([method, path, body, answer.status, true]);
    };
    for (const route of routes)
      for (const body of ['', 'null', '[]', '{}', '{"spec":1}']) await ask(route, body);
    const anyBody = fc.oneof(fc.json(), fc.string());
    await fc.assert(fc.asyncProperty(fc.constantFrom(...routes), anyBody, ask), { numRuns: 150 });
  }, 120_000);

  it('left no line that names an error of ours', () => {
    expect(server.log.filter((line) => line.includes('no table names'))).toEqual([]);
  });
});
