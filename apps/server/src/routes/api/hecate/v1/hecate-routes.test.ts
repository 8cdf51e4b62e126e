import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { datasourceSpec, sampleDocument } from '../../../../testing/documents.ts';
import { startFakeUpstream, type FakeUpstream } from '../../../../testing/fake-upstream.ts';
import { call, type Call } from '../../../../testing/http-client.ts';
import { startTestServer, type TestServer } from '../../../../testing/start-test-server.ts';

let server: TestServer;
let upstream: FakeUpstream;
beforeAll(async () => {
  upstream = await startFakeUpstream();
  server = await startTestServer(
    {},
    { isSimulated: true, backfill: () => ({ fraction: 0.5, message: 'half' }) },
  );
  const main = datasourceSpec(upstream.url, true);
  await post('/api/v1/globaldatasources', sampleDocument('GlobalDatasource', 'main', undefined, main));
  await post('/api/v1/projects', sampleDocument('Project', 'p'));
});
beforeEach(() => {
  upstream.seen.length = 0;
});
afterAll(async () => {
  await server.stop();
  await upstream.stop();
});

const api = (path: string, options?: Call) => call(`${server.url}${path}`, options);
const post = (path: string, body: unknown, headers = {}) => api(path, { method: 'POST', body, headers });
const put = (path: string, body: unknown, headers = {}) => api(path, { method: 'PUT', body, headers });

describe('the session', () => {
  it('says who looks, what this server is and which projects there are', async () => {
    const { json, headers } = await api('/api/hecate/v1/session');
    expect(json).toEqual({
      user: { name: 'anonymous', kind: 'none' },
      version: '0.0.0-test',
      isSimulated: true,
      defaultDatasource: 'main',
      projects: [{ name: 'p', displayName: 'A project' }],
      retentionMs: 1_000,
      backfill: { fraction: 0.5, message: 'half' },
    });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is there without any datasource', async () => {
    const bare = await startTestServer();
    try {
      const { json } = await call(`${bare.url}/api/hecate/v1/session`);
      expect(json).toMatchObject({
        defaultDatasource: null,
        retentionMs: null,
        backfill: null,
        isSimulated: false,
      });
      const query = await call(`${bare.url}/prometheus/api/v1/query?query=1`);
      expect([query.status, query.message.includes('PROMETHEUS_URL')]).toEqual([503, true]);
      expect((await call(`${bare.url}/api/hecate/v1/overview`)).status).toBeLessThanOrEqual(503);
      expect((await call(`${bare.url}/api/v1/datasources/health`)).json).toMatchObject({
        status: 'unhealthy',
      });
    } finally {
      await bare.stop();
    }
  });
});

describe('the history of a document', () => {
  const board = (panels: unknown) =>
    sampleDocument('Dashboard', 'board', 'p', { panels, layouts: [], duration: '1h' });
  const panel = (name: string) => ({
    kind: 'Panel',
    spec: { display: { name }, plugin: { kind: 'Markdown', spec: {} } },
  });
  const path = '/api/v1/projects/p/dashboards/board';
  const revisions = '/api/hecate/v1/projects/p/dashboards/board/revisions';

  beforeAll(async () => {
    await post('/api/v1/dashboards', board({ a: panel('A') }), {
      'x-hecate-message': encodeURIComponent('Erste Fassung ✓'),
    });
    await put(path, board({ a: panel('A'), b: panel('B') }));
    await put(path, board({ b: panel('C') }));
  });

  it('lists every version with author, time and message, newest first', async () => {
    const { json } = await api(revisions);
    expect(json).toMatchObject({
      current: 2,
      revisions: [
        { version: 2, author: 'anonymous', summary: expect.stringContaining('panel') },
        { version: 1 },
        { version: 0, message: 'Erste Fassung ✓' },
      ],
    });
    expect((await api(`${revisions}?limit=1`)).json).toMatchObject({ revisions: [{ version: 2 }] });
    expect((await api(`${revisions}?before=1`)).json).toMatchObject({ revisions: [{ version: 0 }] });
    expect((await api(`${revisions}?limit=0`)).status).toBe(400);
    expect((await api('/api/hecate/v1/projects/p/dashboards/none/revisions')).status).toBe(404);
  });

  it('gives the document as it was and what changed', async () => {
    const first = await api(`${revisions}/0`);
    expect(first.json).toMatchObject({
      revision: { version: 0 },
      document: { metadata: { version: 0 }, spec: { panels: { a: {} } } },
    });
    const diff = await api(`${revisions}/1/diff`);
    expect(diff.json).toMatchObject({
      from: 0,
      to: 1,
      textOnly: false,
      entries: [{ area: 'panel', change: 'added', key: 'b' }],
    });
    expect((await api(`${revisions}/2/diff?against=0`)).json).toMatchObject({ from: 0, to: 2 });
    for (const bad of ['9', '-1', 'x', '1.5', '99999999999']) {
      expect([bad, [400, 404].includes((await api(`${revisions}/${bad}`)).status)]).toEqual([bad, true]);
    }
  });

  it('brings an old version back as a new one', async () => {
    const stale = await post(`${revisions}/0/restore`, {}, { 'if-match': '"1"' });
    expect(stale.status).toBe(409);
    const restored = await post(
      `${revisions}/0/restore`,
      { message: 'it was better' },
      { 'if-match': '"2"' },
    );
    expect(restored.json).toMatchObject({ metadata: { version: 3 }, spec: { panels: { a: {} } } });
    expect(restored.headers.get('etag')).toBe('"3"');
    expect((await api(`${revisions}?limit=1`)).json).toMatchObject({
      current: 3,
      revisions: [{ version: 3, message: 'it was better' }],
    });
    expect((await api(`${revisions}/2`)).json).toMatchObject({ document: { spec: { panels: { b: {} } } } });
    expect((await post(`${revisions}/1/restore`, { message: 'x'.repeat(501) })).status).toBe(400);
    expect((await api(`${revisions}/1/restore`, { method: 'POST' })).status).toBe(200);
    expect((await post(`${revisions}/77/restore`, {})).status).toBe(404);
  });

  it('is kept after the deletion, from which a version can be brought back', async () => {
    await post('/api/v1/projects/p/folders', sampleDocument('Folder', 'gone', 'p'));
    await api('/api/v1/projects/p/folders/gone', { method: 'DELETE' });
    const history = '/api/hecate/v1/projects/p/folders/gone/revisions';
    expect((await api(history)).json).toMatchObject({ revisions: [{ version: 1 }, { version: 0 }] });
    expect((await post(`${history}/0/restore`, {})).status).toBe(200);
    expect((await api('/api/v1/projects/p/folders/gone')).status).toBe(200);
  });

  it('does not bring back a second default datasource', async () => {
    const datasources = '/api/v1/projects/p/datasources';
    const document = (name: string, isDefault: boolean) =>
      sampleDocument('Datasource', name, 'p', datasourceSpec('http://a', isDefault));
    await post(datasources, document('one', true));
    await put(`${datasources}/one`, document('one', false));
    await post(datasources, document('two', true));
    const restored = await post('/api/hecate/v1/projects/p/datasources/one/revisions/0/restore', {});
    expect([restored.status, restored.message.includes('"two"')]).toEqual([400, true]);
  });
});

describe('templates', () => {
  it('are all there, with documents that this server would store', async () => {
    const { json } = await api('/api/hecate/v1/templates');
    const templates: { id: string; document: { metadata: object } }[] = Object(json).templates;
    expect(templates.length).toBeGreaterThanOrEqual(7);
    for (const { id, document } of templates) {
      const placed = { ...document, metadata: { ...document.metadata, project: 'p' } };
      expect([id, (await post('/api/validate/dashboards', placed)).status]).toEqual([id, 200]);
    }
  });

  it('say which of their metrics exist, in one project or in all', async () => {
    upstream.answerWith(({ body }, response) => {
      const query = new URLSearchParams(body).get('query') ?? '';
      const found = /__name__=~"[^"]*vllm:num_requests_running/.test(query)
        ? [{ metric: { __name__: 'vllm:num_requests_running' }, value: [1, '1'] }]
        : [];
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result: found } }));
    });
    try {
      const { json } = await api('/api/hecate/v1/templates/check?project=p');
      const checks: { id: string; present: string[]; missing: string[] }[] = Object(json).checks;
      const present = checks.filter((check) => check.present.includes('vllm:num_requests_running'));
      expect(present.length).toBeGreaterThan(0);
      expect(present[0]?.missing.length).toBeGreaterThan(0);
      expect(
        upstream.seen.some(({ body }) =>
          (new URLSearchParams(body).get('query') ?? '').includes('namespace="p"'),
        ),
      ).toBe(true);
      expect((await api('/api/hecate/v1/templates/check?project=a%22b')).status).toBe(400);
    } finally {
      upstream.answerWith(null);
    }
  });
});

describe('workloads and the overview', () => {
  const empty = '{"status":"success","data":{"resultType":"vector","result":[]}}';
  const emptyRange = '{"status":"success","data":{"resultType":"matrix","result":[]}}';
  beforeAll(() => {
    upstream.answerWith(({ url }, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(url.includes('query_range') ? emptyRange : empty);
    });
  });
  afterAll(() => upstream.answerWith(null));

  it('of an empty cluster are empty', async () => {
    expect((await api('/api/hecate/v1/workloads')).json).toMatchObject({ workloads: [] });
    expect((await api('/api/hecate/v1/overview?project=p&rangeMs=3600000')).json).toMatchObject({
      attentionTotal: 0,
    });
    const missing = await api('/api/hecate/v1/workloads/p/Notebook/none');
    expect(missing).toMatchObject({ status: 404, message: 'Notebook p/none not found' });
  });

  it.each([
    '/api/hecate/v1/workloads?project=a%22b',
    '/api/hecate/v1/workloads?project=a&project=b',
    '/api/hecate/v1/overview?rangeMs=1',
    '/api/hecate/v1/overview?rangeMs=99999999999',
    '/api/hecate/v1/overview?rangeMs=x',
    '/api/hecate/v1/workloads/..x/Notebook/a',
    '/api/hecate/v1/workloads/UPPER/Notebook/a',
    '/api/hecate/v1/workloads/a%22b/Notebook/a',
    '/api/hecate/v1/workloads/a/Notebook/a%22b',
    `/api/hecate/v1/workloads/${'a'.repeat(300)}/Notebook/a`,
    '/api/hecate/v1/workloads/a/Secret/a',
  ])('%s is refused before anybody is asked', async (path) => {
    expect((await api(path)).status).toBe(400);
    expect(upstream.seen).toEqual([]);
  });

  it('for fifty viewers cost what they cost for one', async () => {
    const one = await startTestServer({ PROMETHEUS_URL: upstream.url });
    const many = await startTestServer({ PROMETHEUS_URL: upstream.url });
    try {
      const path = '/api/hecate/v1/overview?rangeMs=3600000';
      await call(`${one.url}${path}`);
      const cost = upstream.seen.length;
      upstream.seen.length = 0;
      const answers = await Promise.all(Array.from({ length: 50 }, () => call(`${many.url}${path}`)));
      expect(answers.every(({ status }) => status === 200)).toBe(true);
      expect(upstream.seen).toHaveLength(cost);
      await call(`${many.url}${path}`);
      expect(upstream.seen).toHaveLength(cost);
      const { text } = await call(`${many.url}/metrics`);
      expect(text).toContain('hecate_inventory_answers_total{how="fresh"} 1');
    } finally {
      await one.stop();
      await many.stop();
    }
  }, 60_000);

  it('fail as their Prometheus fails, and are asked again', async () => {
    const dead = await startTestServer({ PROMETHEUS_URL: 'http://127.0.0.1:1' });
    try {
      for (const path of [
        '/api/hecate/v1/workloads',
        '/api/hecate/v1/overview',
        '/api/hecate/v1/workloads/a/Notebook/a',
      ]) {
        const { status } = await call(`${dead.url}${path}`);
        expect([path, [200, 404, 502, 503, 504].includes(status)]).toEqual([path, true]);
      }
    } finally {
      await dead.stop();
    }
  }, 60_000);
});
