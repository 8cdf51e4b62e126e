import { expect } from '@playwright/test';
import { arrives } from './arrives.ts';
import { test } from './covered-test.ts';
import { firstCurve } from './first-curve.ts';

const base = process.env.HECATE_E2E_URL ?? '';
const project = 'research-previews';

test.beforeAll(async ({ request }) => {
  await request.post(`${base}api/v1/projects`, {
    data: { kind: 'Project', metadata: { name: project }, spec: { display: { name: 'Previews here' } } },
  });
  const made = await request.post(`${base}api/v1/projects/${project}/ephemeraldashboards`, {
    data: {
      kind: 'EphemeralDashboard',
      metadata: { name: 'pr7-board', project },
      spec: {
        ttl: '2h',
        display: { name: 'Board of a change' },
        // Its own datasource: it must be asked through the preview, for no dashboard of this name is stored.
        datasources: {
          mine: { default: true, plugin: await ownPlugin(request) },
        },
        panels: {
          up: {
            kind: 'Panel',
            spec: {
              display: { name: 'Targets' },
              plugin: { kind: 'TimeSeriesChart', spec: {} },
              queries: [
                {
                  kind: 'TimeSeriesQuery',
                  spec: {
                    plugin: {
                      kind: 'PrometheusTimeSeriesQuery',
                      spec: {
                        query: 'count(up)',
                        datasource: { kind: 'PrometheusDatasource', name: 'mine' },
                      },
                    },
                  },
                },
              ],
            },
          },
        },
        layouts: [
          {
            kind: 'Grid',
            spec: { items: [{ x: 0, y: 0, width: 24, height: 8, content: { $ref: '#/spec/panels/up' } }] },
          },
        ],
        duration: '1h',
      },
    },
  });
  expect(made.ok(), await made.text()).toBe(true);
});
test.afterAll(async ({ request }) => {
  await request.delete(`${base}api/v1/projects/${project}`);
});

for (const theme of ['light', 'dark'] as const) {
  for (const width of [390, 1280] as const) {
    test(`a preview arrives at the address that percli prints, ${theme}, ${width} wide`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      const path = `projects/${project}/ephemeraldashboards/pr7-board`;
      const one = { name: 'preview', path, heading: /Board of a change/, hasCurve: true };
      await arrives(page, one, { theme, width });
    });
  }
}

test('a preview is asked through itself, says when it goes, and is listed in its project until then', async ({
  page,
}) => {
  const asked = page.waitForRequest(/\/proxy\/projects\/research-previews\/ephemeraldashboards\/pr7-board\//);
  await page.goto(`${base}projects/${project}`);
  await page.getByRole('region', { name: 'Previews' }).getByRole('link').click();
  await asked;
  await firstCurve(page);
  await expect(page.getByText(/nobody can edit it, and it is removed at .*\d\d:\d\d/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Edit/ })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Last 1 h/ })).toBeVisible();
  await page.request.delete(`${base}api/v1/projects/${project}/ephemeraldashboards/pr7-board`);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No such preview');
  await expect(page.getByText(/it has expired/)).toBeVisible();
});

/** The plugin of the global datasource, as a dashboard of its own would hold it. */
async function ownPlugin(request: {
  get(url: string): Promise<{ json(): Promise<unknown> }>;
}): Promise<unknown> {
  const answer = await request.get(`${base}api/v1/globaldatasources/prometheus`);
  const spec: unknown = Reflect.get(Object(await answer.json()), 'spec');
  return Reflect.get(Object(spec), 'plugin');
}
