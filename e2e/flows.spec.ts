import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { createCharted } from './charted-dashboard.ts';
import { test } from './covered-test.ts';
import { firstCurve } from './first-curve.ts';

// One short way for each thing a person does besides looking and editing.
const base = process.env.HECATE_E2E_URL ?? '';
const project = 'research-flows';
const charted = `${base}projects/${project}/dashboards/charted`;

test.beforeAll(({ request }) => createCharted(request, base, project));
test.afterAll(async ({ request }) => {
  await request.delete(`${base}api/v1/projects/${project}`);
});

const chartOf = (page: Page) => page.locator('[data-panel="seen"] fieldset');

test('a datasource is tested: how fast and which version, or why not, before it is saved', async ({
  page,
}) => {
  await page.goto(`${base}admin`);
  await page.getByRole('button', { name: 'Test Prometheus' }).click();
  await expect(page.getByText(/answered `1` in [\d.]+ ms, Prometheus \d+\.\d+/)).toBeVisible();
  await page.getByRole('button', { name: 'Edit Prometheus' }).click();
  await page.getByRole('textbox', { name: 'Address' }).fill('http://127.0.0.1:9');
  await page.getByRole('button', { name: 'Test datasource' }).click();
  await expect(page.getByRole('dialog').getByRole('status')).toContainText('nothing listens at its address');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.reload();
  await expect(page.getByRole('table', { name: 'Datasources' })).toContainText('Answers');
});

test('a template is previewed with real data and becomes a dashboard', async ({ page }) => {
  await page.goto(`${base}gallery?project=${project}`);
  await page.getByRole('button', { name: /^Kueue queues/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kueue queues');
  await firstCurve(page);
  await page.getByRole('button', { name: 'Create dashboard' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('queues-here');
  await dialog.getByRole('button', { name: 'Create dashboard' }).click();
  await expect(page).toHaveURL(new RegExp(`/projects/${project}/dashboards/queues-here`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Kueue/);
  await firstCurve(page);
  const stored = await page.request.get(`${base}api/v1/projects/${project}/dashboards/queues-here`);
  expect(stored.ok()).toBe(true);
});

test('a panel as CSV has the numbers of its table, and no cell a spreadsheet would run', async ({ page }) => {
  const endMs = Math.floor(Date.now() / 60_000) * 60_000 - 60_000;
  await page.goto(`${charted}?start=${endMs - 900_000}&end=${endMs}`);
  await expect(chartOf(page)).toBeVisible();
  const choose = async (entry: string) => {
    await page.getByRole('button', { name: 'Menu of Seen' }).click();
    await page.getByRole('menuitem', { name: entry }).click();
  };
  await choose('Show as table');
  const rows = page.getByRole('region', { name: 'Table of Seen' }).locator('tr[aria-rowindex]');
  await expect(rows.first()).toBeVisible();
  const shown = await rows.evaluateAll((each) =>
    each.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent ?? '')),
  );
  const downloading = page.waitForEvent('download');
  await choose('Export CSV');
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^seen-.*\.csv$/);
  const [header, ...lines] = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
  expect(header).toBe(`time,'=1+1,"targets, counted"`);
  expect(lines.length).toBeGreaterThan(10);
  const written = lines
    .toReversed()
    .slice(0, shown.length)
    .map((line) => {
      const [time = '', ...numbers] = line.split(',');
      const read = time.replace('T', ' ').replace(/(\+00:00|Z)$/, ' UTC');
      return [read, ...numbers.map((number) => (number === '' ? '—' : number))];
    });
  expect(written).toEqual(shown);
});

test('a drag over a chart zooms into what was dragged over, and the URL says it', async ({ page }) => {
  await page.goto(charted);
  const box = await drawn(page);
  const beforeMs = Date.now();
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2);
  await page.mouse.move(box.x + box.width * 0.65, box.y + box.height / 2);
  await page.mouse.up();
  await expect(page).toHaveURL(/start=\d{13}&end=\d{13}/);
  const search = new URL(page.url()).searchParams;
  const [startMs, endMs] = [Number(search.get('start')), Number(search.get('end'))];
  // A quarter of the hour, a little more for the room that the numbers of the axis and the names of the lines take.
  expect(endMs - startMs).toBeGreaterThan(14.5 * 60_000);
  expect(endMs - startMs).toBeLessThan(20 * 60_000);
  expect(beforeMs - startMs).toBeLessThan(3_600_000);
  expect(endMs).toBeLessThan(beforeMs);
});

test('arrow keys move the crosshair of a chart and say time and values', async ({ page }) => {
  await page.goto(charted);
  await drawn(page);
  const chart = chartOf(page);
  const spoken = chart.locator('[aria-live="polite"]');
  const line = chart.locator('> div[style*="translateX"]');
  await chart.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(spoken).toHaveText(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC: =1\+1 7, targets, counted \d+$/);
  await expect(line).toBeVisible();
  const [first, at] = [await spoken.textContent(), await line.boundingBox()];
  await page.keyboard.press('Control+ArrowLeft');
  await expect(spoken).not.toHaveText(first ?? '');
  // The words come first, the line with the next frame.
  await expect.poll(async () => (await line.boundingBox())?.x ?? 0).toBeLessThan(at?.x ?? 0);
  await page.keyboard.press('Escape');
  await expect(line).toBeHidden();
});

test('another project keeps the page and the range', async ({ page }) => {
  await page.goto(`${base}workloads?start=6h`);
  await choose(page, 'fraud');
  await expect(page).toHaveURL(/\/workloads\?(?=.*start=6h)(?=.*project=fraud-detection)/);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'fraud-scoring', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'llama-3-1-8b-instruct' })).toHaveCount(0);
  await page.goto(`${base}projects/llm-prod?start=6h`);
  await choose(page, 'research a');
  await expect(page).toHaveURL(/\/projects\/research-a\?start=6h$/);
});

test('the question mark lists the keys, and every key to a page goes there', async ({ page }) => {
  await page.goto(`${base}workloads`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keys' });
  await expect(dialog.getByRole('heading', { level: 3 })).toHaveText([
    'Page',
    'Go to',
    'Chart',
    'List',
    'Dashboard',
    'Query',
  ]);
  const rows = await dialog
    .locator('section')
    .filter({ hasText: 'Go to' })
    .locator('dl > div')
    .evaluateAll((each) =>
      each.map((row) => ({
        keys: [...row.querySelectorAll('kbd')].map((key) => key.textContent ?? ''),
        label: row.querySelector('dd')?.textContent ?? '',
      })),
    );
  expect(rows.length).toBeGreaterThan(4);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toHaveCount(0);
  for (const { keys, label } of rows) {
    // Not from page to page: Explore begins with the focus in its query, where letters are letters.
    await page.goto(`${base}${label === 'Workloads' ? 'dashboards' : 'workloads'}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const link = page
      .getByRole('navigation', { name: 'Pages' })
      .getByRole('link', { name: label, exact: true });
    // Both letters have to come within 1.2 s, which a busy machine may miss while a page is still loading.
    await expect(async () => {
      for (const key of keys) await page.keyboard.press(key);
      await expect(link).toHaveAttribute('aria-current', 'page', { timeout: 3_000 });
    }).toPass({ timeout: 20_000 });
  }
});

/** The chart's box, once it has a curve. */
async function drawn(page: Page) {
  await firstCurve(page);
  const box = await chartOf(page).boundingBox();
  if (box === null) throw new Error('The chart is not drawn.');
  return box;
}

/** Takes the first project that matches a text. */
async function choose(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: /^Project:/ }).click();
  await page.getByRole('textbox', { name: 'Filter projects' }).fill(text);
  await page.keyboard.press('Enter');
}
