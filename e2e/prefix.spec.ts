import { expect } from '@playwright/test';
import { test } from './covered-test.ts';
import { firstCurve } from './first-curve.ts';
import { startHecate, type StartedHecate } from './start-hecate.ts';

// The whole console below a path of a host that others share.
const prefix = '/team/hecate';
let hecate: StartedHecate;

test.beforeAll(async ({ request }) => {
  test.setTimeout(400_000);
  hecate = await startHecate({ args: ['--history', '15m'], env: { HECATE_SERVER_API_PREFIX: prefix } });
  const asked = `${new URL(hecate.url).origin}${prefix}/prometheus/api/v1/query?query=up`;
  await expect
    .poll(async () => (await request.get(asked)).text(), { timeout: 120_000 })
    .toContain('"metric"');
});
test.afterAll(async () => {
  await hecate.end('SIGTERM');
  hecate.removeData();
});

test('a dashboard below a prefix is found from the root, draws its curves and asks nothing outside', async ({
  page,
}) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    const isFirst = response.status() === 302 && response.request().isNavigationRequest();
    if (!isFirst && !pathname.startsWith(`${prefix}/`)) complaints.push(`outside: ${response.url()}`);
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  await page.goto(`${new URL(hecate.url).origin}/projects/llm-prod`);
  await expect(page).toHaveURL(new RegExp(`${prefix}/projects/llm-prod`));
  await page.getByRole('link', { name: /vLLM/ }).first().click();
  await expect(page).toHaveURL(new RegExp(`${prefix}/projects/llm-prod/dashboards/`));
  await firstCurve(page, { timeoutMs: 90_000 });
  await page.reload();
  await firstCurve(page, { timeoutMs: 90_000 });
  expect(complaints).toEqual([]);
});
