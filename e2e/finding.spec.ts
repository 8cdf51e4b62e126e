import { expect, type Page } from '@playwright/test';
import { accessible } from './accessible.ts';
import { test } from './covered-test.ts';

// Finding dashboards among many, and changing many at once.
test.describe.configure({ mode: 'serial' });

const base = process.env.HECATE_E2E_URL ?? '';
const metric = 'vllm:kv_cache_usage_perc';
const project = 'research-find';

test.beforeAll(async ({ request }) => {
  const made = await request.post(`${base}api/v1/projects`, {
    data: { kind: 'Project', metadata: { name: project }, spec: { display: { name: 'Finding' } } },
  });
  expect(made.ok()).toBe(true);
  for (let number = 1; number <= 60; number += 1) {
    const answer = await request.post(`${base}api/v1/dashboards`, { data: dashboard(number) });
    expect(answer.ok()).toBe(true);
  }
});
test.afterAll(async ({ request }) => {
  await request.delete(`${base}api/v1/projects/${project}`);
});

function dashboard(number: number): unknown {
  const query = number % 10 === 0 ? `max(${metric}{pod=~"$pod"})` : 'up';
  return {
    kind: 'Dashboard',
    metadata: { name: `find-${number}`, project, tags: number % 2 === 0 ? ['even'] : [] },
    spec: {
      display: { name: `Finding ${String(number).padStart(2, '0')}`, description: 'Made by the test' },
      duration: '1h',
      panels: {
        a: {
          kind: 'Panel',
          spec: {
            display: { name: 'One' },
            plugin: { kind: 'TimeSeriesChart', spec: {} },
            queries: [
              {
                kind: 'TimeSeriesQuery',
                spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: { query } } },
              },
            ],
          },
        },
      },
      layouts: [],
    },
  };
}

const links = (page: Page) => page.locator('[data-row]');

test('answers which dashboards use a metric, and its URL answers it again', async ({ page }) => {
  await page.goto(base);
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Dashboards' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dashboards');
  await page.getByRole('button', { name: 'Metric' }).click();
  await page.getByRole('textbox', { name: 'Find metric' }).fill('vllm:kv_');
  await expect(page.getByRole('button', { name: new RegExp(metric) })).toBeVisible();
  await accessible(page);
  await page.getByRole('button', { name: new RegExp(metric) }).click();
  await expect(page.getByText(/dashboards found/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Finding 60' })).toBeVisible();
  const found = await links(page).allTextContents();
  expect(found.filter((title) => /^Finding \d0$/.test(title))).toHaveLength(6);
  expect(found.some((title) => /vLLM/.test(title))).toBe(true);
  expect(found).not.toContain('Finding 01');
  const url = page.url();
  expect(new URL(url).searchParams.get('metric')).toBe(metric);
  const again = await page.context().newPage();
  await again.goto(url);
  await expect(links(again)).toHaveCount(found.length);
  expect(await links(again).allTextContents()).toEqual(found);
});

test('finds by words in any order, filters by tag, and says what was looked for in vain', async ({
  page,
}) => {
  await page.goto(`${base}dashboards`);
  await expect(links(page).first()).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('42 finding');
  await expect(links(page)).toHaveText(['Finding 42']);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Tag', exact: true }).click();
  await page.getByRole('dialog', { name: 'Filter by tag' }).getByRole('button', { name: /even/ }).click();
  await expect(page).toHaveURL(/tag=even/);
  await expect(links(page)).toHaveText(['Finding 42']);
  await page.goto(`${base}dashboards?q=finding%2043&tag=even`);
  await expect(page.getByText("No dashboard matches 'finding 43' and has the tag even.")).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).last().click();
  await expect(page).not.toHaveURL(/[?&](q|tag)=/);
});

test('goes by keys, reads further pages, and keeps favourites first', async ({ page }) => {
  await page.goto(`${base}projects/${project}`);
  await expect(page.getByText('60 dashboards')).toBeVisible();
  await expect(links(page).first()).toBeVisible();
  await page.keyboard.press('End');
  await expect(links(page)).toHaveCount(60);
  await page.keyboard.press('Home');
  await page.getByRole('button', { name: 'Favourite: Finding 33' }).click();
  await expect(page.getByRole('button', { name: 'Favourite: Finding 33' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.reload();
  await expect(links(page).first()).toHaveText('Finding 33');
  await page.keyboard.press('j');
  await expect(links(page).first()).toBeFocused();
  await page.keyboard.press('j');
  await expect(links(page).nth(1)).toBeFocused();
  await page.keyboard.press('x');
  await expect(page.getByText('1 dashboard selected')).toBeVisible();
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/projects/${project}/dashboards/find-33`));
  await expect
    .poll(async () => {
      const answer = await page.request.get(`${base}api/hecate/v1/recent-dashboards`);
      return (await answer.text()).includes('find-33');
    })
    .toBe(true);
});

test('deletes a dozen and brings them back with one click', async ({ page }) => {
  await page.goto(`${base}projects/${project}?q=finding%201&sort=name`);
  await expect(page.getByText(/dashboards found/)).toBeVisible();
  for (let number = 10; number <= 19; number += 1) {
    await page.getByRole('checkbox', { name: `Select Finding ${number}`, exact: true }).check();
  }
  for (const name of ['Select Finding 01', 'Select Finding 21']) {
    await page.getByRole('checkbox', { name, exact: true }).check();
  }
  await page
    .getByRole('toolbar', { name: 'Selected dashboards' })
    .getByRole('button', { name: 'Delete' })
    .click();
  await page.getByRole('button', { name: 'Delete 12 dashboards' }).click();
  await expect(page.getByText('Deleted 12 dashboards.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Finding 15' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Brought back 12 dashboards.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Finding 15' })).toBeVisible();
});

test('tags several, makes a folder, moves into it, and copies', async ({ page }) => {
  await page.goto(`${base}projects/${project}?q=finding%200`);
  for (const number of ['02', '03']) {
    await page.getByRole('checkbox', { name: `Select Finding ${number}`, exact: true }).check();
  }
  const bar = page.getByRole('toolbar', { name: 'Selected dashboards' });
  await bar.getByRole('button', { name: 'Tag' }).click();
  await page.getByRole('textbox', { name: 'Add tags' }).fill('capacity, Slo');
  await accessible(page);
  await page.getByRole('button', { name: 'Change tags' }).click();
  await expect(page.getByText('Tagged 2 dashboards.')).toBeVisible();

  await page.getByRole('button', { name: 'New folder' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Model serving');
  await page.getByRole('button', { name: 'Create folder' }).click();
  await expect(page.getByRole('button', { name: /^Model serving/ })).toBeVisible();

  for (const number of ['02', '03']) {
    await page.getByRole('checkbox', { name: `Select Finding ${number}`, exact: true }).check();
  }
  await bar.getByRole('button', { name: 'Move' }).click();
  await page.getByRole('combobox', { name: 'Folder' }).click();
  await page.getByRole('option', { name: 'Model serving' }).click();
  await page.getByRole('button', { name: 'Move dashboards' }).click();
  await expect(page.getByText('Moved 2 dashboards.')).toBeVisible();
  await page.goto(`${base}projects/${project}?tag=slo,capacity`);
  await page.getByRole('button', { name: /^Model serving/ }).click();
  await expect(page).toHaveURL(/folder=model-serving/);
  await expect(links(page)).toHaveText(['Finding 02', 'Finding 03']);

  await page.getByRole('button', { name: 'Menu of Finding 02' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate dashboard' }).click();
  await expect(page.getByText('Copied to find-2-copy.')).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  for (const width of [390, 768, 1280, 1920]) {
    test(`is accessible and fits in ${theme}, ${width} wide`, async ({ page }) => {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await page.addInitScript((chosen) => {
        localStorage.setItem('hecate.preferences', JSON.stringify({ theme: chosen, zone: 'UTC' }));
      }, theme);
      for (const path of [`projects/${project}`, 'dashboards?tag=even']) {
        await page.goto(`${base}${path}`);
        await expect(links(page).first()).toBeVisible();
        await page
          .getByRole('checkbox', { name: /^Select Finding/ })
          .first()
          .check();
        const sideways = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(sideways).toBeLessThanOrEqual(0);
        await accessible(page);
      }
    });
  }
}
