import { expect, type Page } from '@playwright/test';
import { accessible } from './accessible.ts';
import { test, type OpenContext } from './covered-test.ts';
import {
  changed,
  chart,
  created,
  document,
  item,
  placeOf,
  project,
  retitle,
  retitled,
  titles,
} from './edited-dashboard.ts';
import {
  boxOf,
  edit,
  panel,
  patience,
  remove,
  rename,
  save,
  status,
  toolbar,
  trySave,
} from './editor-steps.ts';
import { startHecate, type StartedHecate } from './start-hecate.ts';

// What a person edits survives: undo and redo, drafts over a killed page and a killed server, conflicts, old versions.
test.describe.configure({ mode: 'serial' });

let hecate: StartedHecate;

test.beforeAll(async ({ request }) => {
  test.setTimeout(400_000);
  hecate = await startHecate({ args: ['--history', '15m'] });
  const running = `${hecate.url}prometheus/api/v1/query?query=${encodeURIComponent('count(vllm:num_requests_running)')}`;
  await expect
    .poll(async () => (await request.get(running)).text(), { timeout: 120_000 })
    .toContain('"value":[');
});
test.afterAll(async () => {
  await hecate.end('SIGTERM');
  hecate.removeData();
});

test('a panel that is added at once has a kind, however late its plugin arrives', async ({
  page,
  request,
}) => {
  const name = await created(request, hecate.url, 'at-once');
  await page.route(/\/assets\/timeseries-[^/]*\.js/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await route.continue();
  });
  await page.goto(`${hecate.url}${project}/${name}?edit=1`);
  await toolbar(page).getByRole('button', { name: 'Add panel', exact: true }).click(patience);
  await expect(page.getByRole('combobox', { name: 'Type Time series' }).first()).toBeVisible(patience);
  await expect(page.locator('.cm-content').first()).toBeVisible(patience);
});

test('a chain of edits is undone and redone; a field in focus keeps its own undo', async ({
  page,
  request,
}) => {
  const name = await created(request, hecate.url, 'undo');
  const stored = await document(request, hecate.url, name);
  await edit(page, hecate.url, name);
  const undo = toolbar(page).getByRole('button', { name: 'Undo' });
  const redo = toolbar(page).getByRole('button', { name: 'Redo' });
  await expect(undo).toBeDisabled();

  await remove(page, 'Requests waiting');
  await expect(page.getByText("Removed 'Requests waiting'.")).toBeVisible();
  await expect(panel(page, 'Requests waiting')).toHaveCount(0);

  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const title = page.getByRole('textbox', { name: 'Name', exact: true });
  await title.fill('Renamed');
  await title.press('Control+z');
  await expect(title, 'the field undoes its own typing').not.toHaveValue('Renamed');
  await title.fill('Renamed');
  await page.getByRole('textbox', { name: 'Tags' }).fill('kept, edited');
  await page.getByRole('button', { name: 'Apply settings' }).click();

  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  const json = page.getByRole('textbox', { name: 'Dashboard document as JSON' });
  await json.fill((await json.inputValue()).replace('Requests running', 'Running now'));
  await page.getByRole('button', { name: 'Apply JSON' }).click();
  await expect(panel(page, 'Running now')).toBeVisible();
  await expect(toolbar(page)).toContainText('4 changes');

  await page.keyboard.press('Control+z');
  await expect(panel(page, 'Requests running')).toBeVisible();
  await page.keyboard.press('Control+z');
  await undo.click();
  await expect(panel(page, 'Requests waiting')).toBeVisible();
  await expect(toolbar(page)).toContainText('No changes yet');
  await expect(undo).toBeDisabled();
  await page.keyboard.press('Control+Shift+z');
  await expect(panel(page, 'Requests waiting')).toHaveCount(0);
  await redo.click();
  await redo.click();
  await expect(panel(page, 'Running now')).toBeVisible();
  await expect(redo).toBeDisabled();

  await save(page, 'after undo and redo');
  const saved = await document(request, hecate.url, name);
  expect(saved.metadata).toMatchObject({ version: 1, tags: ['edited', 'kept'] });
  expect(Object.keys(saved.spec.panels)).toEqual(['running', 'tokens']);
  expect(saved.spec.unknownField).toEqual(stored.spec.unknownField);
  expect(saved.spec.panels['running']).toMatchObject({
    spec: { display: { name: 'Running now' }, future: 1 },
  });
});

test('what was removed comes back by the message, also after other edits', async ({ page, request }) => {
  const name = await created(request, hecate.url, 'taken-back');
  await edit(page, hecate.url, name);
  await remove(page, 'Tokens');
  await expect(panel(page, 'Tokens')).toHaveCount(0);
  await page
    .getByRole('button', { name: /move panel Requests running/i })
    .locator('visible=true')
    .focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(panel(page, 'Tokens')).toBeVisible();
  await expect(toolbar(page)).toContainText('1 change');
});

test('dragging, adding, duplicating, renaming, groups and variables are steps too', async ({
  page,
  request,
}) => {
  const name = await created(request, hecate.url, 'every-step');
  await changed(request, hecate.url, name, (spec) => {
    spec['variables'] = [
      { kind: 'TextVariable', spec: { name: 'kept', value: '1', constant: false } },
      { kind: 'TextVariable', spec: { name: 'gone', value: '2', constant: false } },
    ];
  });
  const before = await document(request, hecate.url, name);
  await edit(page, hecate.url, name);
  const undo = toolbar(page).getByRole('button', { name: 'Undo' });
  const steps: string[] = [];
  const stepped = async (words: string | RegExp): Promise<void> => {
    await expect(toolbar(page).getByTitle(words).or(toolbar(page).getByLabel(words)).first()).toBeVisible();
    steps.push(String(words));
  };

  await expect(panel(page, 'Tokens').locator('canvas').first()).toBeVisible(patience);
  const from = await boxOf(page.getByRole('button', { name: /move panel Tokens/i }).locator('visible=true'));
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + 250, from.y + 10, { steps: 8 });
  await page.mouse.move(from.x + 500, from.y + 10, { steps: 8 });
  await page.mouse.up();
  await stepped(/Moved “Tokens”/);
  await expect(page.getByRole('menu')).toHaveCount(0);

  await page
    .getByRole('button', { name: /duplicate panel Requests running/i })
    .locator('visible=true')
    .click();
  await stepped(/Added “Requests running”/);
  await rename(page, 'Requests waiting', 'Waiting, renamed');
  await stepped(/Changed “Waiting, renamed”/);
  await toolbar(page).getByRole('button', { name: 'Add panel group' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('More');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await stepped(/Added group “More”/);
  await toolbar(page).getByRole('button', { name: 'Edit variables' }).click();
  const rows = page.getByRole('table', { name: 'table of variables' }).getByRole('row');
  // Upstream's delete button has no name; it is the last one of its row.
  await rows.filter({ hasText: 'gone' }).getByRole('button').last().click();
  await page.getByTestId('variable-editor').getByRole('button', { name: 'Apply', exact: true }).click();
  await stepped(/Removed variable “gone”/);

  for (const step of steps.toReversed()) {
    await expect(undo, step).toBeEnabled();
    await undo.click();
  }
  await expect(undo).toBeDisabled();
  await expect(toolbar(page)).toContainText('No changes yet');
  const redo = toolbar(page).getByRole('button', { name: 'Redo' });
  for (const _step of steps) await redo.click();
  await save(page, 'all of it');
  const { spec } = await document(request, hecate.url, name);
  expect(Object.keys(spec.panels)).toHaveLength(4);
  expect(spec['variables']).toEqual((before.spec['variables'] as unknown[]).slice(0, 1));
  expect(spec.layouts).toHaveLength(2);
});

test('a panel is moved and resized by keys, and it is announced', async ({ page, request }) => {
  const name = await created(request, hecate.url, 'keys');
  await edit(page, hecate.url, name);
  const handle = page.getByRole('button', { name: /move panel Requests running/i }).locator('visible=true');
  await handle.focus();
  await expect(status(page)).toContainText('Arrow keys move the panel');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(status(page)).toHaveText('Requests running: column 1, row 1, 10 wide, 8 high.');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(status(page)).toHaveText('Requests running: column 2, row 1, 10 wide, 9 high.');
  await expect(handle).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(status(page)).toContainText(/column 2, row 9/);
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: /Move up/ }).click();
  await expect(status(page)).toContainText(/column 2, row 1,/);
  await expect(toolbar(page)).toContainText('change');
  await save(page, '');
  const { spec } = await document(request, hecate.url, name);
  expect(placeOf(spec, 'running')).toMatchObject({ x: 1, y: 0, width: 10, height: 9 });
});

test('a draft survives a page that is killed and a server that is killed, and nobody else is offered it', async ({
  openContext,
  request,
}) => {
  const name = await created(request, hecate.url, 'draft');
  const mine = await openContext();
  const page = await mine.newPage();
  await edit(page, hecate.url, name);
  await remove(page, 'Tokens');
  await expect(toolbar(page)).toContainText('1 change · draft kept');
  await page.evaluate(() => {
    window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation());
  });
  // No unload runs: the renderer is gone as when its process is killed.
  const crashed = page.waitForEvent('crash');
  // A page that crashes while it loads never arrives: that is the point, and `crashed` is waited for.
  await page.goto('chrome://crash').catch(() => undefined);
  await crashed;

  const theirs = await (await openContext()).newPage();
  await theirs.goto(`${hecate.url}${project}/${name}`);
  await expect(theirs.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(theirs.getByText('Draft kept')).toHaveCount(0);

  const port = new URL(hecate.url).port;
  await hecate.end('SIGKILL');
  hecate = await startHecate({ data: hecate.data, args: ['--history', '15m', '--port', port] });
  const back = await mine.newPage();
  await back.goto(`${hecate.url}${project}/${name}?edit=1`);
  await expect(back.getByText(/Draft kept.*1 change not saved/)).toBeVisible(patience);
  await expect(toolbar(back)).toHaveCount(0);
  await back.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(toolbar(back)).toContainText('1 change', patience);
  await expect(panel(back, 'Requests running')).toBeVisible(patience);
  await expect(panel(back, 'Tokens')).toHaveCount(0);

  const secondTab = await mine.newPage();
  await secondTab.goto(`${hecate.url}${project}/${name}`);
  await expect(secondTab.getByText(/Being edited in another tab.*1 change/)).toBeVisible(patience);
  await secondTab.close();
  await save(back, 'from the draft');
  await expect(back.getByText('Draft kept')).toHaveCount(0);
  expect(Object.keys((await document(request, hecate.url, name)).spec.panels)).toEqual([
    'running',
    'waiting',
  ]);
});

test('a draft of an older version is merged with what was saved since', async ({ page, request }) => {
  const name = await created(request, hecate.url, 'old-draft');
  await edit(page, hecate.url, name);
  await remove(page, 'Tokens');
  await expect(toolbar(page)).toContainText('draft kept');
  await retitled(request, hecate.url, name, 'waiting', 'Waiting, by somebody else');
  await page.goto(`${hecate.url}${project}/${name}`);
  await expect(page.getByText(/It began on version 0; version 1 is merged in/)).toBeVisible(patience);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page.getByText('Version 1 was merged into your draft of version 0.')).toBeVisible();
  await expect(panel(page, 'Waiting, by somebody else')).toBeVisible(patience);
  await expect(panel(page, 'Tokens')).toHaveCount(0);
  await save(page, '');
});

test('two people who edit different panels are merged', async ({ openContext, request }) => {
  const name = await created(request, hecate.url, 'merge');
  const [mine, theirs] = await twoEditors(openContext, name);
  await remove(theirs, 'Tokens');
  await save(theirs, 'by the other one');
  await rename(mine, 'Requests running', 'Running, mine');
  await trySave(mine);
  const dialog = mine.getByRole('dialog', { name: /saved version 1/ });
  await expect(dialog).toContainText('Nothing in version 1 touches what you changed');
  await expect(dialog).toContainText('“Tokens” removed');
  await expect(dialog).toContainText('“Running, mine” changed (title)');
  await dialog.getByRole('button', { name: 'Save both changes' }).click();
  await expect(mine.getByText('Saved version 2.')).toBeVisible();
  const { spec } = await document(request, hecate.url, name);
  expect(titles(spec)).toEqual({ running: 'Running, mine', waiting: 'Requests waiting' });
  expect(spec.unknownField).toEqual({ kept: true });
});

test('two people who edit the same panel choose whose stays', async ({ openContext, request }) => {
  const name = await created(request, hecate.url, 'choice');
  const [mine, theirs] = await twoEditors(openContext, name);
  await rename(theirs, 'Requests running', 'Running, theirs');
  await rename(theirs, 'Tokens', 'Tokens, theirs');
  await save(theirs, 'theirs');
  await rename(mine, 'Requests running', 'Running, mine');
  await trySave(mine);
  const dialog = mine.getByRole('dialog', { name: /saved version 1/ });
  await expect(dialog).toContainText('1 part was changed on both sides');
  const choice = dialog.getByRole('radiogroup');
  await expect(choice.getByText('Running, theirs')).toBeVisible();
  await expect(choice.getByText('Running, mine')).toBeVisible();
  await expect(choice.locator('canvas').first()).toBeVisible(patience);
  const merge = dialog.getByRole('button', { name: /save both/i });
  await expect(merge).toBeDisabled();
  await accessible(mine, '[role="dialog"]');
  await mine.screenshot({ path: 'test-results/editing/conflict-choice.png' });
  await dialog.getByRole('button', { name: 'Review differences' }).click();
  await expect(dialog.getByText('The two versions have the same content.')).toBeVisible();
  await dialog.getByRole('radio', { name: /Your edits/ }).check();
  await expect(dialog.getByText('Merged', { exact: true })).toBeVisible();
  await merge.click();
  await expect(mine.getByText('Saved version 2.')).toBeVisible();
  expect(titles((await document(request, hecate.url, name)).spec)).toEqual({
    running: 'Running, mine',
    waiting: 'Requests waiting',
    tokens: 'Tokens, theirs',
  });
});

test('two versions are compared as they look and as JSON; restoring is undone', async ({ page, request }) => {
  const name = await created(request, hecate.url, 'history');
  const before = await document(request, hecate.url, name);
  await changed(request, hecate.url, name, (spec) => {
    delete spec.panels['tokens'];
    spec.panels['added'] = chart('Added panel', 'sum(vllm:num_requests_running)');
    retitle(spec, 'waiting', 'Waiting, renamed');
    const items = spec.layouts[0]?.spec.items ?? [];
    spec.layouts[0]?.spec.items.splice(
      0,
      items.length,
      item('waiting', 0, 0),
      item('running', 12, 0),
      item('added', 0, 8),
    );
    spec['duration'] = '30m';
  });
  await page.goto(`${hecate.url}${project}/${name}?tab=history&diff=0..1`);
  await expect(page.getByText('1 panel changed, 1 panel removed, 1 panel added, 2 panels moved')).toBeVisible(
    patience,
  );
  const older = page.getByRole('region', { name: 'Version 0', exact: true });
  const newer = page.getByRole('region', { name: 'Version 1', exact: true });
  await expect(older.getByRole('article', { name: /^Tokens\. Removed/ })).toBeVisible();
  await expect(newer.getByRole('article', { name: /^Added panel\. Added/ })).toBeVisible();
  await expect(
    newer.getByRole('article', { name: /Waiting, renamed\. Changed: title\. Moved:/ }),
  ).toBeVisible();
  await expect(newer.getByText('Not in version 1. Version 0 has it.')).toBeVisible();
  await expect(older.locator('canvas').first()).toBeVisible(patience);
  await expect(newer.locator('canvas').first()).toBeVisible(patience);
  await expect(page.getByText('Setting “time range” changed')).toBeVisible();
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Version 0 beside Version 1' })).toBeVisible();
  expect(page.url()).toContain('diff=0..1');

  await page.getByRole('button', { name: 'View version 0' }).click();
  await expect(page).toHaveURL(/[?&]v=0/);
  await expect(page.getByText(/Version 0 .*with the data of now/)).toBeVisible();
  await page.getByRole('button', { name: 'Restore version 0' }).click();
  await expect(page.getByText('Restored version 0 as 2.')).toBeVisible();
  const restored = await document(request, hecate.url, name);
  expect(JSON.stringify(restored.spec)).toBe(JSON.stringify(before.spec));
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Restored version 1 as 3.')).toBeVisible();
  expect(Object.keys((await document(request, hecate.url, name)).spec.panels)).toContain('added');
});

async function twoEditors(openContext: OpenContext, name: string): Promise<readonly [Page, Page]> {
  const pages = await Promise.all(
    [1, 2].map(async () => (await openContext({ viewport: { width: 1280, height: 800 } })).newPage()),
  );
  const [mine, theirs] = pages;
  if (mine === undefined || theirs === undefined) throw new Error('The browser opened no pages.');
  await edit(mine, hecate.url, name);
  await edit(theirs, hecate.url, name);
  return [mine, theirs];
}
