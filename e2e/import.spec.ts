import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { accessible } from './accessible.ts';
import { test } from './covered-test.ts';
import { firstCurve } from './first-curve.ts';

// What a person brings along: read, reported, named, saved, looked at.
test.describe.configure({ mode: 'serial' });

const base = process.env.HECATE_E2E_URL ?? '';
const project = 'import-test';
const testData = process.env.HECATE_TEST_DATA ?? join(import.meta.dirname, '../../shared/data');
const isMissing = !existsSync(testData) && process.env.CI !== 'true';
const grafana = join(testData, 'dashboards/grafana/dcgm-exporter.json');

test.beforeAll(async ({ request }) => {
  test.setTimeout(180_000);
  const made = await request.post(`${base}api/v1/projects`, {
    data: { kind: 'Project', metadata: { name: project }, spec: { display: { name: 'Imports' } } },
  });
  expect(made.ok()).toBe(true);
  // The page's address is printed before Prometheus answers.
  await expect
    .poll(async () => (await request.get(`${base}prometheus/api/v1/query?query=up`)).status(), {
      timeout: 120_000,
    })
    .toBe(200);
});
test.afterAll(async ({ request }) => {
  await request.delete(`${base}api/v1/projects/${project}`);
});

test('a Grafana dashboard is reported before it is saved, and shows curves afterwards', async ({ page }) => {
  test.skip(isMissing, 'the folder with real dashboards is not here');
  const complaints = watch(page);
  await openDialog(page);
  await page.getByLabel('Dashboard file').setInputFiles(grafana);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(
    '8 of 8 panels converted. 2 need attention: GPU Avg. Temp, GPU Power Total.',
  );
  await expect(dialog).toContainText('unit celsius: Perses has no such unit');
  await dialog.getByText('6 smaller differences').click();
  await expect(dialog).toContainText('the axis is labelled "°C"');
  await expect(dialog.getByLabel('Name')).toHaveValue('nvidia-dcgm-exporter-dashboard');
  await accessible(page, '[role="dialog"]');
  await dialog.getByRole('button', { name: 'Import dashboard' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('NVIDIA DCGM Exporter Dashboard');
  await firstCurve(page, { timeoutMs: 60_000 });
  await expect(page.getByRole('region', { name: 'GPU Temperature (°C)' })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a name that is taken says so and offers a free one; the keyboard is enough', async ({
  page,
  request,
}) => {
  const spec = '{ "display":{"name":"Kept"}, "n":1.50e+1, "panels":{}, "layouts":[ ] }';
  await openDialog(page);
  const text = page.getByLabel('Dashboard document');
  await text.focus();
  await page.keyboard.insertText(`{"kind":"Dashboard","metadata":{"name":"kept"},"spec":${spec}}`);
  await expect(page.getByRole('dialog')).toContainText('1 document read.');
  await page.getByLabel('Name').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kept');
  const stored = await request.get(`${base}api/v1/projects/${project}/dashboards/kept`);
  expect(await stored.text()).toContain(`"spec":${spec}`);

  await openDialog(page);
  await text.fill(
    'kind: Dashboard\nmetadata: {name: kept}\nspec: {display: {name: Kept again}, panels: {}, layouts: []}',
  );
  await expect(page.getByText(`kept exists in ${project}. Choose another name.`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Import dashboard' })).toBeDisabled();
  await accessible(page, '[role="dialog"]');
  await page.getByRole('button', { name: 'Use kept-2' }).click();
  await page.getByRole('button', { name: 'Import dashboard' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kept again');
});

test('several resources of the operator are imported at once, and what is none is named', async ({
  page,
}) => {
  await openDialog(page);
  const resource = (name: string): string =>
    `apiVersion: perses.dev/v1alpha2\nkind: PersesDashboard\nmetadata: {name: ${name}, namespace: elsewhere}\nspec:\n  config: {display: {name: ${name}}, panels: {}, layouts: []}\n`;
  await drop(page, `${resource('first')}---\n${resource('second')}---\nkind: Pod\nmetadata: {name: x}\n`);
  await expect(page.getByRole('dialog')).toContainText('2 documents read. 1 document refused.');
  await expect(page.getByRole('dialog')).toContainText('Pod x: this is no document of Perses');
  await page.getByRole('button', { name: 'Import 2 dashboards' }).click();
  await expect(page.getByText('Imported 2 dashboards.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'first' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'second' })).toBeVisible();
});

test('a text that cannot be read says where', async ({ page }) => {
  await openDialog(page);
  await page.getByLabel('Dashboard document').fill('{"kind": "Dashboard",\n "spec": }');
  await expect(page.getByRole('alert')).toHaveText(/Not valid JSON at line 2, column 10/);
  await expect(page.getByRole('button', { name: 'Import dashboard' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

async function openDialog(page: Page): Promise<void> {
  await page.goto(`${base}projects/${project}`);
  await page.getByRole('button', { name: 'New dashboard' }).click();
  await page.getByRole('menuitem', { name: 'Import from Perses or Grafana' }).click();
}

/** Drops a file with this text where the text field is. */
async function drop(page: Page, text: string): Promise<void> {
  const data = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], 'dashboards.yaml'));
    return transfer;
  }, text);
  await page.getByLabel('Dashboard document').dispatchEvent('drop', { dataTransfer: data });
}

function watch(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  return complaints;
}
