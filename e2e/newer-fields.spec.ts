import { expect } from '@playwright/test';
import { test } from './covered-test.ts';
import { chart, created, document, item, project, retitle, type Spec } from './edited-dashboard.ts';
import { edit, patience, rename, save, toolbar } from './editor-steps.ts';

const base = process.env.HECATE_E2E_URL ?? '';
const annotation = {
  display: { name: 'Deploys', hidden: true },
  plugin: { kind: 'PrometheusPromQLAnnotation', spec: { expr: 'up' } },
};
const link = {
  name: 'Node',
  url: 'https://example.org/$instance',
  tooltip: 'Of the node',
  renderVariables: true,
  targetBlank: true,
};

test('a panel saved from the panel editor keeps what newer versions of Perses put into it', async ({
  page,
  request,
}) => {
  const metadata = { version: '0.12.0', registry: 'perses.dev' };
  const panels = {
    running: {
      kind: 'Panel',
      unheard: { of: [1] },
      spec: {
        display: { name: 'Requests running', description: 'All of them', later: true },
        plugin: { kind: 'TimeSeriesChart', metadata, spec: { legend: { position: 'bottom' }, later: 1 } },
        queries: [
          {
            kind: 'TimeSeriesQuery',
            spec: {
              name: 'usage',
              plugin: {
                kind: 'PrometheusTimeSeriesQuery',
                metadata,
                spec: { query: 'vllm:num_requests_running', later: [2] },
              },
            },
          },
        ],
        links: [link],
        annotations: [annotation],
        unheard: { of: [3] },
      },
    },
    waiting: chart('Requests waiting', 'vllm:num_requests_waiting'),
  };
  const layouts = [{ kind: 'Grid', spec: { items: [item('running', 0, 0), item('waiting', 12, 0)] } }];
  const name = await created(request, base, 'newer-panel', { panels, layouts });
  const before = await document(request, base, name);
  await edit(page, base, name);
  await rename(page, 'Requests running', 'Running now');
  await save(page, 'another title');
  expect((await document(request, base, name)).spec).toEqual(retitled(before.spec, 'running'));
});

test('the editor does not open a dashboard with tabs, which it would drop, and says so', async ({
  page,
  request,
}) => {
  const layouts = [
    {
      kind: 'Tabs',
      spec: {
        display: { title: 'Views' },
        defaultTab: 0,
        tabs: [
          { name: 'Requests', items: [item('running', 0, 0), item('waiting', 12, 0)], later: 1 },
          { name: 'Tokens', items: [item('tokens', 0, 0)] },
        ],
      },
    },
  ];
  const name = await created(request, base, 'tabs', { layouts });
  const before = await document(request, base, name);
  await page.goto(`${base}${project}/${name}?edit=1`);
  const words = 'can only be edited as JSON: it has groups of the kind Tabs, which the editor would drop';
  await expect(page.getByText(words)).toBeVisible(patience);
  await expect(toolbar(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Back to the dashboard' }).click();
  await expect(page.getByText(words)).toHaveCount(0);
  expect(await document(request, base, name)).toEqual(before);
});

/** A copy in which one panel has another title. */
function retitled(spec: Spec, key: string): Spec {
  const copy = structuredClone(spec);
  retitle(copy, key, 'Running now');
  return copy;
}
