import { expect } from '@playwright/test';
import { test } from './covered-test.ts';
import { accessible } from './accessible.ts';

// Days are chosen in the calendar of the time bar, by keys alone; the two fields say what was chosen.
const base = process.env.HECATE_E2E_URL ?? '';
const dayMs = 86_400_000;

for (const look of [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 390 },
] as const)
  test(`two days chosen by keys become the range, ${look.theme}, ${look.width} px`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: look.theme });
    await page.setViewportSize({ width: look.width, height: 844 });
    await page.goto(`${base}explore?start=6h&tz=UTC`);
    if (look.width < 768) await page.getByRole('button', { name: /Last 6 h/ }).click();
    await page
      .getByRole('button', { name: /^Last 6 h$/ })
      .last()
      .press('Enter');
    const days = page.getByRole('table', { name: /^Days of/ });
    const today = days.locator('[aria-current="date"]');
    await today.focus();
    // Two weeks back, and from there three days on.
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    for (let at = 0; at < 3; at += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const midnightMs = Math.floor(Date.now() / dayMs) * dayMs;
    const [startMs, endMs] = [midnightMs - 14 * dayMs, midnightMs - 10 * dayMs];
    await expect(page.getByLabel('From')).toHaveValue(text(startMs));
    await expect(page.getByLabel('To', { exact: true })).toHaveValue(text(endMs));
    await expect(days.getByRole('button', { pressed: true })).toHaveCount(4);
    await accessible(page, '[role="dialog"][aria-label="Choose a time range"]');
    // The last day can be reached without leaving the window.
    await expect(days.getByRole('button').last()).toBeInViewport();
    await page.screenshot({ path: `test-results/pages/calendar-${look.theme}-${look.width}.png` });
    await page.getByRole('button', { name: 'Show range' }).click();
    await expect(page).toHaveURL(new RegExp(`start=${startMs}.*end=${endMs}`));
  });

test('the calendar ends today, and months are turned by Page up', async ({ page }) => {
  await page.goto(`${base}explore?start=6h&tz=UTC`);
  await page.getByRole('button', { name: 'Last 6 h' }).click();
  const today = page.locator('[aria-current="date"]');
  await today.focus();
  await page.keyboard.press('ArrowRight');
  await expect(today).toBeFocused();
  await page.keyboard.press('PageUp');
  await expect(page.locator('table button:focus')).toBeVisible();
  await expect(today).toHaveCount(0);
});

/** What a field says for the start of a day in UTC. */
function text(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 10)} 00:00`;
}
