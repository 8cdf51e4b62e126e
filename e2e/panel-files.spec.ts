import { readFile } from 'node:fs/promises';
import { expect, type Download, type Page } from '@playwright/test';
import { createCharted } from './charted-dashboard.ts';
import { test } from './covered-test.ts';
import { firstCurve } from './first-curve.ts';

// What the menu of a panel saves: numbers as JSON beside CSV, and the chart as a picture.
const base = process.env.HECATE_E2E_URL ?? '';
const project = 'research-files';
const charted = `${base}projects/${project}/dashboards/charted`;

test.beforeAll(({ request }) => createCharted(request, base, project));
test.afterAll(async ({ request }) => {
  await request.delete(`${base}api/v1/projects/${project}`);
});

test('a panel as JSON has the samples of its CSV', async ({ page }) => {
  const endMs = Math.floor(Date.now() / 60_000) * 60_000 - 60_000;
  await page.goto(`${charted}?start=${endMs - 900_000}&end=${endMs}`);
  await firstCurve(page);
  const csv = await readFile(await (await saved(page, 'CSV')).path(), 'utf8');
  const download = await saved(page, 'JSON');
  expect(download.suggestedFilename()).toMatch(/^seen-.*\.json$/);
  const file: unknown = JSON.parse(await readFile(await download.path(), 'utf8'));
  expect(file).toMatchObject({ title: 'Seen', series: [{ name: '=1+1' }, { name: 'targets, counted' }] });
  const rows = csv.trimEnd().split('\r\n').slice(1);
  expect(rows.length).toBeGreaterThan(10);
  for (const index of [0, 1]) {
    const samples = rows.flatMap((row) => {
      const [time = '', ...values] = row.split(',');
      return values[index] === undefined || values[index] === '' ? [] : [[time, Number(values[index])]];
    });
    expect(file).toHaveProperty(`series.${index}.samples`, samples);
  }
});

for (const [theme, surface] of [
  ['light', [255, 255, 255]],
  ['dark', [23, 27, 34]],
] as const) {
  test(`a chart as a picture has title, curves and words on the ${theme} background`, async ({ page }) => {
    await page.addInitScript(
      (chosen) => localStorage.setItem('hecate.preferences', JSON.stringify({ theme: chosen })),
      theme,
    );
    await page.goto(charted);
    await firstCurve(page);
    const download = await saved(page, 'PNG');
    expect(download.suggestedFilename()).toMatch(/^seen-.*\.png$/);
    const body = await page.locator('[data-panel="seen"] fieldset').boundingBox();
    const seen = await pixels(page, await readFile(await download.path()));
    expect(seen.width).toBeGreaterThanOrEqual(Math.floor(body?.width ?? 0));
    expect(seen.corner).toStrictEqual(surface);
    expect(seen.inTitle, 'the title is written').toBeGreaterThan(50);
    expect(seen.inPlot, 'curves and words are drawn').toBeGreaterThan(500);
  });
}

test('a panel without a chart says that it cannot be a picture, and what can be had', async ({ page }) => {
  await page.goto(charted);
  await firstCurve(page);
  await page.getByRole('button', { name: 'Menu of Seen' }).click();
  await page.getByRole('menuitem', { name: 'Show as table' }).click();
  await page.getByRole('button', { name: 'Menu of Seen' }).click();
  await page.getByRole('menuitem', { name: 'Export PNG' }).click();
  await expect(
    page.getByText('Only a chart can be a picture. Show the chart, or export CSV or JSON.'),
  ).toBeVisible();
});

test('a wide chart of few lines names them where they end, and a name shows its line alone', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1600, height: 800 });
  await page.goto(charted);
  await firstCurve(page);
  const panel = page.locator('[data-panel="seen"]');
  const legend = panel.getByRole('list', { name: 'Legend' });
  const plot = await panel.locator('canvas').boundingBox();
  const place = await legend.boundingBox();
  expect((place?.y ?? 0) - (plot?.y ?? 0), 'beside the plot, not below it').toBeLessThan(10);
  const names = legend.getByRole('button');
  await expect(names).toHaveCount(2);
  const [one, two] = [await names.first().boundingBox(), await names.nth(1).boundingBox()];
  expect((two?.y ?? 0) - (one?.y ?? 0), 'no label over another').toBeGreaterThanOrEqual(24);
  await names.first().click();
  await expect(names.first()).toHaveAttribute('aria-pressed', 'true');
  await expect(names.nth(1)).toHaveAttribute('aria-pressed', 'false');
});

async function saved(page: Page, format: 'CSV' | 'JSON' | 'PNG'): Promise<Download> {
  await page.getByRole('button', { name: 'Menu of Seen' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: `Export ${format}` }).click();
  return downloading;
}

/** Width, colour of the first corner, and how many pixels of the title and below it are of another colour. */
async function pixels(page: Page, png: Buffer) {
  return page.evaluate(
    async (bytes) => {
      const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const pen = canvas.getContext('2d');
      pen?.drawImage(picture, 0, 0);
      const data = pen?.getImageData(0, 0, picture.width, picture.height).data ?? new Uint8ClampedArray();
      const corner = Array.from(data.subarray(0, 3));
      const count = { inTitle: 0, inPlot: 0 };
      for (let at = 0; at < data.length; at += 4) {
        if (corner.every((part, index) => Math.abs(part - (data[at + index] ?? 0)) < 40)) continue;
        if (at / 4 / picture.width < 36 * window.devicePixelRatio) count.inTitle += 1;
        else count.inPlot += 1;
      }
      return { width: picture.width, corner, ...count };
    },
    [...png],
  );
}
