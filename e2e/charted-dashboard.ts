import { expect, type APIRequestContext } from '@playwright/test';

/** Makes a project with the dashboard `charted`: one chart of a name a spreadsheet would run, always 7, and one that counts targets. */
export async function createCharted(
  request: APIRequestContext,
  base: string,
  project: string,
): Promise<void> {
  const made = await request.post(`${base}api/v1/projects`, {
    data: {
      kind: 'Project',
      metadata: { name: project },
      spec: { display: { name: `Charts of ${project}` } },
    },
  });
  expect(made.ok(), await made.text()).toBe(true);
  const answer = await request.post(`${base}api/v1/projects/${project}/dashboards`, {
    data: {
      kind: 'Dashboard',
      metadata: { name: 'charted', project },
      spec: {
        display: { name: 'Charted' },
        duration: '1h',
        panels: { seen: panel },
        layouts: [
          {
            kind: 'Grid',
            spec: { items: [{ x: 0, y: 0, width: 24, height: 12, content: { $ref: '#/spec/panels/seen' } }] },
          },
        ],
      },
    },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}

const panel = {
  kind: 'Panel',
  spec: {
    display: { name: 'Seen' },
    plugin: { kind: 'TimeSeriesChart', spec: {} },
    queries: [
      query('label_replace(vector(7), "cell", "=1+1", "", "")', '{{cell}}'),
      query('count(up)', 'targets, counted'),
    ],
  },
};

function query(text: string, seriesNameFormat: string) {
  return {
    kind: 'TimeSeriesQuery',
    spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: { query: text, seriesNameFormat } } },
  };
}
