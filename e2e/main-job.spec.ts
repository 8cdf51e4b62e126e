import { expect, type Page } from '@playwright/test';
import { test } from './covered-test.ts';
import { firstCurve } from './first-curve.ts';
import { startHecate, type StartedHecate } from './start-hecate.ts';

// The way a person goes: start, look, edit, save, crash, look again.
test.describe.configure({ mode: 'serial' });

const dashboard = 'projects/llm-prod/dashboards/vllm';
const title = 'Waiting, seen by the test';
let hecate: StartedHecate;

test.beforeAll(async () => {
  hecate = await startHecate({ args: ['--history', '1h'] });
});
test.afterAll(async () => {
  await hecate.end('SIGTERM');
  hecate.removeData();
});

async function addPanel(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Edit dashboard' }).click();
  await page
    .getByRole('toolbar', { name: 'Edit dashboard' })
    .getByRole('button', { name: /panel/i })
    .first()
    .click();
  await page.getByRole('textbox', { name: 'Name' }).fill(title);
  const editor = page.locator('.cm-content').first();
  await editor.click();
  await page.keyboard.type('sum(vllm:num_requests_waiting)');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
}

test('a dashboard that is opened before Prometheus answers draws its curves once it does', async ({
  page,
}) => {
  await page.goto(`${hecate.url}${dashboard}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await firstCurve(page, { timeoutMs: 200_000 });
  await expect(page.getByText('cannot be reached')).toHaveCount(0);
});

test('the first screen shows real curves of real samples', async ({ page }) => {
  await page.goto(hecate.url);
  // A hang ends it, not a slow machine: the bench says how long it takes.
  await firstCurve(page, { timeoutMs: 60_000 });
  const answer = await page.request.get(
    `${hecate.url}prometheus/api/v1/query?query=count(vllm:num_requests_running)`,
  );
  const { data } = (await answer.json()) as { data: { result: { value: [number, string] }[] } };
  expect(Number(data.result[0]?.value[1])).toBeGreaterThan(0);
});

test('this machine and Hecate itself are scraped beside the cluster', async ({ page }) => {
  for (const job of ['hecate', 'node-exporter', 'prometheus'])
    await expect
      .poll(
        async () => {
          const query = encodeURIComponent(`sum(up{job="${job}"})`);
          const answer = await page.request.get(`${hecate.url}prometheus/api/v1/query?query=${query}`);
          const { data } = (await answer.json()) as { data: { result: { value: [number, string] }[] } };
          return data.result[0]?.value[1];
        },
        { message: job, timeout: 60_000 },
      )
      .toBe('1');
});

test('a person edits a dashboard, saves it with a message, and sees the new panel', async ({ page }) => {
  await page.goto(`${hecate.url}${dashboard}`);
  await firstCurve(page);
  await addPanel(page);
  await page
    .getByRole('toolbar', { name: 'Edit dashboard' })
    .getByRole('button', { name: 'Save dashboard' })
    .click();
  await page.getByLabel(/What changed/).fill('watch the queue');
  await page.getByRole('dialog').getByRole('button', { name: 'Save dashboard' }).click();
  await expect(page.getByText('Saved version 1.')).toBeVisible();
  await expect(page.getByText(title)).toBeAttached();
});

test('the saved panel and its message are there after kill -9', async ({ page }) => {
  await hecate.end('SIGKILL');
  hecate = await startHecate({ data: hecate.data, args: ['--history', '1h'] });
  const stored = await page.request.get(`${hecate.url}api/v1/${dashboard}`);
  const document = (await stored.json()) as {
    spec: { panels: Record<string, { spec: { display: { name: string } } }> };
  };
  expect(Object.values(document.spec.panels).map((panel) => panel.spec.display.name)).toContain(title);
  await page.goto(`${hecate.url}${dashboard}?tab=history`);
  await expect(page.getByText('watch the queue')).toBeVisible();
});

test('identical queries of one dashboard go to the server once', async ({ page }) => {
  // What finds Prometheus still starting is rightly asked again.
  await expect
    .poll(async () => (await page.request.get(`${hecate.url}prometheus/api/v1/query?query=up`)).ok(), {
      timeout: 60_000,
    })
    .toBe(true);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/v1/query_range'))
      asked.push(`${new URL(request.url()).pathname} ${request.postData() ?? ''}`);
  });
  await page.goto(`${hecate.url}${dashboard}`);
  await firstCurve(page);
  await page.waitForTimeout(3_000);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.length).toBe(new Set(asked).size);
});
