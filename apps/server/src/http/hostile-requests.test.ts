import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { sampleDocument } from '../testing/documents.ts';
import { call } from '../testing/http-client.ts';
import { rawGet, rawPost, rawRequest } from '../testing/raw-request.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await call(`${server.url}/api/v1/projects`, { method: 'POST', body: sampleDocument('Project', 'p') });
});
afterAll(() => server.stop());

const isAlive = async () => (await call(`${server.url}/-/healthy`)).status === 200;

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
    expect((await rawPost(server.port, '/api/v1/projects', headers, body)).status).toBe(400);
    expect(await isAlive()).toBe(true);
  });

  it('a header line of 64 kB, two thousand headers, an endless chunk extension', async () => {
    const long = await rawGet(server.port, '/-/healthy', [`X-Long: ${'a'.repeat(65_536)}`]);
    expect([long.status, long.body.includes('16384')]).toEqual([431, true]);
    const many = Array.from({ length: 2_000 }, (_, index) => `X-${index}: aaaaaa`);
    expect((await rawGet(server.port, '/-/healthy', many)).status).toBe(431);
    const headers = ['Content-Type: application/json', 'Transfer-Encoding: chunked'];
    const extension = await rawPost(
      server.port,
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
    const answer = await rawPost(
      server.port,
      '/api/v1/projects',
      [`Content-Type:${type}`, 'Content-Length: 2'],
      '[]',
    );
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
