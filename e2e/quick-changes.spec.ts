import { expect } from '@playwright/test';
import { test } from './covered-test.ts';

// Two changes of the URL before the page was drawn again: neither takes the other back.
const base = process.env.HECATE_E2E_URL ?? '';

test('two keys and two clicks in one task both count', async ({ page }) => {
  await page.goto(`${base}workloads?start=1h&strange=kept`);
  await expect(page.locator('[data-row]').first()).toBeVisible();

  await page.evaluate(() => {
    for (let count = 0; count < 2; count += 1)
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', bubbles: true }));
  });
  await expect(page).toHaveURL(/start=4h/);
  await page.evaluate(() => {
    for (let count = 0; count < 2; count += 1)
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Z', shiftKey: true, bubbles: true }));
  });
  await expect(page, 'both zooms are undone').toHaveURL(/start=1h/);

  const chips = page.getByRole('list', { name: 'Filters' }).getByRole('button');
  await expect(chips.nth(2)).toBeVisible();
  await chips.evaluateAll((all) => {
    for (const chip of all.slice(0, 3)) if (chip instanceof HTMLElement) chip.click();
  });
  await expect(chips.nth(2)).toHaveAttribute('aria-pressed', 'true');
  const parameters = new URL(page.url()).searchParams;
  expect((parameters.get('status') ?? '').split(',')).toHaveLength(3);
  expect(parameters.get('strange')).toBe('kept');
});

test('a change of the range on the way to a page whose code is still coming calls nothing off', async ({
  page,
}) => {
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route('**/assets/GalleryPage-*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${base}workloads?start=1h&tab=models`);
  await expect(page.locator('[data-row]').first()).toBeVisible();
  await page.getByRole('link', { name: 'Gallery' }).first().click();
  await page.keyboard.press('z');
  await page.keyboard.press('z');
  // Of this page alone: it is not taken along.
  await page.getByRole('tab', { name: /^All/ }).click();
  expect(new URL(page.url()).pathname).toMatch(/\/workloads$/);
  letThrough();
  await expect(page.getByRole('heading', { level: 1, name: 'Gallery' })).toBeVisible();
  expect(new URL(page.url()).search).toBe('?start=4h');
  await page.goBack();
  await expect(page).toHaveURL(/workloads\?start=1h&tab=models/);
});
