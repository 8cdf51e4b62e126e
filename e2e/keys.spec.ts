import { expect, type Page } from '@playwright/test';
import type { ListedRow } from '../apps/web/src/shell/listed-keys.ts';
import { test } from './covered-test.ts';
import { created } from './edited-dashboard.ts';
import { firstCurve } from './first-curve.ts';

// Every row of the list of keys is pressed on a real page and does what the list says. A row without a press does not compile; the
// rows of "Go to" are pressed in flows.spec.ts as the dialog shows them.
const base = process.env.HECATE_E2E_URL ?? '';
test.use({ actionTimeout: 30_000 });
const name = 'pressed-keys';
const dashboard = `${base}projects/llm-prod/dashboards/${name}`;

/** Pages in the order they are visited; the presses of one follow each other on it. */
const visits = {
  'the list of workloads': `${base}workloads?start=6h`,
  'the list of dashboards': `${base}dashboards`,
  'the gallery': `${base}gallery`,
  'a dashboard': dashboard,
  'a dashboard that is edited': dashboard,
  'a query in Explore': `${base}explore`,
} as const;

interface Press {
  readonly on: keyof typeof visits;
  readonly press: (page: Page) => Promise<void>;
}

const workloads = (press: Press['press']): Press => ({ on: 'the list of workloads', press });
const finder = (press: Press['press']): Press => ({ on: 'the list of dashboards', press });
const gallery = (press: Press['press']): Press => ({ on: 'the gallery', press });
const view = (press: Press['press']): Press => ({ on: 'a dashboard', press });
const edit = (press: Press['press']): Press => ({ on: 'a dashboard that is edited', press });
const explore = (press: Press['press']): Press => ({ on: 'a query in Explore', press });

const rowsOf = (page: Page) => page.locator('[data-row]');
const tab = (page: Page, of: string) => page.getByRole('tab', { name: of });
const panelOf = (page: Page) => page.locator('[data-panel="running"]');
const chartOf = (page: Page) => panelOf(page).locator('fieldset');
const spokenOf = (page: Page) => chartOf(page).locator('[aria-live="polite"]');
const toolbar = (page: Page) => page.getByRole('toolbar', { name: 'Edit dashboard' });

const presses: Readonly<Record<ListedRow, Press>> = {
  'page ?': workloads(async (page) => {
    await expect(rowsOf(page).nth(1)).toBeVisible();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  }),
  'page Esc': workloads(async (page) => {
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }),
  'page r': workloads(async (page) => {
    const asked = page.waitForRequest('**/api/hecate/v1/workloads*');
    await page.keyboard.press('r');
    await asked;
  }),
  'page p': workloads(async (page) => {
    await page.keyboard.press('p');
    await expect(page.getByRole('button', { name: /Paused/ })).toBeVisible();
    await page.keyboard.press('p');
    await expect(page.getByRole('button', { name: /Polling/ })).toBeVisible();
  }),
  'page z': workloads(async (page) => {
    await page.keyboard.press('z');
    await expect(page).not.toHaveURL(/start=6h/);
  }),
  'page Shift z': workloads(async (page) => {
    await page.keyboard.press('Shift+Z');
    await expect(page).toHaveURL(/start=6h/);
  }),
  'page Shift f': workloads(async (page) => {
    await page.keyboard.press('Shift+F');
    await expect(page).toHaveURL(/wall=1/);
    await expect(page.getByRole('navigation')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(page).not.toHaveURL(/wall=1/);
    await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  }),
  'page ← →': workloads(async (page) => {
    await page.locator('[data-time-shift]').first().focus();
    await page.keyboard.press('ArrowLeft');
    await expect(page).toHaveURL(/end=\d{13}/);
    const end = () => Number(new URL(page.url()).searchParams.get('end'));
    const earlier = end();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(end, 'half of six hours earlier').toBe(earlier - 3 * 3_600_000);
    await page.keyboard.press('ArrowRight');
    await expect.poll(end).toBe(earlier);
  }),
  'list j k': workloads(async (page) => {
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    const rows = rowsOf(page);
    await page.keyboard.press('j');
    await expect(rows.first()).toBeFocused();
    await page.keyboard.press('j');
    await expect(rows.nth(1)).toBeFocused();
    await page.keyboard.press('k');
    await expect(rows.first()).toBeFocused();
  }),
  'list Space': workloads(async (page) => {
    const preview = page.getByRole('complementary', { name: /^Preview of/ });
    await page.keyboard.press('Space');
    await expect(preview).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(preview).toHaveCount(0);
    // At once, before the preview is drawn.
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await page.keyboard.press('f');
    await expect(page.locator('input:focus')).toHaveCount(1);
    await expect(preview).toHaveCount(0);
    await expect(page).not.toHaveURL(/sel=/);
  }),
  'list Enter': workloads(async (page) => {
    await rowsOf(page).first().focus();
    await page.keyboard.press('Enter');
    await expect(tab(page, 'Now')).toHaveAttribute('aria-selected', 'true');
  }),
  'list 1 2 3': workloads(async (page) => {
    await page.keyboard.press('2');
    await expect(tab(page, 'History')).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('3');
    await expect(page).toHaveURL(/tab=replicas/);
    await page.keyboard.press('1');
    await expect(tab(page, 'Now')).toHaveAttribute('aria-selected', 'true');
  }),
  'list [ ]': workloads(async (page) => {
    const heading = page.getByRole('heading', { level: 1 });
    const first = await heading.textContent();
    await page.keyboard.press(']');
    await expect(heading).not.toHaveText(first ?? '');
    await page.keyboard.press('[');
    await expect(heading).toHaveText(first ?? '');
  }),
  'list f': finder((page) => searches(page, 'f')),
  'list /': finder((page) => searches(page, '/')),
  'list x': finder(async (page) => {
    await page.keyboard.press('x');
    await expect(page.getByText('1 dashboard selected')).toBeVisible();
  }),
  'list n': finder(async (page) => {
    await page.keyboard.press('n');
    await expect(page).toHaveURL(/\/gallery/);
  }),
  'list ← → ↑ ↓': gallery(async (page) => {
    const cards = page.locator('[data-card]');
    await expect(cards.nth(2)).toBeVisible();
    await cards.first().focus();
    for (const [key, at] of [
      ['ArrowRight', 1],
      ['ArrowDown', 2],
      ['ArrowUp', 1],
      ['ArrowLeft', 0],
    ] as const) {
      await page.keyboard.press(key);
      await expect(cards.nth(at)).toBeFocused();
    }
  }),
  'chart Home End': view(async (page) => {
    await firstCurve(page, { timeoutMs: 60_000 });
    await chartOf(page).focus();
    await says(page, 'End', spokenOf(page));
    const atEnd = await timeSaid(spokenOf(page));
    await says(page, 'Home', spokenOf(page));
    expect((await timeSaid(spokenOf(page))) < atEnd).toBe(true);
  }),
  'chart ← →': view(async (page) => {
    const spoken = spokenOf(page);
    const atStart = await timeSaid(spoken);
    await says(page, 'ArrowRight', spoken);
    const second = await timeSaid(spoken);
    expect(second > atStart).toBe(true);
    await says(page, 'Control+ArrowRight', spoken);
    expect((await timeSaid(spoken)) > second).toBe(true);
    await says(page, 'Control+ArrowLeft', spoken);
    expect(await timeSaid(spoken)).toBe(second);
  }),
  'chart ↑ ↓': view(async (page) => {
    const spoken = spokenOf(page);
    await expect(spoken, 'all curves at first').toHaveText(/, /);
    const at = await timeSaid(spoken);
    await says(page, 'ArrowDown', spoken);
    await expect(spoken, 'one curve alone').not.toHaveText(/ more$/);
    const highest = (await spoken.textContent()) ?? '';
    await says(page, 'ArrowDown', spoken);
    await says(page, 'ArrowUp', spoken);
    await expect(spoken).toHaveText(highest);
    expect(await timeSaid(spoken), 'the instant stays').toBe(at);
  }),
  'chart Enter': view(async (page) => {
    const tooltip = page.locator('[data-chart-tooltip]');
    await page.keyboard.press('Enter');
    await expect(tooltip, 'pinned: its text can be selected').toHaveCSS('pointer-events', 'auto');
    await page.keyboard.press('Escape');
    await expect(tooltip).toHaveCount(0);
  }),
  'chart Shift ← →': view(async (page) => {
    await chartOf(page).focus();
    await page.keyboard.press('End');
    for (let count = 0; count < 3; count += 1) await page.keyboard.press('Shift+Control+ArrowLeft');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/start=\d{13}&end=\d{13}/);
  }),
  'chart t': view(async (page) => {
    await panelOf(page).press('t');
    await expect(panelOf(page).getByRole('region', { name: /^Table of/ })).toBeVisible();
    await panelOf(page).press('t');
    await expect(chartOf(page)).toBeVisible();
  }),
  'dashboard v': view(async (page) => {
    await panelOf(page).press('v');
    await expect(page).toHaveURL(/focus=running/);
    await expect(page.locator('[data-panel]')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(page).not.toHaveURL(/focus=/);
    await expect(chartOf(page)).toBeVisible();
  }),
  'chart e': view(async (page) => {
    await panelOf(page).press('e');
    await expect(page).toHaveURL(/\/explore\?/);
  }),
  'dashboard Ctrl e': edit(async (page) => {
    await expect(page.getByRole('button', { name: 'Edit dashboard' })).toBeVisible();
    await page.keyboard.press('Control+e');
    await expect(toolbar(page)).toContainText('No changes yet');
  }),
  'dashboard ← → ↑ ↓': edit(async (page) => {
    const handle = page.getByRole('button', { name: /move panel Requests running/i }).locator('visible=true');
    await handle.focus();
    const status = page.getByRole('status').first();
    await page.keyboard.press('Shift+ArrowLeft');
    await expect(status).toContainText('11 wide');
    await page.keyboard.press('ArrowRight');
    await expect(status).toContainText('column 2');
    await expect(toolbar(page)).toContainText('1 change');
  }),
  'dashboard Ctrl z': edit(async (page) => {
    // Two steps made the one change.
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect(toolbar(page)).toContainText('No changes yet');
  }),
  'dashboard Ctrl Shift z': edit(async (page) => {
    await page.keyboard.press('Control+Shift+z');
    await expect(toolbar(page)).toContainText('1 change');
    await page.keyboard.press('Control+z');
    await expect(toolbar(page)).toContainText('No changes yet');
    await page.keyboard.press('Control+y');
    await expect(toolbar(page)).toContainText('1 change');
  }),
  'dashboard Ctrl s': edit(async (page) => {
    await page.keyboard.press('Control+s');
    await expect(page.getByRole('dialog').getByRole('button', { name: 'Save dashboard' })).toBeVisible();
  }),
  'query Ctrl Space': explore(async (page) => {
    const editor = page.getByRole('textbox').and(page.locator('.cm-content'));
    await editor.click();
    await page.keyboard.type('su');
    await page.keyboard.press('Escape');
    const completions = page.locator('.cm-tooltip-autocomplete');
    await expect(completions).toHaveCount(0);
    await page.keyboard.press('Control+Space');
    await expect(completions).toContainText('sum');
    await page.keyboard.press('Escape');
    await expect(completions).toHaveCount(0);
  }),
  'query Ctrl Enter': explore(async (page) => {
    await page.keyboard.press('Control+a');
    await page.keyboard.type('count(up) ');
    await page.keyboard.press('Control+Enter');
    await expect(page).toHaveURL(/q=count/);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('vector(7) ');
    await page.keyboard.press('Control+Enter');
    await expect(page).toHaveURL(/q=vector/);
  }),
  'query Alt ↑ ↓': explore(async (page) => {
    const editor = page.locator('.cm-content');
    await page.keyboard.press('Alt+ArrowUp');
    await expect(editor).toContainText('count(up)');
    await page.keyboard.press('Alt+ArrowDown');
    await expect(editor).toContainText('vector(7)');
  }),
};

test.beforeAll(async ({ request }) => {
  await created(request, base, name);
});
test.afterAll(async ({ request }) => {
  await request.delete(`${base}api/v1/projects/llm-prod/dashboards/${name}`);
});

for (const [place, address] of Object.entries(visits)) {
  test(`every listed key of ${place} does what the list says`, async ({ page }) => {
    await page.goto(address);
    for (const [row, { on, press }] of Object.entries(presses))
      if (on === place) await test.step(row, () => press(page));
  });
}

async function searches(page: Page, key: string): Promise<void> {
  const rows = rowsOf(page);
  await expect(rows.first()).toBeVisible();
  await page.keyboard.press(key);
  await expect(page.getByRole('searchbox')).toBeFocused();
  await rows.first().focus();
}

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
