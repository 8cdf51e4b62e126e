import { expect } from '@playwright/test';
import { test } from './covered-test.ts';

// On a wall the page is all there is: no chrome, larger, dark, and it goes on refreshing until Escape.
const base = process.env.HECATE_E2E_URL ?? '';

test('Shift and F show a dashboard as on a wall, Escape brings the chrome back', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${base}projects/llm-prod/dashboards/vllm?refresh=5s`);
  const chart = page.locator('fieldset[aria-roledescription="chart"]').first();
  await expect(chart).toBeVisible();
  const title = page.getByRole('heading', { level: 1 });
  const before = (await title.boundingBox())?.height ?? 0;
  await title.click();
  await page.keyboard.press('Shift+F');
  await expect(page).toHaveURL(/wall=1/);
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Edit dashboard' })).toBeHidden();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('button', { name: /Polling 5 s/ })).toBeVisible();
  await expect(page.getByText(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/)).toBeVisible();
  const after = (await title.boundingBox())?.height ?? 0;
  expect(after / before).toBeCloseTo(1.25, 1);
  await page.waitForRequest((request) => request.url().endsWith('/query_range'));

  // The pointer finds the instant that is under it, though everything is larger.
  const box = await chart.boundingBox();
  if (box === null) throw new Error('The chart is not drawn.');
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2);
  await page.mouse.move(box.x + box.width * 0.7 + 2, box.y + box.height / 2);
  const line = await page.locator('[data-crosshair]').first().boundingBox();
  expect(Math.abs((line?.x ?? 0) - (box.x + box.width * 0.7))).toBeLessThan(12);
  await page.screenshot({ path: 'test-results/pages/wall-dark.png' });

  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/wall=1/);
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('the address alone opens the wall, in the appearance it names, without scrolling sideways', async ({
  page,
}) => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(`${base}?wall=1&theme=light`);
    await expect(page.getByRole('button', { name: /Leave wall mode/ })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await expect(page.locator('canvas').first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.screenshot({ path: `test-results/pages/wall-light-${width}.png` });
  }
  await page.getByRole('button', { name: /Leave wall mode/ }).click();
  await expect(page).not.toHaveURL(/wall|theme/);
});
