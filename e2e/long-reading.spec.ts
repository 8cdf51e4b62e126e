import { expect, type Page } from '@playwright/test';
import { test } from './covered-test.ts';

// An upstream that takes its time: the page says what it reads, and a person can give up; the request ends with that.
const base = process.env.HECATE_E2E_URL ?? '';
const range = `start=${Date.now() - 3_600_000}&end=${Date.now()}`;
/** From 10 s on; the machine may be busy. */
const patience = { timeout: 45_000 };

test('a panel of a dashboard', async ({ page }) => {
  await heldBack(page);
  await page.goto(`${base}projects/llm-prod/dashboards/vllm?${range}`);
  const reading = page.locator('[data-panel]', { hasText: 'Reading 1 h from Prometheus…' }).first();
  await expect(reading).toContainText(/… \d+ of \d+ panels/, patience);
  await givesUp(page, reading);
});

test('a chart of a workload', async ({ page }) => {
  await heldBack(page);
  await page.goto(`${base}workloads/llm-prod/InferenceService/llama-3-1-8b-instruct?${range}`);
  // By its name: which one reads last changes while the page scrolls.
  await givesUp(page, page.getByRole('region', { name: 'Time to first token' }));
});

test('a query of Explore', async ({ page }) => {
  await heldBack(page);
  await page.goto(`${base}explore?q=up&${range}`);
  await givesUp(page, page.locator('main'));
});

/** Range queries get no answer. */
async function heldBack(page: Page): Promise<void> {
  await page.route('**/api/v1/query_range', () => undefined);
}

async function givesUp(page: Page, place: ReturnType<Page['locator']>): Promise<void> {
  await expect(place).toContainText('Reading 1 h from Prometheus…', patience);
  const cancel = place.getByRole('button', { name: 'Cancel' });
  await expect(cancel).toBeVisible(patience);
  await page.screenshot({ path: `test-results/pages/reading-${test.info().line}.png` });
  const ended = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/query_range'));
  await cancel.click();
  expect((await ended).failure()?.errorText).toContain('ERR_ABORTED');
  await expect(
    page.getByText('Reading was cancelled. Retry, or choose a shorter range.').first(),
  ).toBeVisible();
}
