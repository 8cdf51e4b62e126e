import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from './covered-test.ts';
import { startHecate, type StartedHecate } from './start-hecate.ts';

// Documents out as an archive and back in, as a person does it before a change that may go wrong.
let hecate: StartedHecate;
let folder = '';

test.beforeAll(async ({ request }) => {
  test.setTimeout(400_000);
  folder = mkdtempSync(join(tmpdir(), 'hecate-e2e-archive-'));
  hecate = await startHecate({ args: ['--no-simulator', '--prometheus', 'http://127.0.0.1:9'] });
  await request.post(`${hecate.url}api/v1/projects`, {
    data: { kind: 'Project', metadata: { name: 'team' }, spec: {} },
  });
  for (const name of ['kept', 'lost', 'changed']) {
    await request.post(`${hecate.url}api/v1/projects/team/dashboards`, { data: dashboard(name, '1h') });
  }
});
test.afterAll(async () => {
  await hecate.end('SIGTERM');
  hecate.removeData();
  rmSync(folder, { recursive: true, force: true });
});

test('an export is checked against what is there, and brings back what was lost', async ({
  page,
  request,
}) => {
  await page.goto(`${hecate.url}admin`);
  await page.getByRole('link', { name: 'Import and export' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Import and export' })).toBeVisible();
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export everything' }).click();
  const archive = join(folder, 'hecate.tar.gz');
  await (await coming).saveAs(archive);

  const root = `${hecate.url}api/v1/projects/team/dashboards`;
  await request.delete(`${root}/lost`);
  await request.put(`${root}/changed`, { data: dashboard('changed', '6h') });
  await page.getByLabel('Archive').setInputFiles(archive);
  await page.getByRole('combobox', { name: 'When a document is here and differs' }).click();
  await page.getByRole('option', { name: 'Overwrite with the archive' }).click();
  await page.getByRole('button', { name: 'Check archive' }).click();
  await expect(page.getByText(/An import would give: 1 created, 1 updated/)).toBeVisible();
  const report = page.getByRole('table', { name: 'Documents of the archive' });
  await expect(report.getByRole('row', { name: /team\/changed.*updated.*duration/ })).toBeVisible();
  await expect(report.getByRole('row', { name: /team\/lost.*created/ })).toBeVisible();
  expect((await request.get(`${root}/lost`)).status()).toBe(404);

  await page.getByRole('button', { name: 'Import 2 documents' }).click();
  await expect(page.getByText(/^Imported: 1 created, 1 updated/)).toBeVisible();
  expect((await request.get(`${root}/lost`)).status()).toBe(200);
  expect(await (await request.get(`${root}/changed`)).text()).toContain('"duration":"1h"');
});

test('a file that is no archive is refused in words, and nothing changes', async ({ page }) => {
  await page.goto(`${hecate.url}transfer`);
  await page.getByLabel('Archive').setInputFiles({
    name: 'notes.tar.gz',
    mimeType: 'application/gzip',
    buffer: Buffer.from('not an archive'),
  });
  await page.getByRole('button', { name: 'Check archive' }).click();
  await expect(page.getByRole('alert')).toContainText('not gzip-compressed');
  await expect(page.getByRole('button', { name: /^Import \d/ })).toHaveCount(0);
});

function dashboard(name: string, duration: string): unknown {
  return {
    kind: 'Dashboard',
    metadata: { name, project: 'team' },
    spec: { duration, panels: {}, layouts: [] },
  };
}
