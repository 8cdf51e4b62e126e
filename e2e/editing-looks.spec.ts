import { expect } from '@playwright/test';
import { accessible } from './accessible.ts';
import { test } from './covered-test.ts';
import { created, project, retitled } from './edited-dashboard.ts';
import { edit, patience, remove, toolbar, trySave } from './editor-steps.ts';

// Editor, dialogs, drafts and the comparison of versions in both themes and at both widths where editing is offered.
const base = process.env.HECATE_E2E_URL ?? '';

for (const theme of ['light', 'dark'] as const)
  for (const width of [1280, 768])
    test(`editor, dialogs and comparison are accessible, ${theme}, ${width} wide`, async ({
      openContext,
      request,
    }) => {
      test.setTimeout(180_000);
      const name = await created(request, base, `look-${theme}-${width}`, {
        variables: [{ kind: 'TextVariable', spec: { name: 'model', value: 'llama', constant: false } }],
      });
      const context = await openContext({ viewport: { width, height: 800 }, colorScheme: theme });
      await context.addInitScript((chosen) => {
        localStorage.setItem('hecate.preferences', JSON.stringify({ theme: chosen, zone: 'UTC' }));
      }, theme);
      const page = await context.newPage();
      const picture = (what: string) =>
        page.screenshot({ path: `test-results/editing/${what}-${theme}-${width}.png` });
      await edit(page, base, name);
      await remove(page, 'Tokens');
      await accessible(page, '[role="toolbar"]');
      await picture('editor');
      for (const [button, what] of [
        ['Settings', 'settings'],
        ['JSON', 'json'],
      ] as const) {
        await page.getByRole('button', { name: button, exact: true }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await accessible(page, '[role="dialog"]');
        await picture(what);
        await page.getByRole('button', { name: 'Cancel' }).click();
        await expect(page.getByRole('dialog')).toHaveCount(0);
      }
      await toolbar(page).getByRole('button', { name: 'Save dashboard' }).click();
      await expect(page.getByRole('dialog', { name: 'Save dashboard' })).toBeVisible();
      await accessible(page, '[role="dialog"]');
      await picture('save');
      await page.getByRole('button', { name: 'Keep editing' }).click();
      await expect(page.getByRole('dialog')).toHaveCount(0);
      for (const [button, what] of [
        ['Panel', 'panel-editor'],
        ['Variables', 'variable-editor'],
        ['Datasources', 'datasource-editor'],
      ] as const) {
        await toolbar(page)
          .getByRole('button', { name: new RegExp(`${button}$`, 'i') })
          .first()
          .click();
        const drawer = page.getByTestId(what);
        await expect(drawer.getByRole('button', { name: 'Cancel', exact: true })).toBeVisible(patience);
        if (what === 'variable-editor')
          await expect(drawer.getByRole('button', { name: 'Delete model' })).toBeVisible();
        await accessible(page, `[data-testid="${what}"]`);
        await picture(what);
        await drawer.getByRole('button', { name: 'Cancel', exact: true }).click();
        await expect(drawer).toHaveCount(0);
      }
      await page.getByRole('button', { name: 'Discard changes' }).click();
      await accessible(page, '[role="dialog"]');
      await picture('discard');
      await page.getByRole('button', { name: 'Keep editing' }).click();
      await page
        .getByRole('button', { name: /move panel Requests running/i })
        .locator('visible=true')
        .press('Enter');
      await expect(page.getByRole('menu')).toBeVisible();
      await accessible(page, '[role="menu"]');
      await picture('menu');
      await page.keyboard.press('Escape');
      await expect(toolbar(page)).toContainText('draft kept');
      await retitled(request, base, name, 'tokens', 'Tokens, theirs');
      await page.goto(`${base}${project}/${name}`);
      await expect(page.getByText('Draft kept')).toBeVisible(patience);
      await accessible(page, 'main');
      await picture('draft');
      await page.getByRole('button', { name: 'Continue', exact: true }).click();
      const asking = page.getByRole('dialog', { name: /Your draft began on version 0/ });
      await expect(asking.locator('canvas').first()).toBeVisible(patience);
      await accessible(page, '[role="dialog"]');
      await picture('draft-choice');
      await asking.getByRole('radio', { name: /Your draft/ }).check();
      await asking.getByRole('button', { name: 'Continue editing' }).click();
      await trySave(page);
      await expect(page.getByText('Saved version 2.')).toBeVisible();
      await page.goto(`${base}${project}/${name}?tab=history&diff=0..2`);
      await expect(page.getByRole('article').first()).toBeVisible(patience);
      await accessible(page, 'main');
      await picture('comparison');
    });
