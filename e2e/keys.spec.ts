import { expect, type Page } from '@playwright/test';
import { test } from './covered-test.ts';
import { created } from './edited-dashboard.ts';
import { firstCurve } from './first-curve.ts';

// Keys that the list of keys names do on a real page what the list says.
const base = process.env.HECATE_E2E_URL ?? '';
test.use({ actionTimeout: 30_000 });
const name = 'pressed-keys';
const dashboard = `${base}projects/llm-prod/dashboards/${name}`;

test.beforeAll(async ({ request }) => {
  await created(request, base, name);
});
test.afterAll(async ({ request }) => {
  await request.delete(`${base}api/v1/projects/llm-prod/dashboards/${name}`);
});

test('keys of a page, of the list of workloads, and of one workload', async ({ page }) => {
  await page.goto(`${base}workloads?start=6h`);
  const rows = page.locator('[data-row]');
  await expect(rows.nth(1)).toBeVisible();
  const { keyboard } = page;

  await keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  const asked = page.waitForRequest('**/api/hecate/v1/workloads*');
  await keyboard.press('r');
  await asked;
  await keyboard.press('p');
  await expect(page.getByRole('button', { name: /Paused/ })).toBeVisible();
  await keyboard.press('p');
  await expect(page.getByRole('button', { name: /Polling/ })).toBeVisible();
  await keyboard.press('z');
  await expect(page).not.toHaveURL(/start=6h/);
  await keyboard.press('Shift+Z');
  await expect(page).toHaveURL(/start=6h/);

  await keyboard.press('j');
  await expect(rows.first()).toBeFocused();
  await keyboard.press('j');
  await expect(rows.nth(1)).toBeFocused();
  await keyboard.press('k');
  await expect(rows.first()).toBeFocused();
  const preview = page.getByRole('complementary', { name: /^Preview of/ });
  await keyboard.press('Space');
  await expect(preview).toBeVisible();
  await keyboard.press('Escape');
  await expect(preview).toHaveCount(0);
  // At once, before the preview is drawn.
  await keyboard.press('Space');
  await keyboard.press('Escape');
  await keyboard.press('f');
  await expect(page.locator('input:focus')).toHaveCount(1);
  await expect(preview).toHaveCount(0);
  await expect(page).not.toHaveURL(/sel=/);
  await rows.first().focus();
  await keyboard.press('Enter');
  const heading = page.getByRole('heading', { level: 1 });
  await expect(page.getByRole('tab', { name: 'Now' })).toHaveAttribute('aria-selected', 'true');

  await keyboard.press('2');
  await expect(page.getByRole('tab', { name: 'History' })).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('3');
  await expect(page).toHaveURL(/tab=replicas/);
  await keyboard.press('1');
  await expect(page.getByRole('tab', { name: 'Now' })).toHaveAttribute('aria-selected', 'true');
  const first = await heading.textContent();
  await keyboard.press(']');
  await expect(heading).not.toHaveText(first ?? '');
  await keyboard.press('[');
  await expect(heading).toHaveText(first ?? '');
});

test('keys of the list of dashboards', async ({ page }) => {
  await page.goto(`${base}dashboards`);
  const rows = page.locator('[data-row]');
  await expect(rows.first()).toBeVisible();
  for (const key of ['/', 'f']) {
    await page.keyboard.press(key);
    await expect(page.getByRole('searchbox')).toBeFocused();
    await rows.first().focus();
  }
  await page.keyboard.press('x');
  await expect(page.getByText('1 dashboard selected')).toBeVisible();
  await page.keyboard.press('n');
  await expect(page).toHaveURL(/\/gallery/);
});

test('keys of a chart and of its panel', async ({ page }) => {
  await page.goto(dashboard);
  await firstCurve(page, { timeoutMs: 60_000 });
  const panel = page.locator('[data-panel="running"]');
  const chart = panel.locator('fieldset');
  const spoken = chart.locator('[aria-live="polite"]');
  const tooltip = page.locator('[data-chart-tooltip]');
  await chart.focus();
  await says(page, 'Home', spoken);
  const atStart = await timeSaid(spoken);
  await says(page, 'ArrowRight', spoken);
  const second = await timeSaid(spoken);
  expect(second > atStart).toBe(true);
  await says(page, 'Control+ArrowRight', spoken);
  expect((await timeSaid(spoken)) > second).toBe(true);
  await says(page, 'End', spoken);
  const atEnd = await timeSaid(spoken);

  await expect(spoken, 'all curves at first').toHaveText(/, /);
  await says(page, 'ArrowDown', spoken);
  await expect(spoken, 'one curve alone').not.toHaveText(/ more$/);
  const highest = (await spoken.textContent()) ?? '';
  await says(page, 'ArrowDown', spoken);
  await says(page, 'ArrowUp', spoken);
  await expect(spoken).toHaveText(highest);
  expect(await timeSaid(spoken), 'the instant stays').toBe(atEnd);

  await page.keyboard.press('Enter');
  await expect(tooltip, 'pinned: its text can be selected').toHaveCSS('pointer-events', 'auto');
  await page.keyboard.press('Escape');
  await expect(tooltip).toHaveCount(0);

  await chart.focus();
  await page.keyboard.press('End');
  for (let count = 0; count < 3; count += 1) await page.keyboard.press('Shift+Control+ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/start=\d{13}&end=\d{13}/);
  await panel.press('t');
  await expect(panel.getByRole('region', { name: /^Table of/ })).toBeVisible();
  await panel.press('t');
  await expect(chart).toBeVisible();
  // Full view and back: the grid is there again.
  await panel.press('v');
  await expect(page).toHaveURL(/focus=running/);
  await expect(page.locator('[data-panel]')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/focus=/);
  await expect(chart).toBeVisible();
  await panel.press('e');
  await expect(page).toHaveURL(/\/explore\?/);
});

test('keys of a dashboard that is edited', async ({ page }) => {
  await page.goto(dashboard);
  await expect(page.getByRole('button', { name: 'Edit dashboard' })).toBeVisible();
  await page.keyboard.press('Control+e');
  const toolbar = page.getByRole('toolbar', { name: 'Edit dashboard' });
  await expect(toolbar).toContainText('No changes yet');
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  const json = page.getByRole('textbox', { name: 'Dashboard document as JSON' });
  await json.fill((await json.inputValue()).replace('Requests running', 'Running now'));
  await page.getByRole('button', { name: 'Apply JSON' }).click();
  await expect(toolbar).toContainText('1 change');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(toolbar).toContainText('No changes yet');
  await page.keyboard.press('Control+Shift+z');
  await expect(toolbar).toContainText('1 change');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Save dashboard' })).toBeVisible();
});

/** Presses a key and waits until the chart says something else than before. */
async function says(page: Page, key: string, spoken: ReturnType<Page['locator']>): Promise<void> {
  const before = (await spoken.textContent()) ?? '';
  await page.keyboard.press(key);
  await expect(spoken).not.toHaveText(before === '' ? /^$/ : before);
}

/** Date and time at the beginning of what the chart says. */
async function timeSaid(spoken: ReturnType<Page['locator']>): Promise<string> {
  return ((await spoken.textContent()) ?? '').slice(0, '2026-01-01 00:00:00'.length);
}
