import { parseDocument, type ParsedDocument } from '@hecate/perses';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DashboardSearch } from './dashboard-finder.ts';
import type { StoreFactory } from './store-conformance.ts';
import type { Store } from './store.ts';

/** What every engine must do for finding dashboards, beside the model in `finding-model.ts`. */
export function describeFinding(createStore: StoreFactory): void {
  describe('finding dashboards', () => {
    let now = Date.parse('2026-11-20T10:00:00Z');
    let held: Awaited<ReturnType<StoreFactory>>;
    let store: Store;
    const by = { author: 'ada' };
    const find = async (search: Partial<DashboardSearch>): Promise<readonly string[]> => {
      const page = await store.dashboards.search({ sort: 'name', order: 'ascending', limit: 50, ...search });
      return page.rows.map(({ project, name }) => `${project}/${name}`);
    };

    beforeEach(async () => {
      held = await createStore(() => (now += 1000));
      store = held.store;
      for (const name of ['llm', 'ops']) await store.create(document('Project', { name }, {}), by);
      await store.create(
        dashboard('llm', 'vllm', {
          title: 'vLLM model server',
          tags: ['llm', 'serving'],
          queries: ['sum(vllm:kv_cache_usage_perc{x="$y"})', 'rate(vllm:tokens_total[$__rate_interval])'],
        }),
        by,
      );
      await store.create(
        dashboard('llm', 'queue', { title: 'Queue', queries: ['{__name__=~"vllm:.*"}'], kind: 'StatChart' }),
        { author: 'bob' },
      );
      await store.create(dashboard('ops', 'node', { title: 'Nodes 100%_used', queries: ['up'] }), by);
    });
    afterEach(() => held.dispose());

    it('answers which dashboards use a metric, by name and by pattern', async () => {
      expect(await find({ metric: 'vllm:kv_cache_usage_perc' })).toEqual(['llm/queue', 'llm/vllm']);
      expect(await find({ metric: 'vllm:kv_cache' })).toEqual(['llm/queue']);
      expect(await find({ metric: 'up' })).toEqual(['ops/node']);
      expect(await store.dashboards.metricNames({ prefix: 'vllm:' })).toEqual([
        { value: 'vllm:kv_cache_usage_perc', count: 1 },
        { value: 'vllm:tokens_total', count: 1 },
      ]);
      expect(await store.dashboards.metricNames({ prefix: '', projects: ['ops'] })).toEqual([
        { value: 'up', count: 1 },
      ]);
    });

    it('finds words anywhere, in any order, whole or in part, literally', async () => {
      expect(await find({ text: 'server MODEL' })).toEqual(['llm/vllm']);
      expect(await find({ text: 'cache_us' })).toEqual(['llm/vllm']);
      expect(await find({ text: 'panel of queue' })).toEqual(['llm/queue']);
      expect(await find({ text: '100%_' })).toEqual(['ops/node']);
      expect(await find({ text: '%' })).toEqual(['ops/node']);
      expect(await find({ text: '%_ no' })).toEqual(['ops/node']);
      expect(await find({ text: 'q' })).toEqual(['llm/queue']);
      expect(await find({ text: '" OR "' })).toEqual([]);
      expect(await find({ text: 'vllm* NOT' })).toEqual([]);
      expect(await find({ text: '  ' })).toHaveLength(3);
      await expect(find({ text: 'x'.repeat(201) })).rejects.toMatchObject({ code: 'search_text_too_long' });
      await expect(find({ text: 'a b c d e f g h i j k' })).rejects.toMatchObject({
        code: 'search_words_too_many',
        status: 400,
      });
    });

    it('filters by project, tag, owner and kind of panel, and counts what the hits have', async () => {
      expect(await find({ projects: ['ops'] })).toEqual(['ops/node']);
      expect(await find({ projects: [] })).toEqual([]);
      expect(await find({ tags: ['llm', 'serving'] })).toEqual(['llm/vllm']);
      expect(await find({ owner: 'bob' })).toEqual(['llm/queue']);
      expect(await find({ panelKind: 'StatChart' })).toEqual(['llm/queue']);
      await store.update(dashboard('llm', 'queue', { title: 'Queue', tags: ['llm'] }), by, {});
      expect(await find({ owner: 'bob', tags: ['llm'] })).toEqual(['llm/queue']);
      expect(await find({ metric: 'vllm:tokens_total' })).toEqual(['llm/vllm']);
      expect(await store.dashboards.facets({ projects: ['llm'] })).toEqual({
        tags: [
          { value: 'llm', count: 2 },
          { value: 'serving', count: 1 },
        ],
        panelKinds: [{ value: 'TimeSeriesChart', count: 2 }],
        owners: [
          { value: 'ada', count: 1 },
          { value: 'bob', count: 1 },
        ],
        projects: [{ value: 'llm', count: 2 }],
      });
    });

    it('follows removals, restorations, and projects that go', async () => {
      await store.remove('Dashboard', 'llm', 'queue', by, {});
      expect(await find({ text: 'queue' })).toEqual([]);
      await store.restore('Dashboard', 'llm', 'queue', 0, by, { removedLife: 1 });
      expect(await find({ owner: 'bob' })).toEqual(['llm/queue']);
      await expect(
        store.restore('Dashboard', 'llm', 'queue', 0, by, { removedLife: 1 }),
      ).rejects.toMatchObject({ code: 'removal_superseded' });
      await store.remove('Project', null, 'llm', by, {});
      expect(await find({})).toEqual(['ops/node']);
      expect(await store.dashboards.indexProgress()).toEqual({ done: 1, total: 1 });
    });

    it('knows the folders of both shapes, and follows them', async () => {
      const items = [{ kind: 'Folder', name: 'a/b', items: [{ kind: 'Dashboard', name: 'vllm' }] }];
      await store.create(document('Folder', { name: 'f', project: 'llm' }, { items }), by);
      const older = [{ kind: 'Dashboard', name: 'queue' }];
      await store.create(document('Folder', { name: 'old', project: 'llm' }, older), by);
      expect(await find({ folder: { project: 'llm', folder: 'f' } })).toEqual(['llm/vllm']);
      expect(await find({ folder: { project: 'llm', folder: 'f', path: 'a%2Fb' } })).toEqual(['llm/vllm']);
      expect(await find({ folder: { project: 'llm', folder: 'f', path: 'a' } })).toEqual([]);
      expect(await find({ folder: { project: 'llm', folder: 'old' } })).toEqual(['llm/queue']);
      const page = await store.dashboards.search({
        text: 'model',
        sort: 'name',
        order: 'ascending',
        limit: 1,
      });
      expect(page.rows).toMatchObject([{ folders: [{ folder: 'f', title: 'f', path: 'a%2Fb' }] }]);
      await store.remove('Folder', 'llm', 'f', by, {});
      expect(await find({ folder: { project: 'llm', folder: 'f' } })).toEqual([]);
    });

    it('moves a dashboard with its history, favourites and views', async () => {
      await store.update(dashboard('llm', 'vllm', { title: 'Second' }), { author: 'eve' }, {});
      await store.personal.setFavourite('kim', { project: 'llm', name: 'vllm' }, true);
      await store.personal.recordView('kim', { project: 'llm', name: 'vllm' });
      const from = { project: 'LLM', name: 'vllm' };
      await expect(store.move(from, { project: 'ops', name: 'node' }, by, {})).rejects.toMatchObject({
        code: 'document_already_exists',
      });
      await expect(store.move(from, { project: 'none', name: 'x' }, by, {})).rejects.toMatchObject({
        code: 'project_missing',
      });
      await expect(store.move(from, { project: 'ops', name: 'x' }, by, { ifMatch: 0 })).rejects.toMatchObject(
        {
          code: 'version_conflict',
        },
      );
      const moved = await store.move(from, { project: 'ops', name: 'moved' }, by, { ifMatch: 1 });
      expect(moved).toMatchObject({ metadata: { project: 'ops', name: 'moved', version: 2 } });
      expect(await store.revisions('Dashboard', 'ops', 'moved', {})).toMatchObject([
        { version: 2, action: 'move', summary: 'moved from llm/vllm' },
        { version: 1, author: 'eve' },
        { version: 0, author: 'ada', action: 'create' },
      ]);
      expect(await store.revisions('Dashboard', 'llm', 'vllm', {})).toMatchObject([
        { version: 2, action: 'delete', summary: 'moved to ops/moved' },
        { version: 1 },
        { version: 0 },
      ]);
      expect(await store.restore('Dashboard', 'ops', 'moved', 0, by, {})).toMatchObject({
        specText: expect.stringContaining('vLLM model server'),
      });
      expect(await store.personal.favourites('kim')).toMatchObject([{ project: 'ops', name: 'moved' }]);
      const { rows } = await store.dashboards.search({
        person: 'kim',
        sort: 'viewed',
        order: 'descending',
        limit: 1,
      });
      expect(rows).toMatchObject([{ name: 'moved', views: 1, isFavourite: true, owner: 'ada' }]);
      expect(
        await store.move({ project: 'ops', name: 'moved' }, { project: 'ops', name: 'moved' }, by, {}),
      ).toMatchObject({ metadata: { version: 3 } });
    });

    it('keeps favourites and recent dashboards of each person, of those that exist', async () => {
      const { personal } = store;
      await personal.setFavourite('kim', { project: 'ops', name: 'NODE' }, true);
      await personal.setFavourite('kim', { project: 'ops', name: 'node' }, true);
      await personal.setFavourite('kim', { project: 'llm', name: 'vllm' }, true);
      await personal.setFavourite('joe', { project: 'llm', name: 'queue' }, true);
      await expect(
        personal.setFavourite('kim', { project: 'ops', name: 'none' }, true),
      ).rejects.toMatchObject({
        code: 'document_not_found',
      });
      expect((await personal.favourites('kim')).map(({ name }) => name)).toEqual(['node', 'vllm']);
      expect(await find({ favouritesOf: 'kim' })).toEqual(['ops/node', 'llm/vllm']);
      expect(await find({ favouritesFirstOf: 'joe', order: 'descending' })).toEqual([
        'llm/queue',
        'llm/vllm',
        'ops/node',
      ]);
      await store.remove('Dashboard', 'ops', 'node', by, {});
      expect((await personal.favourites('kim')).map(({ name }) => name)).toEqual(['vllm']);
      await store.restore('Dashboard', 'ops', 'node', 0, by, {});
      expect(await personal.favourites('kim')).toHaveLength(2);
      await personal.setFavourite('kim', { project: 'llm', name: 'vllm' }, false);
      for (const name of ['vllm', 'queue', 'vllm'])
        await personal.recordView('kim', { project: 'llm', name });
      expect((await personal.recent('kim')).map(({ name }) => name)).toEqual(['vllm', 'queue']);
      expect(await personal.recent('joe')).toEqual([]);
      expect(await find({ sort: 'viewed', order: 'descending' })).toEqual([
        'llm/vllm',
        'llm/queue',
        'ops/node',
      ]);
    });

    it('counts the views of the last 30 days', async () => {
      const place = { project: 'ops', name: 'node' };
      const views = async () =>
        (await store.dashboards.search({ sort: 'viewed', order: 'descending', limit: 1 })).rows[0]?.views;
      for (const person of ['kim', 'joe']) await store.personal.recordView(person, place);
      expect(await views()).toBe(2);
      now += 29 * 86_400_000;
      await store.personal.recordView('kim', place);
      expect(await views()).toBe(3);
      now += 86_400_000;
      expect(await views()).toBe(1);
      now += 40 * 86_400_000;
      expect(await views()).toBe(0);
      await store.personal.recordView('kim', place);
      expect(await views()).toBe(1);
    });

    it('bounds favourites at 500 and recent dashboards at 50', async () => {
      for (let number = 0; number < 501; number += 1) {
        await store.create(dashboard('ops', `d${number}`, {}), by);
        if (number < 60) await store.personal.recordView('kim', { project: 'ops', name: `d${number}` });
        if (number < 500)
          await store.personal.setFavourite('kim', { project: 'ops', name: `d${number}` }, true);
      }
      const recent = await store.personal.recent('kim');
      expect([recent.length, recent.at(0)?.name, recent.at(-1)?.name]).toEqual([50, 'd59', 'd10']);
      const last = { project: 'ops', name: 'd500' };
      await expect(store.personal.setFavourite('kim', last, true)).rejects.toMatchObject({
        code: 'favourites_full',
        status: 409,
      });
      await store.remove('Dashboard', 'ops', 'd7', by, {});
      await store.personal.setFavourite('kim', last, true);
      expect(await store.personal.favourites('kim')).toHaveLength(500);
    });

    it('puts the best hit first: the title, its beginning, its words, its tags, then panels and metrics', async () => {
      await store.create(dashboard('ops', 'x1', { title: 'Cache' }), by);
      await store.create(dashboard('ops', 'x2', { title: 'Cache of models' }), by);
      await store.create(dashboard('ops', 'x3', { title: 'A cache' }), by);
      await store.create(dashboard('ops', 'x4', { title: 'Tagged', tags: ['cache'] }), by);
      expect(await find({ text: 'cache', sort: 'relevance' })).toEqual([
        'ops/x1',
        'ops/x2',
        'ops/x3',
        'ops/x4',
        'llm/vllm',
      ]);
      await expect(find({ sort: 'relevance' })).rejects.toMatchObject({ code: 'relevance_without_text' });
    });

    it('refuses a cursor that it did not make, or made for another order', async () => {
      const page = await store.dashboards.search({ sort: 'name', order: 'ascending', limit: 1 });
      expect(page.total).toEqual({ count: 3, isAtLeast: false });
      const after = page.next ?? '';
      expect(await find({ after })).toEqual(['llm/queue', 'llm/vllm']);
      await expect(find({ after, sort: 'updated' })).rejects.toMatchObject({ code: 'cursor_of_other_order' });
      for (const bad of ['', 'x', 'W10', Buffer.from('["name ascending",false,1,2]').toString('base64url')]) {
        await expect(find({ after: bad })).rejects.toMatchObject({ code: 'cursor_unreadable', status: 400 });
      }
    });

    it('pages on without gap or double while others write', async () => {
      for (let number = 10; number < 40; number += 1)
        await store.create(dashboard('ops', `d${number}`, {}), by);
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await store.dashboards.search({
          text: 'panel',
          sort: 'name',
          order: 'ascending',
          limit: 7,
          ...(after === undefined ? {} : { after }),
        });
        seen.push(...page.rows.map(({ name }) => name));
        after = page.next ?? undefined;
        await store.create(dashboard('ops', `a${seen.length}`, {}), by);
        await store.remove('Dashboard', 'ops', `d${10 + seen.length - 1}`, by, {});
      } while (after !== undefined && seen.length < 100);
      const stayed = seen.filter((name) => name.startsWith('d'));
      expect(new Set(seen).size).toBe(seen.length);
      expect(stayed).toEqual(Array.from({ length: 30 }, (_, index) => `d${index + 10}`));
    });

    it('has nothing to fill when every dashboard was written by this version', async () => {
      const seen: { readonly done: number; readonly total: number }[] = [];
      await store.dashboards.fillIndex(new AbortController().signal, (progress) => seen.push(progress));
      expect(seen).toEqual([{ done: 3, total: 3 }]);
    });
  });
}

/** What a dashboard of the tests is made of; everything has a default. */
interface Board {
  readonly title?: string;
  readonly tags?: readonly string[];
  readonly queries?: readonly string[];
  readonly kind?: string;
}

function dashboard(project: string, name: string, board: Board): ParsedDocument {
  const { title = name, tags = [], queries = ['1'], kind = 'TimeSeriesChart' } = board;
  const panels = queries.map((query, index) => [
    `p${index}`,
    {
      kind: 'Panel',
      spec: {
        display: { name: `Panel of ${name}` },
        plugin: { kind, spec: {} },
        queries: [
          {
            kind: 'TimeSeriesQuery',
            spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: { query } } },
          },
        ],
      },
    },
  ]);
  const spec = { display: { name: title }, panels: Object.fromEntries(panels), layouts: [] };
  return document('Dashboard', { name, project, tags }, spec);
}

function document(
  kind: 'Project' | 'Folder' | 'Dashboard',
  metadata: unknown,
  spec: unknown,
): ParsedDocument {
  return parseDocument(JSON.stringify({ kind, metadata, spec }), { kind });
}
