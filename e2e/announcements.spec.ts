import { expect } from '@playwright/test';
import { test } from './covered-test.ts';

// Changes of state reach a screen reader in one polite region, and values that refresh do not.
const base = process.env.HECATE_E2E_URL ?? '';

test('a workload that degrades, and a server that stops answering, are announced in one region', async ({
  page,
}) => {
  let isDegraded = false;
  let isGone = false;
  await page.route('**/api/hecate/v1/workloads*', async (route) => {
    if (isGone) return route.abort('connectionrefused');
    const answer = await route.fetch();
    const list = (await answer.json()) as {
      workloads: { name: string; status: { class: string; word: string } }[];
    };
    for (const workload of list.workloads)
      workload.status =
        workload.name === 'llama-3-1-8b-instruct' && isDegraded
          ? { ...workload.status, class: 'degraded', word: 'CrashLoopBackOff' }
          : { ...workload.status, class: 'healthy', word: 'Ready' };
    return route.fulfill({ response: answer, json: list });
  });
  await page.goto(`${base}workloads`);
  await expect(page.getByRole('link', { name: 'llama-3-1-8b-instruct', exact: true })).toBeVisible();
  const region = page.getByRole('status').and(page.locator('[data-announcements]'));
  await expect(region, 'the first answer is no change').toHaveText('');

  isDegraded = true;
  await page.getByRole('button', { name: 'Refresh now' }).click();
  await expect(region).toHaveText('llama-3-1-8b-instruct in llm-prod is degraded now: CrashLoopBackOff.');
  isGone = true;
  await page.getByRole('button', { name: 'Refresh now' }).click();
  await expect(region, 'the next message waits 30 s').toHaveText(/Updates stopped .*does not answer/, {
    timeout: 60_000,
  });
});
