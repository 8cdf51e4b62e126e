import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { test } from './covered-test.ts';
import { firstCurve } from './first-curve.ts';
import { startHecate, type StartedHecate } from './start-hecate.ts';
import { startedPrometheus, type StartedPrometheus } from './started-prometheus.ts';

// What a person sees while a part of the system hangs, is dead, or comes back, and at addresses where nothing is.
test.describe.configure({ mode: 'serial' });

const patience = { timeout: 60_000 };
const workload = 'workloads/llm-prod/InferenceService/llama-3-1-8b-instruct';
const dashboard = 'projects/llm-prod/dashboards/faults?start=15m&refresh=5s';
const overview = '?start=15m&refresh=5s';
let hecate: StartedHecate;
let prometheus: StartedPrometheus;

test.beforeAll(async ({ request }) => {
  test.setTimeout(400_000);
  hecate = await startHecate({ args: ['--history', '15m'], env: { DATASOURCE_QUERY_TIMEOUT: '3s' } });
  await expect
    .poll(() => existsSync(join(hecate.data, 'run/prometheus.pid')), { timeout: 120_000 })
    .toBe(true);
  prometheus = startedPrometheus(hecate.data);
  // The server remembers for a minute that it does not know the retention: ask it only once Prometheus tells.
  const told = `${hecate.url}prometheus/api/v1/query?query=prometheus_tsdb_retention_limit_seconds`;
  await expect
    .poll(async () => (await request.get(told)).text(), { timeout: 120_000 })
    .toContain('prometheus_tsdb_retention');
  const created = await request.post(`${hecate.url}api/v1/projects/llm-prod/dashboards`, {
    data: faultyDashboard(),
  });
  expect(created.status()).toBe(200);
  await expect
    .poll(async () => (await (await request.get(`${hecate.url}api/hecate/v1/overview`)).json()).attention, {
      timeout: 120_000,
    })
    .not.toEqual([]);
});
test.afterAll(async () => {
  await prometheus.end();
  await hecate.end('SIGTERM');
  hecate.removeData();
});

test('an unknown kind, a broken query and a query without series leave the other panels intact', async ({
  page,
}) => {
  await page.goto(`${hecate.url}${dashboard}`);
  await firstCurve(page);
  await expect(panel(page, 'Unknown kind')).toContainText('Kind FancyRadar is not installed.');
  await expect(panel(page, 'Unknown kind')).toContainText('kept unchanged');
  await expect(panel(page, 'Broken query')).toContainText('unclosed left parenthesis');
  await expect(panel(page, 'Broken query')).toContainText('Explore');
  await expect(panel(page, 'Empty')).toContainText('No samples of no_such_metric.');
  await expect(panel(page, 'Good number')).toContainText(/[1-9]/);
  await picture(page, 'broken-panels');
});

test('a range from before what Prometheus keeps says so, in the banner and in the panels', async ({
  page,
}) => {
  const endMs = Date.now() - 30 * 86_400_000;
  await page.goto(`${hecate.url}projects/llm-prod/dashboards/faults?start=${endMs - 3_600_000}&end=${endMs}`);
  const sentence = /No data before \w+ \d+ \d\d:\d\d: metrics are kept 15 d\./;
  await expect(panel(page, 'Good curve')).toContainText(sentence, patience);
  await expect(panel(page, 'Good number')).not.toContainText(/\b0\b/);
  await page.goto(`${hecate.url}?start=30d`);
  await expect(page.getByText('Prometheus keeps metrics for 15 d.')).toBeVisible(patience);
});

for (const { path, words } of [
  { path: 'projects/nowhere', words: 'There is no project nowhere' },
  { path: '?project=nowhere', words: 'There is no project nowhere' },
  { path: 'workloads?project=nowhere', words: 'There is no project nowhere' },
  { path: 'projects/nowhere/dashboards/none', words: 'There is no project nowhere' },
  { path: 'projects/llm-prod/dashboards/none', words: 'There is no dashboard none in llm-prod' },
  { path: 'workloads/llm-prod/InferenceService/none', words: 'There is no InferenceService none' },
  { path: 'workloads/llm-prod/Nothing/none', words: 'There is no Nothing none in llm-prod' },
]) {
  test(`/${path} says in words that it is not there`, async ({ page }) => {
    await page.goto(`${hecate.url}${path}`);
    await expect(page.getByText(words)).toBeVisible(patience);
    await expect(page.getByText(/bad request|TypeError|undefined/)).toHaveCount(0);
  });
}

test('an address inside the console without a page says so and shows a way on', async ({ page }) => {
  await page.goto(`${hecate.url}settings`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.evaluate(() => {
    history.pushState(null, '', '/nowhere/at-all');
    window.dispatchEvent(new PopStateEvent('popstate'));
  });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No such page');
  await expect(page.getByText('/nowhere/at-all')).toBeVisible();
  await page.getByRole('link', { name: 'Go to the overview' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/attention/);
});

test('while Prometheus hangs every page says so within the query timeout and keeps what it had', async ({
  page,
}) => {
  await page.goto(`${hecate.url}${dashboard}`);
  await firstCurve(page);
  prometheus.hang();
  await expect(panel(page, 'Good curve')).toContainText('within 3000 ms', patience);
  await expectLastGood(page);
  await picture(page, 'hung-dashboard');
  // Opened while it hangs: there is nothing to keep, so there are only words.
  await page.goto(`${hecate.url}${overview}`);
  await expect(page.getByText(/within 3000 ms/).first()).toBeVisible(patience);
  await expect(page.getByText(/Nothing needs attention|No workloads/)).toHaveCount(0);
  await picture(page, 'hung-overview-first-look');
  prometheus.goOn();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/attention/, patience);
  await expect(page.getByText(/within 3000 ms/)).toHaveCount(0, patience);
});

test('when Prometheus is dead the last good data stay with their age, and recover when it is back', async ({
  page,
  context,
}) => {
  await page.goto(`${hecate.url}${dashboard}`);
  await firstCurve(page);
  const first = await context.newPage();
  await first.goto(`${hecate.url}${overview}`);
  await firstCurve(first);
  const answer = await first.getByRole('heading', { level: 1 }).innerText();
  const third = await context.newPage();
  await third.goto(`${hecate.url}${workload}?start=15m&refresh=5s`);
  await firstCurve(third);
  prometheus.kill();

  await expect(panel(page, 'Good curve')).toContainText('cannot be reached', patience);
  await expectLastGood(page);
  await picture(page, 'dead-dashboard');
  await expect(first.getByText(/cannot be reached.*Showing data of \d\d:\d\d/)).toBeVisible(patience);
  await expect(first.getByRole('heading', { level: 1 })).toHaveText(answer);
  await expect(first.getByText(/Nothing needs attention|No workloads/)).toHaveCount(0);
  await picture(first, 'dead-overview');
  await expect(third.getByText(/cannot be reached.*Showing data of \d\d:\d\d/).first()).toBeVisible(patience);
  await expect(third.getByText('last good').first()).toBeVisible(patience);
  await expect(third.getByText(/There is no InferenceService/)).toHaveCount(0);
  await picture(third, 'dead-workload');

  prometheus.startAgain();
  for (const one of [page, first, third])
    await expect(one.getByText(/cannot be reached/)).toHaveCount(0, { timeout: 90_000 });
  await firstCurve(page);
  await firstCurve(first);
});

test('when Hecate itself is gone the page keeps its numbers, says since when, and goes on when it is back', async ({
  page,
}) => {
  await page.goto(`${hecate.url}${overview}`);
  await firstCurve(page);
  const { port } = new URL(hecate.url);
  await hecate.end('SIGTERM');
  await expect(page.getByText(/Hecate does not answer since \d\d:\d\d/)).toBeVisible(patience);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/attention/);
  await picture(page, 'server-gone');
  await prometheus.end();
  hecate = await startHecate({
    data: hecate.data,
    args: ['--history', '15m', '--port', port],
    env: { DATASOURCE_QUERY_TIMEOUT: '3s' },
  });
  await expect(page.getByText(/Hecate does not answer/)).toHaveCount(0, patience);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/attention/, patience);
});

function panel(page: Page, title: string) {
  return page.getByRole('region', { name: title });
}

/** The good panels keep a curve and a number under the words of the failure, and say of when they are. */
async function expectLastGood(page: Page): Promise<void> {
  await expect(panel(page, 'Good curve')).toContainText(/Last good data of \d\d:\d\d/);
  await expect(panel(page, 'Good number')).toContainText(/Last good data of \d\d:\d\d/);
  await firstCurve(page);
  await expect(panel(page, 'Unknown kind')).toContainText('Kind FancyRadar is not installed.');
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `test-results/faults/${name}.png` });
}

function faultyDashboard(): unknown {
  const panels = [
    onePanel('Good curve', 'TimeSeriesChart', 'sum(vllm:num_requests_running)'),
    onePanel('Good number', 'StatChart', 'count(up)', { calculation: 'last' }),
    onePanel('Unknown kind', 'FancyRadar', 'up'),
    onePanel('Broken query', 'TimeSeriesChart', 'sum(up'),
    onePanel('Broken number', 'StatChart', 'rate(up', { calculation: 'last' }),
    onePanel('Empty', 'TimeSeriesChart', 'no_such_metric'),
  ];
  const items = panels.map((_panel, index) => ({
    x: (index % 3) * 8,
    y: Math.floor(index / 3) * 8,
    width: 8,
    height: 8,
    content: { $ref: `#/spec/panels/p${index}` },
  }));
  return {
    kind: 'Dashboard',
    metadata: { name: 'faults', project: 'llm-prod' },
    spec: {
      display: { name: 'Faults' },
      duration: '1h',
      panels: Object.fromEntries(panels.map((one, index) => [`p${index}`, one])),
      layouts: [{ kind: 'Grid', spec: { items } }],
    },
  };
}

function onePanel(name: string, kind: string, query: string, spec: object = {}): unknown {
  const plugin = { kind: 'PrometheusTimeSeriesQuery', spec: { query } };
  return {
    kind: 'Panel',
    spec: {
      display: { name },
      plugin: { kind, spec },
      queries: [{ kind: 'TimeSeriesQuery', spec: { plugin } }],
    },
  };
}
