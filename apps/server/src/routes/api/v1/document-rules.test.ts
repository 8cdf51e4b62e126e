import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { resourceKinds } from '@hecate/perses';
import { datasourceSpec, sampleDocument } from '../../../testing/documents.ts';
import { call, type Call } from '../../../testing/http-client.ts';
import { startTestServer, type TestServer } from '../../../testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const api = (path: string, options?: Call) => call(`${server.url}${path}`, options);
const post = (path: string, body: unknown) => api(path, { method: 'POST', body });
const put = (path: string, body: unknown) => api(path, { method: 'PUT', body });
const remove = (path: string) => api(path, { method: 'DELETE' });

let count = 0;
/** A name that no other test uses. */
function fresh(prefix: string): string {
  count += 1;
  return `${prefix}-${count}`;
}

let project = '';
beforeEach(async () => {
  project = fresh('project');
  await post('/api/v1/projects', sampleDocument('Project', project));
});

describe('rules between documents', () => {
  it('allow one default datasource for a plugin kind and scope', async () => {
    const path = `/api/v1/projects/${project}/datasources`;
    await post(path, sampleDocument('Datasource', 'first', project, datasourceSpec('http://a', true)));
    const second = await post(
      path,
      sampleDocument('Datasource', 'second', project, datasourceSpec('http://b', true)),
    );
    expect(second).toMatchObject({
      status: 400,
      message: `bad request: datasource "second" cannot be a default "PrometheusDatasource" because there is already one defined named "first"`,
      json: { code: 'datasource_default_taken' },
    });
    expect(
      (
        await put(
          `${path}/first`,
          sampleDocument('Datasource', 'first', project, datasourceSpec('http://c', true)),
        )
      ).status,
    ).toBe(200);
    const global = fresh('global');
    expect(
      (
        await post(
          '/api/v1/globaldatasources',
          sampleDocument('GlobalDatasource', global, undefined, datasourceSpec('http://a', true)),
        )
      ).status,
    ).toBe(200);
    expect((await remove(`/api/v1/globaldatasources/${global}`)).status).toBe(204);
  });

  it('allow one of many at once to become the default', async () => {
    const path = `/api/v1/projects/${project}/datasources`;
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        post(path, sampleDocument('Datasource', `race-${index}`, project, datasourceSpec('http://a', true))),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(11);
  });

  const variable = (name: string, expression: string) => ({
    kind: 'ListVariable',
    spec: {
      name,
      allowAllValue: false,
      allowMultiple: false,
      plugin: { kind: 'PrometheusPromQLVariable', spec: { expr: expression } },
    },
  });
  const board = (variables: unknown[]) =>
    sampleDocument('Dashboard', 'board', project, { panels: {}, layouts: [], duration: '1h', variables });

  it('refuse variables in a circle and variables that nobody defines', async () => {
    const path = `/api/v1/projects/${project}/dashboards`;
    const circle = await post(path, board([variable('a', 'up{x="$b"}'), variable('b', 'up{x="$a"}')]));
    expect(circle).toMatchObject({ status: 400, message: 'bad request: circular dependency detected' });
    const lost = await post(path, board([variable('a', 'up{x="$lost"}')]));
    expect([lost.status, lost.message.includes('"lost"')]).toEqual([400, true]);
    expect((await post('/api/validate/dashboards', board([variable('a', 'up{x="$lost"}')]))).status).toBe(
      400,
    );
  });

  it('count the variables of the project and the global ones as defined', async () => {
    const global = fresh('glob').replace('-', '_');
    await post(`/api/v1/projects/${project}/variables`, sampleDocument('Variable', 'lent', project));
    await post('/api/v1/globalvariables', sampleDocument('GlobalVariable', global));
    const answer = await post(
      `/api/v1/projects/${project}/dashboards`,
      board([variable('a', `up{x="$lent",y="\${${global}}"}`)]),
    );
    expect(answer.status).toBe(200);
  });

  it('refuse a layout that names a panel which is not there', async () => {
    const layouts = [
      {
        kind: 'Grid',
        spec: { items: [{ x: 0, y: 0, width: 1, height: 1, content: { $ref: '#/spec/panels/lost' } }] },
      },
    ];
    const answer = await post(
      `/api/v1/projects/${project}/dashboards`,
      sampleDocument('Dashboard', 'ref', project, { panels: {}, layouts, duration: '1h' }),
    );
    expect([answer.status, answer.message.includes('lost')]).toEqual([400, true]);
  });
});

describe('the validation endpoints', () => {
  it.each(['dashboards', 'datasources', 'globaldatasources', 'variables', 'globalvariables'])(
    'of %s answer 200 without a body, or say what is wrong, and store nothing',
    async (collection) => {
      const kind = resourceKinds.find((entry) => entry.root === collection)?.kind ?? 'Project';
      const good = await post(`/api/validate/${collection}`, sampleDocument(kind, fresh('valid')));
      expect([good.status, good.text]).toEqual([200, '']);
      expect((await post(`/api/validate/${collection}`, sampleDocument(kind, 'a b'))).status).toBe(400);
      expect((await post(`/api/validate/${collection}`, sampleDocument('Project', 'a'))).status).toBe(400);
      expect((await api(`/api/v1/${collection}?name=valid`)).json).toEqual([]);
    },
  );
});

describe('a reported view', () => {
  it('is counted under the names of Perses', async () => {
    await post(`/api/v1/projects/${project}/dashboards`, sampleDocument('Dashboard', 'seen', project));
    const view = { project, dashboard: 'seen', render_time: 1.5, render_errors: 2 };
    const answer = await post('/api/v1/view', view);
    expect([answer.status, answer.text]).toEqual([200, '']);
    const { text } = await api('/metrics');
    expect(text).toContain(`perses_dashboard_views_total{project="${project}",dashboard="seen"} 1`);
    expect(text).toContain(`perses_dashboard_render_errors_total{project="${project}",dashboard="seen"} 2`);
    expect((await post('/api/v1/view', { ...view, dashboard: 'unseen' })).status).toBe(404);
    for (const bad of [
      {},
      { project: [], dashboard: 'a' },
      { ...view, render_time: -1 },
      { ...view, render_errors: '2' },
    ]) {
      expect((await post('/api/v1/view', bad)).status).toBe(400);
    }
  });
});
