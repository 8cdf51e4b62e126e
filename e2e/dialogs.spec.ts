import { expect, type Page } from '@playwright/test';
import { accessible } from './accessible.ts';
import { test } from './covered-test.ts';

// What opens over a page has no address, so the page tests do not see it.
const base = process.env.HECATE_E2E_URL ?? '';

for (const theme of ['light', 'dark'] as const)
  test.describe(theme, () => {
    test.use({ colorScheme: theme });

    test(`drawers and dialogs are accessible, ${theme}`, async ({ page }) => {
      await page.addInitScript((chosen) => {
        localStorage.setItem('hecate.preferences', JSON.stringify({ theme: chosen, zone: 'UTC' }));
      }, theme);

      await page.goto(`${base}workloads`);
      await page.getByRole('link', { name: 'llama-3-1-8b-instruct', exact: true }).press('Space');
      await expect(page.getByRole('complementary', { name: /^Preview of llama/ })).toContainText(
        'Open workload',
      );
      await accessible(page, 'body');

      await page.goto(`${base}projects/llm-prod`);
      await page.getByRole('button', { name: 'New dashboard' }).click();
      await accessible(page, '[role="menu"]');
      await page.getByRole('menuitem', { name: 'Blank' }).click();
      await dialog(page, 'New dashboard in llm-prod', 'Cancel');

      await page.getByRole('button', { name: /^Menu of .*vLLM/ }).click();
      await accessible(page, '[role="menu"]');
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      await dialog(page, /Delete/, 'Keep dashboard');

      await page.goto(`${base}admin`);
      await page.getByRole('button', { name: 'Add datasource' }).click();
      await page.getByRole('button', { name: 'Save datasource' }).click();
      await dialog(page, 'Add a global datasource', 'Cancel');
      await page.getByRole('button', { name: 'Edit Prometheus' }).click();
      await page.getByRole('button', { name: 'Test datasource' }).click();
      await expect(page.getByText(/^answered/)).toBeVisible();
      await dialog(page, 'Edit Prometheus', 'Cancel');
      await page.getByRole('button', { name: 'Delete Prometheus' }).click();
      await dialog(page, /^Delete datasource/, 'Keep datasource');

      await page.keyboard.press('?');
      await dialog(page, 'Keys', 'Close');
    });
  });

/** Looks at an open dialog and closes it by one of its buttons. */
async function dialog(page: Page, name: string | RegExp, close: string): Promise<void> {
  const shown = page.getByRole('dialog', { name });
  await expect(shown).toBeVisible();
  await accessible(page, '[role="dialog"]');
  await shown.getByRole('button', { name: close, exact: true }).click();
  await expect(shown).toHaveCount(0);
}
