import AxeBuilder from '@axe-core/playwright';
import { expect, test, type APIRequestContext, type Browser, type Page } from '@playwright/test';
import { startHecate, type StartedHecate } from './start-hecate.ts';

// What a person edits survives: undo and redo, drafts over a killed page and a killed server, conflicts, old versions.
test.describe.configure({ mode: 'serial' });

const project = 'projects/llm-prod/dashboards';
const patience = { timeout: 45_000 };
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

test('a chain of edits is undone and redone; a field in focus keeps its own undo', async ({
  page,
  request,
}) => {
  const name = await created(request, 'undo');
  const stored = await document(request, name);
  await edit(page, name);
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
  const saved = await document(request, name);
  expect(saved.metadata).toMatchObject({ version: 1, tags: ['edited', 'kept'] });
  expect(Object.keys(saved.spec.panels)).toEqual(['running', 'tokens']);
  expect(saved.spec.unknownField).toEqual(stored.spec.unknownField);
  expect(saved.spec.panels['running']).toMatchObject({
    spec: { display: { name: 'Running now' }, future: 1 },
  });
});

test('what was removed comes back by the message, also after other edits', async ({ page, request }) => {
  const name = await created(request, 'taken-back');
  await edit(page, name);
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

test('a panel is moved and resized by keys, and it is announced', async ({ page, request }) => {
  const name = await created(request, 'keys');
  await edit(page, name);
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
  const { spec } = await document(request, name);
  expect(placeOf(spec, 'running')).toMatchObject({ x: 1, y: 0, width: 10, height: 9 });
});

test('a draft survives a page that is killed and a server that is killed, and nobody else is offered it', async ({
  browser,
  request,
}) => {
  const name = await created(request, 'draft');
  const mine = await browser.newContext();
  const page = await mine.newPage();
  await edit(page, name);
  await remove(page, 'Tokens');
  await expect(toolbar(page)).toContainText('1 change · draft kept');
  await page.evaluate(() => {
    window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation());
  });
  // No unload runs: the renderer is gone as when its process is killed.
  const crashed = page.waitForEvent('crash');
  await page.goto('chrome://crash').catch(() => undefined);
  await crashed;

  const other = await browser.newContext();
  const theirs = await other.newPage();
  await theirs.goto(`${hecate.url}${project}/${name}`);
  await expect(theirs.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(theirs.getByText('Draft kept')).toHaveCount(0);
  await other.close();

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
  expect(Object.keys((await document(request, name)).spec.panels)).toEqual(['running', 'waiting']);
  await mine.close();
});

test('a draft of an older version is merged with what was saved since', async ({ page, request }) => {
  const name = await created(request, 'old-draft');
  await edit(page, name);
  await remove(page, 'Tokens');
  await expect(toolbar(page)).toContainText('draft kept');
  await retitled(request, name, 'waiting', 'Waiting, by somebody else');
  await page.goto(`${hecate.url}${project}/${name}`);
  await expect(page.getByText(/It began on version 0; version 1 is merged in/)).toBeVisible(patience);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page.getByText('Version 1 was merged into your draft of version 0.')).toBeVisible();
  await expect(panel(page, 'Waiting, by somebody else')).toBeVisible(patience);
  await expect(panel(page, 'Tokens')).toHaveCount(0);
  await save(page, '');
});

test('two people who edit different panels are merged', async ({ browser, request }) => {
  const name = await created(request, 'merge');
  const [mine, theirs] = await twoEditors(browser, name);
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
  const { spec } = await document(request, name);
  expect(titles(spec)).toEqual({ running: 'Running, mine', waiting: 'Requests waiting' });
  expect(spec.unknownField).toEqual({ kept: true });
  await mine.context().close();
  await theirs.context().close();
});

test('two people who edit the same panel choose whose stays', async ({ browser, request }) => {
  const name = await created(request, 'choice');
  const [mine, theirs] = await twoEditors(browser, name);
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
  await axe(mine, '[role="dialog"]');
  await mine.screenshot({ path: 'test-results/editing/conflict-choice.png' });
  await dialog.getByRole('button', { name: 'Review differences' }).click();
  await expect(dialog.getByText('The two versions have the same content.')).toBeVisible();
  await dialog.getByRole('radio', { name: /Your edits/ }).check();
  await expect(dialog.getByText('Merged', { exact: true })).toBeVisible();
  await merge.click();
  await expect(mine.getByText('Saved version 2.')).toBeVisible();
  expect(titles((await document(request, name)).spec)).toEqual({
    running: 'Running, mine',
    waiting: 'Requests waiting',
    tokens: 'Tokens, theirs',
  });
  await mine.context().close();
  await theirs.context().close();
});

test('two versions are compared as they look and as JSON; restoring is undone', async ({ page, request }) => {
  const name = await created(request, 'history');
  const before = await document(request, name);
  await changed(request, name, (spec) => {
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
  const restored = await document(request, name);
  expect(JSON.stringify(restored.spec)).toBe(JSON.stringify(before.spec));
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Restored version 1 as 3.')).toBeVisible();
  expect(Object.keys((await document(request, name)).spec.panels)).toContain('added');
});

for (const theme of ['light', 'dark'] as const)
  for (const width of [1280, 768])
    test(`editor, dialogs and comparison are accessible, ${theme}, ${width} wide`, async ({
      browser,
      request,
    }) => {
      test.setTimeout(180_000);
      const name = await created(request, `look-${theme}-${width}`);
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: theme });
      await context.addInitScript((chosen) => {
        localStorage.setItem('hecate.preferences', JSON.stringify({ theme: chosen, zone: 'UTC' }));
      }, theme);
      const page = await context.newPage();
      const picture = (what: string) =>
        page.screenshot({ path: `test-results/editing/${what}-${theme}-${width}.png` });
      await edit(page, name);
      await remove(page, 'Tokens');
      await axe(page, '[role="toolbar"]');
      await picture('editor');
      for (const [button, what] of [
        ['Settings', 'settings'],
        ['JSON', 'json'],
      ] as const) {
        await page.getByRole('button', { name: button, exact: true }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await axe(page, '[role="dialog"]');
        await picture(what);
        await page.getByRole('button', { name: 'Cancel' }).click();
        await expect(page.getByRole('dialog')).toHaveCount(0);
      }
      await page.getByRole('button', { name: 'Discard changes' }).click();
      await axe(page, '[role="dialog"]');
      await picture('discard');
      await page.getByRole('button', { name: 'Keep editing' }).click();
      await page
        .getByRole('button', { name: /move panel Requests running/i })
        .locator('visible=true')
        .press('Enter');
      await expect(page.getByRole('menu')).toBeVisible();
      await axe(page, '[role="menu"]');
      await picture('menu');
      await page.keyboard.press('Escape');
      await expect(toolbar(page)).toContainText('draft kept');
      await retitled(request, name, 'tokens', 'Tokens, theirs');
      await page.goto(`${hecate.url}${project}/${name}`);
      await expect(page.getByText('Draft kept')).toBeVisible(patience);
      await axe(page, 'main');
      await picture('draft');
      await page.getByRole('button', { name: 'Continue', exact: true }).click();
      const asking = page.getByRole('dialog', { name: /Your draft began on version 0/ });
      await expect(asking.locator('canvas').first()).toBeVisible(patience);
      await axe(page, '[role="dialog"]');
      await picture('draft-choice');
      await asking.getByRole('radio', { name: /Your draft/ }).check();
      await asking.getByRole('button', { name: 'Continue editing' }).click();
      await trySave(page);
      await expect(page.getByText('Saved version 2.')).toBeVisible();
      await page.goto(`${hecate.url}${project}/${name}?tab=history&diff=0..2`);
      await expect(page.getByRole('article').first()).toBeVisible(patience);
      await axe(page, 'main');
      await picture('comparison');
      await context.close();
    });

interface Spec {
  readonly panels: Record<string, unknown>;
  readonly layouts: { readonly spec: { readonly items: unknown[] } }[];
  [member: string]: unknown;
}
interface Document {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly spec: Spec;
}

function chart(name: string, query: string, more: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    kind: 'Panel',
    spec: {
      display: { name },
      plugin: { kind: 'TimeSeriesChart', spec: {} },
      queries: [
        {
          kind: 'TimeSeriesQuery',
          spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: { query } } },
        },
      ],
      ...more,
    },
  };
}

function item(panelKey: string, x: number, y: number): unknown {
  return { x, y, width: 12, height: 8, content: { $ref: `#/spec/panels/${panelKey}` } };
}

/** A dashboard of three panels with fields that no editor knows; answers its name. */
async function created(request: APIRequestContext, name: string): Promise<string> {
  const answer = await request.post(`${hecate.url}api/v1/${project}`, {
    data: {
      kind: 'Dashboard',
      metadata: { name, project: 'llm-prod' },
      spec: {
        display: { name: `Editing: ${name}` },
        duration: '15m',
        panels: {
          running: chart('Requests running', 'vllm:num_requests_running', { future: 1 }),
          waiting: chart('Requests waiting', 'vllm:num_requests_waiting'),
          tokens: chart('Tokens', 'rate(vllm:generation_tokens_total[1m])'),
        },
        layouts: [
          {
            kind: 'Grid',
            spec: { items: [item('running', 0, 0), item('waiting', 12, 0), item('tokens', 0, 8)] },
          },
        ],
        unknownField: { kept: true },
      },
    },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  return name;
}

async function document(request: APIRequestContext, name: string): Promise<Document> {
  return (await (await request.get(`${hecate.url}api/v1/${project}/${name}`)).json()) as Document;
}

async function changed(
  request: APIRequestContext,
  name: string,
  change: (spec: Spec) => void,
): Promise<void> {
  const stored = await document(request, name);
  change(stored.spec);
  const answer = await request.put(`${hecate.url}api/v1/${project}/${name}`, { data: stored });
  expect(answer.status(), await answer.text()).toBe(200);
}

function retitled(request: APIRequestContext, name: string, key: string, title: string): Promise<void> {
  return changed(request, name, (spec) => retitle(spec, key, title));
}

function retitle(spec: Spec, key: string, title: string): void {
  const { display } = (spec.panels[key] as { spec: { display: { name: string } } }).spec;
  display.name = title;
}

function titles(spec: Spec): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(spec.panels).map(([key, one]) => [
      key,
      (one as { spec: { display: { name: string } } }).spec.display.name,
    ]),
  );
}

function placeOf(spec: Spec, key: string): unknown {
  return spec.layouts[0]?.spec.items.find(
    (one) => (one as { content: { $ref: string } }).content.$ref === `#/spec/panels/${key}`,
  );
}

function toolbar(page: Page) {
  return page.getByRole('toolbar', { name: 'Edit dashboard' });
}

function panel(page: Page, title: string) {
  return page.locator('.react-grid-item').getByTestId('panel').filter({ hasText: title });
}

function status(page: Page) {
  return page.locator('[data-edit-status]');
}

async function edit(page: Page, name: string): Promise<void> {
  await page.goto(`${hecate.url}${project}/${name}?edit=1`);
  await expect(toolbar(page)).toBeVisible(patience);
  await expect(panel(page, 'Requests running')).toBeVisible(patience);
}

async function remove(page: Page, title: string): Promise<void> {
  await page
    .getByRole('button', { name: `delete panel ${title}`, exact: true })
    .locator('visible=true')
    .click();
}

async function rename(page: Page, title: string, next: string): Promise<void> {
  await page
    .getByRole('button', { name: `edit panel ${title}`, exact: true })
    .locator('visible=true')
    .click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(next);
  await page.getByRole('button', { name: 'Apply', exact: true }).click();
  await expect(page.getByTestId('panel-editor')).toHaveCount(0);
  await expect(panel(page, next)).toBeVisible();
}

/** Presses Save twice, in the toolbar and in its dialog; what comes of it is the caller's. */
async function trySave(page: Page, message = ''): Promise<void> {
  await toolbar(page).getByRole('button', { name: 'Save dashboard' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save dashboard' });
  await dialog.getByLabel(/What changed/).fill(message);
  await dialog.getByRole('button', { name: 'Save dashboard' }).click();
}

async function save(page: Page, message: string): Promise<void> {
  await trySave(page, message);
  await expect(page.getByText(/Saved version \d+\./)).toBeVisible(patience);
}

async function twoEditors(browser: Browser, name: string): Promise<readonly [Page, Page]> {
  const pages = await Promise.all(
    [1, 2].map(async () => (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage()),
  );
  const [mine, theirs] = pages;
  if (mine === undefined || theirs === undefined) throw new Error('The browser opened no pages.');
  await edit(mine, name);
  await edit(theirs, name);
  return [mine, theirs];
}

async function axe(page: Page, part: string): Promise<void> {
  // A dialog that is still fading in has no contrast yet.
  await page.evaluate(async () => {
    const finite = globalThis.document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(finite.map((one) => one.finished));
  });
  const { violations } = await new AxeBuilder({ page })
    .include(part)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(
    violations.map(
      (violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`,
    ),
  ).toEqual([]);
}
