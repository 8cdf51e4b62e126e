import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { datasourceSpec, sampleDocument } from '../testing/documents.ts';
import { startFakeUpstream, type FakeUpstream } from '../testing/fake-upstream.ts';
import { call } from '../testing/http-client.ts';
import { rawGet } from '../testing/raw-request.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

let server: TestServer;
let upstream: FakeUpstream;
beforeAll(async () => {
  upstream = await startFakeUpstream();
  server = await startTestServer();
  const save = (path: string, body: unknown) => call(`${server.url}${path}`, { method: 'POST', body });
  await save('/api/v1/projects', sampleDocument('Project', 'p'));
  const main = datasourceSpec(upstream.url, true);
  await save('/api/v1/globaldatasources', sampleDocument('GlobalDatasource', 'main', undefined, main));
  const secret = datasourceSpec(upstream.url, false, { secret: 'prod' });
  await save('/api/v1/datasources', sampleDocument('Datasource', 'secret', 'p', secret));
  const leaky = datasourceSpec('http://user:canary@127.0.0.1:1', false);
  await save('/api/v1/datasources', sampleDocument('Datasource', 'leaky', 'p', leaky));
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

describe('/prometheus/api/v1', () => {
  it('asks the default datasource', async () => {
    const answer = await api('/prometheus/api/v1/query?query=1');
    expect([answer.status, answer.json]).toMatchObject([200, { status: 'success' }]);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const range = 'query=up&start=1700000000&end=1700000060&step=15';
    expect(
      (await api('/prometheus/api/v1/query_range', { method: 'POST', body: range, headers: form })).status,
    ).toBe(200);
    expect((await api('/prometheus/api/v1/status/buildinfo')).json).toMatchObject({
      data: { version: '3.15.0' },
    });
  });

  it('says what the cache had of a range, keeps it, and lets go of it when asked to', async () => {
    const result = '[{"metric":{"__name__":"up"},"values":[[1600000000,"1"]]}]';
    upstream.answerWith((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(`{"status":"success","data":{"resultType":"matrix","result":${result}}}`);
    });
    const path = '/prometheus/api/v1/query_range?query=up&start=1600000000&end=1600000600&step=15';
    const how = async (options = {}): Promise<string | null> =>
      (await api(path, options)).headers.get('x-hecate-query');
    expect(await how()).toBe('cache=miss; fetched=[1600000000-1600000600]');
    expect(await how()).toMatch(/^cache=hit; fetched=\[\]; age=\d+$/);
    expect(upstream.seen).toHaveLength(1);
    expect(await how({ headers: { 'cache-control': 'no-cache' } })).toBe('cache=bypass; reason=asked');
    const flush = (body: unknown) => api('/api/hecate/v1/cache/flush', { method: 'POST', body });
    expect((await flush({ metric: 'down' })).json).toEqual({ queries: 0 });
    expect((await flush({ datasource: 'main', metric: 'up' })).json).toEqual({ queries: 1 });
    expect((await flush({ datsource: 'main' })).status).toBe(400);
    expect(await how()).toMatch(/^cache=miss/);
    const metrics = (await api('/metrics')).text;
    expect(metrics).toContain('hecate_query_cache_answers_total{result="hit"} 1');
    expect(metrics).toContain('hecate_query_cache_bypassed_total{reason="asked"} 1');
    expect(metrics).toContain('hecate_bounded_limit{what="query cache bytes"} 128000000');
  });

  it.each([
    ['/prometheus//api/v1/query?query=1', 400],
    ['/prometheus/api/v1/label/..%2f..%2fadmin/values', 400],
    ['/prometheus/api/v1/admin/tsdb/snapshot', 404],
    ['/prometheus/api/v1/read', 404],
    ['/prometheus/api/v1/query', 400],
    ['/prometheus/api/v1/query_range?query=up&start=0&end=1000000&step=1', 400],
    ['/prometheus/elsewhere', 404],
  ])('answers %s with %i and asks nobody', async (target, status) => {
    expect((await rawGet(server.port, target)).status).toBe(status);
    expect(upstream.seen).toEqual([]);
  });

  it('is held to the endpoints that the default datasource allows, whatever the door', async () => {
    const own = await startTestServer();
    const allowedEndpoints = [{ endpointPattern: '^/api/v1/labels$', method: 'GET' }];
    const spec = datasourceSpec(upstream.url, true, { allowedEndpoints });
    const body = sampleDocument('GlobalDatasource', 'narrow', undefined, spec);
    try {
      await call(`${own.url}/api/v1/globaldatasources`, { method: 'POST', body });
      expect((await call(`${own.url}/prometheus/api/v1/labels`)).status).toBe(200);
      expect((await call(`${own.url}/prometheus/api/v1/query?query=1`)).status).toBe(403);
      const query = { method: 'POST', body: { query: '1' } };
      expect((await call(`${own.url}/api/v1/metrics/query`, query)).status).toBe(403);
      expect(upstream.seen).toHaveLength(1);
    } finally {
      await own.stop();
    }
  });

  it('refuses bodies that are not a form', async () => {
    for (const type of ['multipart/form-data; boundary=x', 'application/json', 'text/plain']) {
      const headers = { 'content-type': type };
      const answer = await api('/prometheus/api/v1/query', { method: 'POST', body: 'query=1', headers });
      expect([type, answer.status === 415 || answer.status === 400]).toEqual([type, true]);
    }
    const both = await api('/prometheus/api/v1/query?query=1', {
      method: 'POST',
      body: 'query=2',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(both.status).toBe(400);
    expect(upstream.seen).toEqual([]);
  });
});

describe('POST /api/v1/metrics/query', () => {
  const ask = (body: unknown) => api('/api/v1/metrics/query', { method: 'POST', body });
  it('answers instant and range queries', async () => {
    expect((await ask({ query: 'up' })).json).toMatchObject({ status: 'success' });
    await ask({
      query: 'up',
      start: 1_700_000_000,
      end: '2023-11-14T22:14:20Z',
      step: '15s',
      datasource: 'main',
    });
    expect(upstream.seen.map(({ url }) => url)).toEqual(['/api/v1/query', '/api/v1/query_range']);
  });

  it('reads only the namespace that is named, whatever the query says', async () => {
    const query = 'topk(scalar(secret{namespace="b"}), up) # {}\r or x';
    expect((await ask({ query, namespace: 'a' })).status).toBe(200);
    const [seen] = upstream.seen;
    expect(new URLSearchParams(seen?.body).get('query')).toBe(
      'topk(scalar(secret{namespace="a",namespace="b"}), up{namespace="a"}) or x{namespace="a"}',
    );
    const info = await ask({ query: 'info(up)', namespace: 'a' });
    expect(info).toMatchObject({ status: 403, json: { code: 'scope_info' } });
    const broken = await ask({ query: 'up{', namespace: 'a' });
    expect(broken).toMatchObject({
      status: 400,
      json: { message: '1:4: parse error: unexpected end of input inside braces' },
    });
    expect(upstream.seen).toHaveLength(1);
  });

  it('refuses what it does not understand', async () => {
    const bad = [
      {},
      { query: '' },
      { query: 1 },
      { query: 'up', start: 1 },
      { query: 'up', x: 1 },
      { query: 'up', datasource: 'a b' },
      [],
    ];
    for (const body of bad) expect([body, (await ask(body)).status]).toEqual([body, 400]);
    expect((await ask({ query: 'up', datasource: 'none' })).status).toBe(404);
  });

  it('passes on why Prometheus refused', async () => {
    upstream.answerWith((_request, response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ status: 'error', errorType: 'bad_data', error: '1:3: parse error: unexpected end' }),
      );
    });
    expect(await ask({ query: 'up{' })).toMatchObject({
      status: 400,
      message: 'bad request: 1:3: parse error: unexpected end',
    });
  });
});

describe('health and test of datasources', () => {
  it('say what answers and why the others do not', async () => {
    const { json } = await api('/api/v1/datasources/health');
    expect(json).toMatchObject({
      status: 'degraded',
      prometheus_endpoint: upstream.url,
      thanos_endpoint: null,
    });
    const rows: unknown = Reflect.get(Object(json), 'datasources');
    expect(rows).toContainEqual(
      expect.objectContaining({ name: 'main', reachable: true, version: '3.15.0', reason: null }),
    );
    expect(rows).toContainEqual(expect.objectContaining({ name: 'secret', project: 'p', reachable: false }));
    expect(JSON.stringify(json)).not.toContain('canary');
  });

  it('ask one real question', async () => {
    const test = (body: unknown) => api('/api/hecate/v1/datasources/test', { method: 'POST', body });
    const good = await test(
      sampleDocument('GlobalDatasource', 'a', undefined, datasourceSpec(upstream.url, false)),
    );
    expect(good.json).toMatchObject({ ok: true, version: '3.15.0' });
    expect(JSON.stringify(good.json)).toMatch(/answered `1` in \d+ ms, Prometheus 3\.15\.0/);
    const dead = await test(
      sampleDocument('Datasource', 'a', 'p', datasourceSpec('http://127.0.0.1:1', false)),
    );
    expect(dead.json).toMatchObject({ ok: false, version: null });
    const secret = await test(
      sampleDocument('Datasource', 'a', 'p', datasourceSpec(upstream.url, false, { secret: 'x' })),
    );
    expect(secret.json).toMatchObject({ ok: false });
    expect((await test({ kind: 'Dashboard' })).status).toBe(400);
  });
});
