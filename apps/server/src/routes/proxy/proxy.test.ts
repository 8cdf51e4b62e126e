import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { datasourceSpec, sampleDocument } from '../../testing/documents.ts';
import { startFakeUpstream, type FakeUpstream } from '../../testing/fake-upstream.ts';
import { call } from '../../testing/http-client.ts';
import { rawGet } from '../../testing/raw-request.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;
let upstream: FakeUpstream;
beforeAll(async () => {
  upstream = await startFakeUpstream();
  server = await startTestServer();
  const save = (path: string, body: unknown) => call(`${server.url}${path}`, { method: 'POST', body });
  await save('/api/v1/projects', sampleDocument('Project', 'p'));
  const prometheus = datasourceSpec(upstream.url, true);
  await save('/api/v1/globaldatasources', sampleDocument('GlobalDatasource', 'main', undefined, prometheus));
  await save(
    '/api/v1/datasources',
    sampleDocument('Datasource', 'own', 'p', datasourceSpec(upstream.url, false)),
  );
  const tempo = {
    default: false,
    plugin: { kind: 'TempoDatasource', spec: { proxy: { kind: 'HTTPProxy', spec: { url: upstream.url } } } },
  };
  await save('/api/v1/datasources', sampleDocument('Datasource', 'tempo', 'p', tempo));
  const secret = datasourceSpec(upstream.url, false, { secret: 'prod' });
  await save('/api/v1/datasources', sampleDocument('Datasource', 'secret', 'p', secret));
  const restricted = datasourceSpec(upstream.url, false, {
    allowedEndpoints: [{ endpointPattern: '^/api/v1/labels$', method: 'GET' }],
  });
  await save('/api/v1/datasources', sampleDocument('Datasource', 'restricted', 'p', restricted));
  const sql = { default: false, plugin: { kind: 'SQL', spec: { proxy: { kind: 'SQLProxy', spec: {} } } } };
  await save('/api/v1/datasources', sampleDocument('Datasource', 'sql', 'p', sql));
  const board = { panels: {}, layouts: [], duration: '1h', datasources: { Inner: prometheus, secret } };
  await save('/api/v1/dashboards', sampleDocument('Dashboard', 'd', 'p', board));
});
beforeEach(() => {
  upstream.seen.length = 0;
  upstream.answerWith(null);
});
afterAll(async () => {
  await server.stop();
  await upstream.stop();
});

const api = (path: string, options = {}) => call(`${server.url}${path}`, options);
const saved = {
  global: '/proxy/globaldatasources/main',
  project: '/proxy/projects/p/datasources/own',
  dashboard: '/proxy/projects/p/dashboards/d/datasources/Inner',
};

describe.each(Object.entries(saved))('a %s datasource', (_, base) => {
  it('answers a query that was read and printed again', async () => {
    const body = 'query=up%7Bjob%3D%22a%22%7D&time=1700000000.5';
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await api(`${base}/api/v1/query`, { method: 'POST', body, headers: form });
    expect([answer.status, answer.json]).toMatchObject([200, { status: 'success' }]);
    const [sent] = upstream.seen;
    expect([sent?.method, sent?.url]).toEqual(['POST', '/api/v1/query']);
    expect(new URLSearchParams(sent?.body).get('query')).toBe('up{job="a"}');
    expect((await api(`${base}/api/v1/labels`)).status).toBe(200);
    expect((await api(`${base}/-/healthy`)).status).toBe(200);
  });

  it('answers as data and never as a page of this origin', async () => {
    const { headers } = await api(`${base}/api/v1/query?query=1`);
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is not told who asks', async () => {
    await api(`${base}/api/v1/query?query=1`, {
      headers: {
        cookie: 'a=canary',
        authorization: 'Bearer canary',
        'x-forwarded-access-token': 'canary',
        'x-id-token': 'canary',
        'proxy-authorization': 'canary',
        'x-secret': 'canary',
      },
    });
    expect(upstream.seen).toHaveLength(1);
    expect(JSON.stringify(upstream.seen)).not.toContain('canary');
  });

  it('is not sent what the client declares to be for the connection alone', async () => {
    const { status } = await rawGet(server.port, `${base}/api/v1/query?query=1`, [
      'Connection: X-Secret, Authorization, Host',
      'X-Secret: canary',
      'Authorization: Bearer canary',
      'Keep-Alive: canary',
      'TE: trailers',
    ]);
    expect(status).toBe(200);
    const [sent] = upstream.seen;
    expect(JSON.stringify(sent)).not.toContain('canary');
    expect(sent?.headers.host).toBe(new URL(upstream.url).host);
    expect(Object.keys(sent?.headers ?? {})).not.toContain('te');
  });

  it.each([
    `${base}//api/v1/query?query=1`,
    `${base}/./api/v1/query?query=1`,
    `${base}/../x/api/v1/query?query=1`,
    `${base}/%2e%2e/api/v1/query?query=1`,
    `${base}/api/v1%2fquery?query=1`,
    `${base}/api/v1/query;x?query=1`,
    `${base}/api\\v1\\query?query=1`,
    `${base}/api/v1/query%00?query=1`,
    `${base}/api/v1/label/..%2f..%2fadmin/values`,
    `${base}/api/v1/label/%2e%2e/values`,
    `${base}/api/v1/label/a%253fb/values`,
    `${base}/api/v1/query?query=1&query=2`,
    `${base}/api/v1/query?query=1#x`,
    `${base}/api/v1/query?query=%ff`,
    `${base}/api/v1/query?query=1;time=2`,
  ])('refuses %s before anything is sent', async (target) => {
    const answer = await rawGet(server.port, target);
    expect([target, answer.status]).toEqual([target, 400]);
    expect(upstream.seen).toEqual([]);
  });

  it.each([
    '/api/v1/admin/tsdb/delete_series',
    '/api/v1/write',
    '/api/v1/read',
    '/flush',
    '/shutdown',
    '/metrics',
    '/',
  ])('does not know %s', async (path) => {
    const answer = await api(`${base}${path}`);
    expect([path, answer.status]).toEqual([path, 404]);
    expect(upstream.seen).toEqual([]);
  });

  it('passes on no redirect, no page, no cookie', async () => {
    upstream.answerWith((_request, response) => {
      response.writeHead(302, { location: 'http://127.0.0.1:1/', 'set-cookie': 's=1' }).end();
    });
    const moved = await api(`${base}/api/v1/query?query=1`);
    expect([moved.status, moved.headers.get('location'), moved.headers.get('set-cookie')]).toEqual([
      502,
      null,
      null,
    ]);
    for (const type of ['text/html', 'image/svg+xml', 'application/xml', '']) {
      upstream.answerWith((_request, response) => {
        response.writeHead(200, { ...(type === '' ? {} : { 'content-type': type }), 'x-any': '1' });
        response.end('<script>alert(1)</script>');
      });
      const page = await api(`${base}/api/v1/query?query=1`);
      expect([type, page.status, page.headers.get('x-any')]).toEqual([type, 502, null]);
      expect(page.text).not.toContain('alert');
    }
  });
});

describe('the proxy', () => {
  it('checks allowedEndpoints against the one path that is sent', async () => {
    const base = '/proxy/projects/p/datasources/restricted';
    expect((await api(`${base}/api/v1/labels`)).status).toBe(200);
    expect((await api(`${base}/api/v1/query?query=1`)).status).toBe(403);
    expect((await api(`${base}/api/v1/labels`, { method: 'POST' })).status).toBe(403);
  });

  it('says that the secret of a datasource does not exist, and sends nothing', async () => {
    for (const base of [
      '/proxy/projects/p/datasources/secret',
      '/proxy/projects/p/dashboards/d/datasources/secret',
    ]) {
      const answer = await api(`${base}/api/v1/query?query=1`);
      expect([answer.status, answer.message]).toEqual([
        404,
        `document not found: unable to forward the request to the datasource "secret", secret "prod" attached doesn't exist`,
      ]);
    }
    expect(upstream.seen).toEqual([]);
  });

  it('keeps an SQLProxy as a document and does not run it', async () => {
    const answer = await api('/proxy/projects/p/datasources/sql', {
      method: 'POST',
      body: { query: 'select 1' },
    });
    expect([answer.status, answer.message.includes('SQLProxy')]).toEqual([400, true]);
  });

  it('passes other kinds on with their bodies', async () => {
    const base = '/proxy/projects/p/datasources/tempo';
    expect((await api(`${base}/api/search?q=a%20b`)).status).toBe(200);
    expect((await api(`${base}/api/x`, { method: 'POST', body: { a: 1 } })).status).toBe(200);
    expect(upstream.seen.map(({ method, body }) => [method, body])).toEqual([
      ['GET', ''],
      ['POST', '{"a":1}'],
    ]);
    expect(new URL(upstream.seen[0]?.url ?? '', upstream.url).searchParams.get('q')).toBe('a b');
  });

  it('does not know datasources that are not there, whatever their names', async () => {
    const paths = [
      '/proxy/globaldatasources/none/api/v1/query?query=1',
      '/proxy/projects/p/datasources/main/api/v1/query?query=1',
      '/proxy/projects/none/datasources/own/api/v1/query?query=1',
      '/proxy/projects/p/dashboards/d/datasources/inner/api/v1/query?query=1',
      '/proxy/projects/p/dashboards/d/datasources/constructor/api/v1/query?query=1',
      '/proxy/projects/p/dashboards/d/datasources/__proto__/api/v1/query?query=1',
    ];
    for (const path of paths) expect([path, (await api(path)).status]).toEqual([path, 404]);
    expect((await api('/proxy/globaldatasources/a%20b/api/v1/query?query=1')).status).toBe(400);
    expect((await api('/proxy/elsewhere/a')).status).toBe(404);
  });

  it('tells a Prometheus client what is wrong in its own words', async () => {
    const { json } = await api(`${saved.global}/api/v1/query`);
    expect(json).toMatchObject({ status: 'error', errorType: 'bad_data', code: 'bad_parameter' });
  });

  it('says that a datasource does not answer, without internals', async () => {
    const body = sampleDocument(
      'GlobalDatasource',
      'dead',
      undefined,
      datasourceSpec('http://user:canary@127.0.0.1:1', false),
    );
    await api('/api/v1/globaldatasources', { method: 'POST', body });
    const answer = await api('/proxy/globaldatasources/dead/api/v1/query?query=1');
    expect(answer.status).toBe(502);
    expect(answer.text).not.toMatch(/canary|ECONNREFUSED|127\.0\.0\.1/);
    expect(server.log.join('')).not.toContain('canary');
  });

  it('follows a changed document at once', async () => {
    const other = await startFakeUpstream();
    try {
      const body = (url: string) =>
        sampleDocument('GlobalDatasource', 'moving', undefined, datasourceSpec(url, false));
      await api('/api/v1/globaldatasources', { method: 'POST', body: body(upstream.url) });
      await api('/proxy/globaldatasources/moving/api/v1/query?query=1');
      await api('/api/v1/globaldatasources/moving', { method: 'PUT', body: body(other.url) });
      await api('/proxy/globaldatasources/moving/api/v1/query?query=1');
      expect([upstream.seen.length, other.seen.length]).toEqual([1, 1]);
      await api('/api/v1/globaldatasources/moving', { method: 'DELETE' });
      expect((await api('/proxy/globaldatasources/moving/api/v1/query?query=1')).status).toBe(404);
    } finally {
      await other.stop();
    }
  });

  it('lets go of the datasource when the client leaves', async () => {
    const left = new Promise<void>((resolve) => {
      upstream.answerWith((_request, response) => response.once('close', () => resolve()));
    });
    const controller = new AbortController();
    const asked = fetch(`${server.url}${saved.global}/api/v1/query?query=1`, { signal: controller.signal });
    const arrived = (async () => {
      while (upstream.seen.length === 0) await new Promise((resolve) => setImmediate(resolve));
    })();
    await arrived;
    controller.abort();
    await expect(asked).rejects.toThrow();
    await left;
  });
});

describe('a datasource that is not saved', () => {
  const bases = [
    '/proxy/unsaved/globaldatasources',
    '/proxy/unsaved/projects/p/datasources',
    '/proxy/unsaved/projects/p/dashboards/d/datasources',
  ];
  it.each(bases)('is asked through %s by the same rules', async (base) => {
    const spec = datasourceSpec(upstream.url, false);
    const get = await api(`${base}/api/v1/query?query=1`, {
      method: 'POST',
      body: { method: 'GET', body: '', spec },
    });
    expect([get.status, upstream.seen[0]?.method]).toEqual([200, 'GET']);
    const form = Buffer.from('query=up').toString('base64');
    const post = await api(`${base}/api/v1/query`, {
      method: 'POST',
      body: { method: 'POST', body: form, spec },
    });
    const sent = new URLSearchParams(upstream.seen[1]?.body);
    expect([post.status, sent.get('query')]).toEqual([200, 'up']);
    expect((await api(`${base}/-/healthy`, { method: 'POST', body: { method: 'GET', spec } })).status).toBe(
      200,
    );
  });

  it('reaches no metadata service, no secret and nothing else that a saved one does not', async () => {
    const ask = (spec: unknown, method = 'GET') =>
      api('/proxy/unsaved/globaldatasources/api/v1/query?query=1', {
        method: 'POST',
        body: { method, spec },
      });
    const denied = [
      'http://169.254.169.254',
      'http://[::ffff:169.254.169.254]',
      'http://metadata.google.internal',
      'http://0xa9fea9fe',
    ];
    for (const url of denied) {
      const answer = await ask(datasourceSpec(url, false));
      expect([url, answer.status]).toEqual([url, 403]);
    }
    expect((await ask(datasourceSpec(upstream.url, false, { secret: 'prod' }))).status).toBe(404);
    for (const spec of [
      null,
      1,
      'x',
      [],
      {},
      { plugin: null },
      datasourceSpec('file:///etc/passwd', false),
      datasourceSpec('', false),
    ]) {
      expect([spec, (await ask(spec)).status]).toEqual([spec, 502]);
    }
    expect((await ask(datasourceSpec(upstream.url, false), 'TRACE')).status).toBe(400);
    expect(upstream.seen).toEqual([]);
  });
});
