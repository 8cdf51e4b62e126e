import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { ChangeReport, DashboardListPage } from '../../../../contract/index.ts';
import { sampleDocument } from '../../../../testing/documents.ts';
import { call, type Call } from '../../../../testing/http-client.ts';
import { startTestServer, type TestServer } from '../../../../testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  for (const name of ['llm', 'ops']) await post('/api/v1/projects', sampleDocument('Project', name));
  for (const [name, project, metric] of [
    ['vllm', 'llm', 'vllm:kv_cache_usage_perc'],
    ['tokens', 'llm', 'vllm:tokens_total'],
    ['node', 'ops', 'node_cpu_seconds_total'],
  ] as const) {
    await post('/api/v1/dashboards', board(name, project, metric));
  }
});
afterAll(() => server.stop());

const root = '/api/hecate/v1/dashboards';
const api = (path: string, options?: Call) => call(`${server.url}${path}`, options);
const post = (path: string, body: unknown, headers = {}) => api(path, { method: 'POST', body, headers });
const put = (path: string, body: unknown, headers = {}) => api(path, { method: 'PUT', body, headers });
const Document = Type.Object({
  metadata: Type.Object({ version: Type.Integer(), tags: Type.Optional(Type.Array(Type.String())) }),
});
const documentAt = async (project: string, name: string): Promise<Static<typeof Document>['metadata']> =>
  Value.Parse(Document, (await api(`/api/v1/projects/${project}/dashboards/${name}`)).json).metadata;
const list = async (query = ''): Promise<DashboardListPage> =>
  Value.Parse(DashboardListPage, (await api(`${root}${query}`)).json);
const names = async (query = '') => (await list(query)).rows.map(({ project, name }) => `${project}/${name}`);
const report = (answer: { readonly json: unknown }): ChangeReport => Value.Parse(ChangeReport, answer.json);

function board(name: string, project: string, metric: string, title = `Board ${name}`): unknown {
  const plugin = { kind: 'PrometheusTimeSeriesQuery', spec: { query: `rate(${metric}{a="$b"}[5m])` } };
  const panel = {
    kind: 'Panel',
    spec: {
      display: { name: 'A panel' },
      plugin: { kind: 'StatChart', spec: {} },
      queries: [{ kind: 'TimeSeriesQuery', spec: { plugin } }],
    },
  };
  return sampleDocument('Dashboard', name, project, {
    display: { name: title },
    panels: { a: panel },
    layouts: [],
    duration: '1h',
  });
}

describe('the list of dashboards', () => {
  it('answers which dashboards use a metric, and which metrics are used', async () => {
    expect(await names('?metric=vllm:kv_cache_usage_perc')).toEqual(['llm/vllm']);
    expect((await api(`${root}/metrics?prefix=vllm`)).json).toEqual({
      metrics: [
        { value: 'vllm:kv_cache_usage_perc', count: 1 },
        { value: 'vllm:tokens_total', count: 1 },
      ],
    });
    expect((await api(`${root}/metrics?projects=ops`)).json).toMatchObject({ metrics: [{ count: 1 }] });
  });

  it('pages, sorts, filters and counts', async () => {
    const first = await list('?limit=2&sort=name');
    expect(first).toMatchObject({ total: { count: 3, isAtLeast: false }, indexing: null });
    expect(first.rows.map(({ name }) => name)).toEqual(['node', 'tokens']);
    expect(await names(`?limit=2&sort=name&after=${first.next}`)).toEqual(['llm/vllm']);
    expect(await names('?sort=updated')).toEqual(['ops/node', 'llm/tokens', 'llm/vllm']);
    expect(await names('?q=board%20cache&projects=llm,ops')).toEqual(['llm/vllm']);
    expect(await names('?projects=OPS&owner=anonymous&panelKind=StatChart')).toEqual(['ops/node']);
    expect((await api(`${root}/facets?projects=llm`)).json).toEqual({
      tags: [],
      panelKinds: [{ value: 'StatChart', count: 2 }],
      owners: [{ value: 'anonymous', count: 2 }],
      projects: [{ value: 'llm', count: 2 }],
    });
  });

  it('refuses in words what it cannot answer', async () => {
    for (const [query, message] of [
      ['?limit=0', /limit/],
      ['?sort=colour', /sort/],
      ['?after=x', /ask for the first page/],
      ['?sort=relevance', /needs a text/],
      [`?q=${'x'.repeat(201)}`, /q must/],
      ['?q=a%20b%20c%20d%20e%20f%20g%20h%20i%20j%20k', /11 words, at most 10/],
    ] as const) {
      const answer = await api(`${root}${query}`);
      expect([query, answer.status]).toEqual([query, 400]);
      expect(answer.message).toMatch(message);
    }
  });
});

describe('one’s own lists', () => {
  it('keeps favourites and puts them first', async () => {
    expect((await put('/api/hecate/v1/favourites/llm/VLLM', undefined)).status).toBe(204);
    expect(await names('?favouritesFirst=true')).toEqual(['llm/vllm', 'ops/node', 'llm/tokens']);
    expect(await names('?favourites=true')).toEqual(['llm/vllm']);
    expect((await api('/api/hecate/v1/favourites')).json).toMatchObject({
      dashboards: [{ project: 'llm', name: 'vllm', title: 'Board vllm' }],
    });
    expect((await put('/api/hecate/v1/favourites/llm/none', undefined)).status).toBe(404);
    expect((await api('/api/hecate/v1/favourites/llm/vllm', { method: 'DELETE' })).status).toBe(204);
    expect(await names('?favourites=true')).toEqual([]);
  });

  it('remembers what was viewed', async () => {
    for (const [project, dashboard] of [
      ['llm', 'vllm'],
      ['ops', 'node'],
    ]) {
      expect((await post('/api/v1/view', { project, dashboard })).status).toBe(200);
    }
    expect((await api('/api/hecate/v1/recent-dashboards')).json).toMatchObject({
      dashboards: [{ name: 'node' }, { name: 'vllm' }],
    });
    expect((await list('?sort=viewed')).rows).toMatchObject([
      { name: 'node', views: 1 },
      { name: 'vllm', views: 1 },
      { name: 'tokens', views: 0, viewedAt: null },
    ]);
  });
});

describe('changes of many dashboards', () => {
  it('adds and removes tags, telling each failure, and keeps the spec', async () => {
    const answer = report(
      await post(`${root}/tag`, {
        dashboards: [
          { project: 'llm', name: 'vllm', version: 0 },
          { project: 'llm', name: 'tokens', version: 7 },
          { project: 'llm', name: 'none' },
        ],
        add: ['serving', 'slo'],
        remove: ['draft'],
      }),
    );
    expect(answer.outcomes).toMatchObject([
      { name: 'vllm', isDone: true, version: 1 },
      {
        name: 'tokens',
        isDone: false,
        code: 'version_conflict',
        message: expect.stringContaining('version 0'),
      },
      { name: 'none', isDone: false, code: 'document_not_found' },
    ]);
    expect(await names('?tags=serving,slo')).toEqual(['llm/vllm']);
    await post(`${root}/tag`, { dashboards: [{ project: 'llm', name: 'vllm' }], remove: ['slo'] });
    expect((await documentAt('llm', 'vllm')).tags).toEqual(['serving']);
    const bad = report(
      await post(`${root}/tag`, { dashboards: [{ project: 'llm', name: 'vllm' }], add: ['Not Good!'] }),
    );
    expect(bad.outcomes).toMatchObject([{ isDone: false, code: 'tag_characters' }]);
    expect((await post(`${root}/tag`, { dashboards: [{ project: 'llm', name: 'vllm' }] })).status).toBe(400);
    expect((await post(`${root}/tag`, { dashboards: [], add: ['x'] })).status).toBe(400);
  });

  it('deletes several and takes that back as a whole, as they were', async () => {
    const before = await Promise.all([
      api('/api/v1/projects/llm/dashboards/vllm'),
      api('/api/v1/projects/ops/dashboards/node'),
    ]);
    const deleted = report(
      await post(`${root}/delete`, {
        dashboards: [
          { project: 'llm', name: 'vllm' },
          { project: 'ops', name: 'node' },
          { project: 'ops', name: 'none' },
        ],
      }),
    );
    expect(deleted.outcomes.map(({ isDone }) => isDone)).toEqual([true, true, false]);
    expect(await names()).toEqual(['llm/tokens']);
    await post('/api/v1/dashboards', board('node', 'ops', 'up', 'Another'));
    const undone = report(await post(`${root}/undelete`, { undo: deleted.undo }));
    expect(undone.outcomes).toMatchObject([
      { name: 'vllm', isDone: true },
      { name: 'node', isDone: false, message: expect.stringContaining('was made since') },
    ]);
    const after = await api('/api/v1/projects/llm/dashboards/vllm');
    const spec = (text: string) => text.slice(text.indexOf('"spec"'));
    expect(spec(after.text)).toBe(spec(before[0].text));
    await api('/api/v1/projects/ops/dashboards/node', { method: 'DELETE' });
    const again = report(await post(`${root}/undelete`, { undo: deleted.undo }));
    expect(again.outcomes).toMatchObject([{ isDone: false }, { isDone: false, code: 'removal_superseded' }]);
    await post('/api/v1/dashboards', board('node', 'ops', 'node_cpu_seconds_total'));
    for (const undo of ['x', Buffer.from('[["a","b",1]]').toString('base64url')]) {
      expect(await post(`${root}/undelete`, { undo })).toMatchObject({
        status: 400,
        message: expect.stringContaining('undo token'),
      });
    }
  });

  it('duplicates under a free name with the title marked', async () => {
    const url = '/api/hecate/v1/projects/llm/dashboards/vllm/duplicate';
    expect((await post(url, {})).json).toEqual({ project: 'llm', name: 'vllm-copy', version: 0 });
    expect((await post(url, {})).json).toMatchObject({ name: 'vllm-copy-2' });
    expect((await post(url, { project: 'ops', name: 'mine', title: 'Mine' })).json).toMatchObject({
      project: 'ops',
      name: 'mine',
    });
    expect((await list('?projects=llm&q=copy')).rows.map(({ title }) => title)).toEqual([
      'Board vllm (copy)',
      'Board vllm (copy)',
    ]);
    expect((await post(url, {}, { 'if-match': '"0"' })).status).toBe(409);
    expect((await post(url, { name: 'vllm' })).status).toBe(409);
    await post(`${root}/delete`, {
      dashboards: [
        { project: 'llm', name: 'vllm-copy' },
        { project: 'llm', name: 'vllm-copy-2' },
        { project: 'ops', name: 'mine' },
      ],
    });
  });
});

describe('folders and moving', () => {
  const folders = '/api/hecate/v1/projects/llm/folders';

  it('creates, renames and shows folders in both shapes', async () => {
    expect((await post(folders, { title: 'Model serving' })).json).toEqual({
      project: 'llm',
      name: 'model-serving',
      version: 0,
    });
    expect((await post(folders, { title: 'Model Serving' })).json).toMatchObject({ name: 'model-serving-2' });
    const older = [{ kind: 'Folder', name: 'In/ner', spec: [{ kind: 'Dashboard', name: 'tokens' }] }];
    await post('/api/v1/projects/llm/folders', sampleDocument('Folder', 'old', 'llm', older));
    expect((await api(folders)).json).toMatchObject({
      folders: [
        { name: 'model-serving', title: 'Model serving', shape: 'current', places: [{ dashboards: 0 }] },
        { name: 'model-serving-2' },
        {
          name: 'old',
          title: 'old',
          shape: 'older',
          places: [
            { path: '', dashboards: 0 },
            { path: 'In%2Fner', names: ['In/ner'], dashboards: 1 },
          ],
        },
      ],
    });
    expect(await names('?projects=llm&folder=old&path=In%252Fner')).toEqual(['llm/tokens']);
    expect((await put(`${folders}/old/title`, { title: 'Older' }, { 'if-match': '"3"' })).status).toBe(409);
    expect((await put(`${folders}/old/title`, { title: 'Older' }, { 'if-match': '"0"' })).json).toMatchObject(
      {
        version: 1,
      },
    );
    expect((await api(folders)).json).toMatchObject({
      folders: [{}, {}, { title: 'Older', shape: 'current', places: [{}, { dashboards: 1 }] }],
    });
    expect((await api('/api/hecate/v1/projects/none/folders')).status).toBe(400);
  });

  it('moves dashboards into a folder, out of it, and to another project with their history', async () => {
    const dashboards = [
      { project: 'llm', name: 'tokens' },
      { project: 'llm', name: 'vllm' },
    ];
    const filed = report(await post(`${root}/move`, { dashboards, folder: { name: 'model-serving' } }));
    expect(filed.outcomes.every(({ isDone }) => isDone)).toBe(true);
    expect(await names('?projects=llm&folder=model-serving')).toEqual(['llm/tokens', 'llm/vllm']);
    expect(await names('?projects=llm&folder=old')).toEqual([]);
    const inner = { name: 'old', path: 'In%2Fner' };
    await post(`${root}/move`, { dashboards: [dashboards[0]], folder: inner });
    expect(await names('?projects=llm&folder=old')).toEqual(['llm/tokens']);
    await post(`${root}/move`, { dashboards: [dashboards[0]], folder: null });
    expect((await list('?projects=llm&q=tokens')).rows).toMatchObject([{ folders: [] }]);

    const before = (await documentAt('llm', 'vllm')).version;
    const moved = report(await post(`${root}/move`, { dashboards, project: 'ops' }));
    expect(moved.outcomes).toMatchObject([
      { project: 'ops', name: 'tokens', isDone: true },
      { project: 'ops', name: 'vllm', isDone: true, version: before + 1 },
    ]);
    expect((await api('/api/hecate/v1/projects/ops/dashboards/vllm/revisions')).json).toMatchObject({
      current: before + 1,
      revisions: [{ summary: 'moved from llm/vllm' }, ...Array.from({ length: before + 1 }, () => ({}))],
    });
    expect((await api('/api/v1/projects/llm/folders/model-serving')).text).not.toContain('vllm');
    expect((await api('/api/v1/projects/llm/dashboards/vllm')).status).toBe(404);

    await post('/api/v1/dashboards', board('vllm', 'llm', 'up'));
    const taken = report(
      await post(`${root}/move`, { dashboards: [{ project: 'ops', name: 'vllm' }], project: 'llm' }),
    );
    expect(taken.outcomes).toMatchObject([{ isDone: false, code: 'document_already_exists' }]);
  });

  it('refuses a move into a place that is not there, before anything moves', async () => {
    const dashboards = [{ project: 'ops', name: 'tokens' }];
    for (const [target, message] of [
      [{ project: 'none' }, /none/],
      [{ folder: { name: 'none' } }, /no folder none in ops/],
      [{ project: 'llm', folder: { name: 'old', path: 'x' } }, /no folder x inside/],
      [{}, /neither project nor folder/],
    ] as const) {
      const answer = await post(`${root}/move`, { dashboards, ...target });
      expect([answer.status, message.test(answer.message)]).toEqual([400, true]);
    }
    expect(await names('?q=tokens')).toEqual(['ops/tokens']);
  });

  it('refuses a move to a project that lacks a variable the dashboard uses', async () => {
    await post('/api/v1/projects/ops/variables', sampleDocument('Variable', 'cluster', 'ops'));
    const spec = {
      panels: {},
      layouts: [],
      duration: '1h',
      variables: [
        {
          kind: 'ListVariable',
          spec: {
            name: 'pod',
            plugin: {
              kind: 'PrometheusLabelValuesVariable',
              spec: { labelName: 'pod', matchers: ['up{cluster="$cluster"}'] },
            },
          },
        },
      ],
    };
    await post('/api/v1/dashboards', sampleDocument('Dashboard', 'uses', 'ops', spec));
    const answer = report(
      await post(`${root}/move`, { dashboards: [{ project: 'ops', name: 'uses' }], project: 'llm' }),
    );
    expect(answer.outcomes).toMatchObject([{ isDone: false, message: expect.stringContaining('cluster') }]);
  });
});

describe('a read-only server', () => {
  it('finds dashboards and changes nothing', async () => {
    const readonly = await startTestServer({ HECATE_SERVER_READONLY: 'true' });
    try {
      expect((await call(`${readonly.url}${root}`)).json).toMatchObject({ rows: [] });
      for (const path of [`${root}/delete`, `${root}/tag`, `${root}/move`]) {
        expect((await call(`${readonly.url}${path}`, { method: 'POST', body: {} })).status).toBe(404);
      }
      expect((await call(`${readonly.url}/api/hecate/v1/favourites/a/b`, { method: 'PUT' })).status).toBe(
        404,
      );
    } finally {
      await readonly.stop();
    }
  });
});
