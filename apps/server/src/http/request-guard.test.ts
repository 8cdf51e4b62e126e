import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { sampleDocument } from '../testing/documents.ts';
import { call } from '../testing/http-client.ts';
import { rawGet, rawPost, rawRequest } from '../testing/raw-request.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { guardUrl } from './request-guard.ts';
import { commonHeaders } from './security-headers.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ HECATE_SERVER_ALLOWED_HOSTS: 'hecate.example' });
  await call(`${server.url}/api/v1/projects`, { method: 'POST', body: sampleDocument('Project', 'p') });
});
afterAll(() => server.stop());

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
      const answer = await rawPost(
        server.port,
        '/api/v1/projects',
        [`Content-Type: ${type}`, 'Content-Length: 2'],
        '{}',
      );
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
