import { expect } from '@playwright/test';
import { test } from './covered-test.ts';
import { created, document, project, retitled, titles } from './edited-dashboard.ts';
import { accessible } from './accessible.ts';
import { patience } from './editor-steps.ts';

// What is edited as JSON goes over the version it began on; a version in between is merged as in the editor.
const base = process.env.HECATE_E2E_URL ?? '';

for (const part of ['another panel', 'the same panel'] as const)
  test(`JSON that was edited while somebody else saved ${part} is merged`, async ({ page, request }) => {
    const isSame = part === 'the same panel';
    const name = await created(request, base, isSame ? 'json-choice' : 'json-merge');
    await page.goto(`${base}${project}/${name}?tab=json`);
    const json = page.getByRole('textbox', { name: 'Dashboard document as JSON' });
    await expect(json).toHaveValue(/Requests running/, patience);
    await json.fill((await json.inputValue()).replace('Requests running', 'Running, mine'));
    await retitled(request, base, name, isSame ? 'running' : 'waiting', 'By somebody else');
    await page.getByRole('button', { name: 'Save JSON' }).click();

    const dialog = page.getByRole('dialog', { name: /saved version 1/ });
    await expect(dialog).toContainText('“Running, mine” changed (title)', patience);
    await accessible(page, '[role="dialog"]');
    await page.screenshot({ path: `test-results/editing/json-${isSame ? 'choice' : 'merge'}.png` });
    if (isSame) await dialog.getByRole('radio', { name: /Your edits/ }).check();
    await dialog.getByRole('button', { name: 'Save both changes' }).click();
    await expect(page.getByText('Saved version 2.')).toBeVisible();
    const stored = await document(request, base, name);
    expect(titles(stored.spec)).toEqual({
      running: 'Running, mine',
      waiting: isSame ? 'Requests waiting' : 'By somebody else',
      tokens: 'Tokens',
    });
    // The text is that of the new version, so the next save is over it.
    await expect(json).toHaveValue(/"version": 2/);
    await expect(page.getByRole('button', { name: 'Save JSON' })).toBeDisabled();
    await request.delete(`${base}api/v1/${project}/${name}`);
  });
