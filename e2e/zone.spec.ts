import { expect, type Locator } from '@playwright/test';
import { createCharted } from './charted-dashboard.ts';
import { test } from './covered-test.ts';

// The browser is in UTC, the dashboard in a zone half an hour off: what is written on the axis is what a drag selects.
const base = process.env.HECATE_E2E_URL ?? '';
const project = 'research-zone';
const hourMs = 3_600_000;
/** India has one zone without daylight saving. */
const kolkataMs = 5.5 * hourMs;

test.beforeAll(({ request }) => createCharted(request, base, project));
test.afterAll(async ({ request }) => {
  await request.delete(`${base}api/v1/projects/${project}`);
});

test('a drag from label to label selects these instants of the zone, not of the browser', async ({
  page,
}) => {
  const from = firstHour(Date.now());
  const range = `start=${from - hourMs / 2}&end=${from + 1.5 * hourMs}`;
  await page.goto(`${base}projects/${project}/dashboards/charted?${range}&tz=Asia/Kolkata`);
  const chart = page.locator('[data-panel="seen"] fieldset');
  await expect(chart).toBeVisible();
  const [startX, endX] = [
    await middle(chart, wallClock(from)),
    await middle(chart, wallClock(from + hourMs)),
  ];
  const box = await chart.boundingBox();
  if (box === null) throw new Error('The chart is not drawn.');
  const y = box.y + box.height / 2;
  await page.mouse.move(startX, y);
  await page.mouse.down();
  await page.mouse.move((startX + endX) / 2, y);
  await page.mouse.move(endX, y);
  await page.mouse.up();
  await expect(page).not.toHaveURL(new RegExp(`start=${from - hourMs / 2}`));
  const search = new URL(page.url()).searchParams;
  expect(search.get('tz')).toBe('Asia/Kolkata');
  // A pixel of this chart is some ten seconds.
  expect(Math.abs(Number(search.get('start')) - from)).toBeLessThan(60_000);
  expect(Math.abs(Number(search.get('end')) - (from + hourMs))).toBeLessThan(60_000);
});

/** The first full hour of Kolkata within the last five whose label, and the next, is a clock time and no date. */
function firstHour(nowMs: number): number {
  const hours = [5, 4, 3, 2].map(
    (back) => Math.floor((nowMs + kolkataMs - back * hourMs) / hourMs) * hourMs - kolkataMs,
  );
  const found = hours.find((atMs) => ![wallClock(atMs), wallClock(atMs + hourMs)].includes('00:00'));
  if (found === undefined) throw new Error('Every hour begins a day.');
  return found;
}

function wallClock(epochMs: number): string {
  return new Date(epochMs + kolkataMs).toISOString().slice(11, 16);
}

/** Where the middle of an axis label is, px of the window. */
async function middle(chart: Locator, label: string): Promise<number> {
  const box = await chart.getByText(label, { exact: true }).boundingBox();
  if (box === null) throw new Error(`No label ${label}.`);
  return box.x + box.width / 2;
}
