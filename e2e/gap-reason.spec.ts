import { expect, type Page } from '@playwright/test';
import { test } from './covered-test.ts';

// A chart says why it has no samples where it has none, and marks the clocks that are put on or back.
const base = process.env.HECATE_E2E_URL ?? '';
/** Europe put its clocks back at 01:00 UTC. */
const clockChangeS = Date.UTC(2026, 9, 25, 1) / 1000;
const [startS, endS] = [clockChangeS - 3_600, clockChangeS + 3_600];
const path = (tz: string) => `explore?q=kv_cache&start=${startS * 1000}&end=${endS * 1000}&tz=${tz}`;

for (const theme of ['light', 'dark'] as const)
  test(`a gap under the pointer has its times and its reason, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await answersWithGap(page);
    await page.goto(`${base}${path('Europe/Berlin')}`);
    const chart = page.locator('fieldset[aria-roledescription="chart"]');
    await expect(chart.getByText('clocks −1 h')).toBeVisible();
    const box = await chart.boundingBox();
    if (box === null) throw new Error('The chart is not drawn.');
    // The gap is the middle fifth of the range.
    await page.mouse.move(box.x + box.width * 0.48, box.y + box.height / 3);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 3);
    const tooltip = page.locator('[data-chart-tooltip]');
    await expect(tooltip).toContainText(
      /No samples 02:48 \+02:00–02:1\d \+01:00: scrape failed \(up = 0\)\./,
    );
    await page.screenshot({ path: `test-results/pages/gap-reason-${theme}.png` });
    await page.mouse.move(box.x + box.width * 0.8, box.y + box.height / 3);
    await expect(tooltip).not.toContainText('No samples');
  });

test('a zone without a change has no mark', async ({ page }) => {
  await answersWithGap(page);
  await page.goto(`${base}${path('Asia/Kolkata')}`);
  const chart = page.locator('fieldset[aria-roledescription="chart"]');
  await expect(chart.getByText('06:30')).toBeVisible();
  await expect(chart.getByText(/clocks/)).toHaveCount(0);
});

async function answersWithGap(page: Page): Promise<void> {
  await page.route('**/api/v1/query_range', (route) => {
    const asked = new URLSearchParams(route.request().postData() ?? '');
    const [query, step] = [asked.get('query') ?? '', Number(asked.get('step'))];
    const at = (value: string, from: number, to: number) => ({
      metric: { __name__: 'kv_cache' },
      values: Array.from({ length: Math.round((to - from) / step) }, (_, index) => [
        from + index * step,
        value,
      ]),
    });
    const length = endS - startS;
    const [gapFrom, gapTo] = [startS + length * 0.4, startS + length * 0.6];
    const whole = at('0.5', startS, endS);
    const curve = {
      ...whole,
      values: whole.values.filter(([time]) => Number(time) <= gapFrom || Number(time) >= gapTo),
    };
    const answers = [
      ['min(up', [at('0', gapFrom, gapTo)]],
      ['count(up', [at('3', gapFrom, gapTo)]],
      ['count(', []],
      ['', [curve]],
    ] as const;
    const result = answers.find(([start]) => query.startsWith(start))?.[1] ?? [];
    return route.fulfill({ json: { status: 'success', data: { resultType: 'matrix', result } } });
  });
}
