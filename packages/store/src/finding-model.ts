import { parseDocument, type ParsedDocument } from '@hecate/perses';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DashboardSearch } from './dashboard-finder.ts';
import type { StoreFactory } from './store-conformance.ts';
import type { Store } from './store.ts';

const numRuns = process.env['HECATE_TEST_DEEP'] === '1' ? 300 : 60;

/** Random dashboards and edits: every search agrees with one that looks through all documents, page after page. */
export function describeFindingModel(createStore: StoreFactory): void {
  it('finds what a look through all documents finds, in the same order', async () => {
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(writes, { minLength: 5, maxLength: 25 }),
        fc.array(searches, { minLength: 5, maxLength: 10 }),
        async (changes, asked) => {
          let now = Date.parse('2026-01-01T00:00:00Z');
          const held = await createStore(() => (now += 1000));
          try {
            const model = await written(held.store, changes, () => now);
            for (const search of asked) hits += await compare(held.store, model, search);
          } finally {
            await held.dispose();
          }
        },
      ),
      { numRuns, endOnFailure: true },
    );
    expect(hits).toBeGreaterThan(numRuns);
  }, 120_000);
}

interface Board {
  readonly title: string;
  readonly tags: readonly string[];
  readonly metrics: readonly string[];
  readonly kind: string;
}

/** A dashboard as the model keeps it: what was written, and when. */
interface Kept extends Board {
  readonly project: string;
  readonly name: string;
  readonly owner: string;
  readonly updatedMs: number;
  readonly viewedMs: number;
  readonly isFavourite: boolean;
}

type Change =
  | {
      readonly do: 'write';
      readonly name: string;
      readonly project: string;
      readonly board: Board;
      readonly author: string;
    }
  | {
      readonly do: 'remove' | 'restore' | 'view' | 'favour';
      readonly name: string;
      readonly project: string;
    };

const projects = fc.constantFrom('p', 'q');
const names = fc.constantFrom('a', 'b', 'c', 'gpu', 'gpu-2');
const metricChoices = fc.constantFrom('up', 'vllm:x_total', 'vllm:y', 'gpu_temp');
const titles = fc.constantFrom(
  'GPU',
  'gpu fleet',
  'Fleet of GPUs',
  'Ünï 日本語 😀',
  '100% _used_',
  'a',
  'x\ny',
);
const boards = fc.record({
  title: titles,
  tags: fc.uniqueArray(fc.constantFrom('llm', 'ops', 'gpu'), { maxLength: 2 }),
  metrics: fc.uniqueArray(metricChoices, { maxLength: 3 }),
  kind: fc.constantFrom('TimeSeriesChart', 'StatChart'),
});
const writes: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      name: names,
      project: projects,
      board: boards,
      author: fc.constantFrom('ada', 'bob'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('remove' as const, 'restore' as const, 'view' as const, 'favour' as const),
      name: names,
      project: projects,
    }),
  },
);
const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined, freq: 2 });
const searches: fc.Arbitrary<Asked> = fc.record({
  text: optional(
    fc.oneof(
      fc.constantFrom(
        'gpu',
        'fleet gpu',
        'GP',
        'a',
        '%',
        '_',
        '日本',
        '日本語',
        '😀',
        'total',
        '"',
        'ünï',
        'llm',
        'xyz',
      ),
      fc.string({ maxLength: 4 }),
    ),
  ),
  projects: optional(fc.constantFrom(['p'], ['p', 'q'], [])),
  tags: optional(fc.constantFrom(['gpu'], ['llm', 'ops'])),
  owner: optional(fc.constantFrom('ada', 'bob')),
  panelKind: optional(fc.constant('StatChart')),
  metric: optional(metricChoices),
  sort: fc.constantFrom('name' as const, 'updated' as const, 'viewed' as const, 'relevance' as const),
  order: fc.constantFrom('ascending' as const, 'descending' as const),
  isFavouritesFirst: fc.boolean(),
  limit: fc.integer({ min: 1, max: 4 }),
});
interface Asked {
  readonly text?: string | undefined;
  readonly projects?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly owner?: string | undefined;
  readonly panelKind?: string | undefined;
  readonly metric?: string | undefined;
  readonly sort: DashboardSearch['sort'];
  readonly order: DashboardSearch['order'];
  readonly isFavouritesFirst: boolean;
  readonly limit: number;
}

const person = 'kim';

async function written(
  store: Store,
  changes: readonly Change[],
  now: () => number,
): Promise<readonly Kept[]> {
  for (const name of ['p', 'q']) await store.create(parsed('Project', { name }, {}), { author: 'setup' });
  const kept = new Map<string, Kept>();
  const removed = new Map<string, { readonly kept: Kept; readonly version: number }>();
  for (const change of changes) {
    const { project, name } = change;
    const place = `${project}/${name}`;
    const known = kept.get(place);
    if (change.do === 'write') {
      const document = dashboard(project, name, change.board);
      const by = { author: change.author };
      if (known === undefined) {
        await store.create(document, by);
        removed.delete(place);
      } else await store.update(document, by, {});
      const fresh = { owner: change.author, viewedMs: 0, isFavourite: false };
      kept.set(place, { ...fresh, ...known, ...change.board, project, name, updatedMs: now() });
    } else if (known !== undefined && change.do === 'remove') {
      const version = (await store.get('Dashboard', project, name))?.metadata.version ?? 0;
      await store.remove('Dashboard', project, name, { author: 'eve' }, {});
      removed.set(place, { kept: known, version });
      kept.delete(place);
    } else if (known === undefined && change.do === 'restore' && removed.has(place)) {
      const before = removed.get(place);
      if (before === undefined) continue;
      await store.restore('Dashboard', project, name, before.version, { author: 'eve' }, {});
      kept.set(place, { ...before.kept, updatedMs: now() });
    } else if (known !== undefined && change.do === 'view') {
      await store.personal.recordView(person, { project, name });
      kept.set(place, { ...known, viewedMs: now() });
    } else if (known !== undefined && change.do === 'favour') {
      await store.personal.setFavourite(person, { project, name }, !known.isFavourite);
      kept.set(place, { ...known, isFavourite: !known.isFavourite });
    }
  }
  return [...kept.values()];
}

async function compare(store: Store, model: readonly Kept[], asked: Asked): Promise<number> {
  const { isFavouritesFirst, limit, ...rest } = asked;
  const words = wordsOf(rest.text ?? '');
  const sort = rest.sort === 'relevance' && words.length === 0 ? 'name' : rest.sort;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const search: DashboardSearch = {
    ...given,
    sort,
    order: rest.order,
    limit,
    ...(isFavouritesFirst ? { favouritesFirstOf: person } : {}),
  };
  const expected = model.filter((board) => isHit(board, asked, words));
  const found: string[] = [];
  let after: string | undefined;
  do {
    const page = await store.dashboards.search({ ...search, ...(after === undefined ? {} : { after }) });
    expect(page.total).toEqual({ count: expected.length, isAtLeast: false });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    found.push(...page.rows.map(({ project, name }) => `${project}/${name}`));
    after = page.next ?? undefined;
  } while (after !== undefined && found.length <= model.length);
  const keys = new Map(
    expected.map((board) => [
      `${board.project}/${board.name}`,
      `${isFavouritesFirst && board.isFavourite ? 0 : 1} ${keyOf(board, sort, asked, words)}`,
    ]),
  );
  // Entries of equal keys come in the order of their numbers, which only the store knows.
  expect(found.toSorted()).toEqual([...keys.keys()].toSorted());
  const isDescending = sort !== 'relevance' && rest.order === 'descending';
  const shown = found.map((place) => keys.get(place) ?? '');
  for (const [index, key] of shown.entries()) {
    const next = shown[index + 1];
    if (next === undefined) continue;
    const phase = Number(key[0]) - Number(next[0]);
    const within = Buffer.compare(Buffer.from(key), Buffer.from(next));
    expect(phase === 0 ? within * (isDescending ? -1 : 1) : phase).toBeLessThanOrEqual(0);
  }
  return found.length;
}

function isHit(board: Kept, asked: Asked, words: readonly string[]): boolean {
  const short = folded([board.name, board.title, ...board.tags].join('\n'));
  const long = folded([short, `Panel of ${board.name}`, ...board.metrics].join('\n'));
  return (
    words.every((word) => long.includes(word)) &&
    (asked.projects === undefined || asked.projects.includes(board.project)) &&
    (asked.tags ?? []).every((tag) => board.tags.includes(tag)) &&
    (asked.owner === undefined || asked.owner === board.owner) &&
    (asked.panelKind === undefined || asked.panelKind === board.kind) &&
    (asked.metric === undefined || board.metrics.includes(asked.metric))
  );
}

function keyOf(board: Kept, sort: string, asked: Asked, words: readonly string[]): string {
  const title = folded(board.title);
  if (sort === 'name') return title;
  if (sort === 'updated') return new Date(board.updatedMs).toISOString();
  if (sort === 'viewed') return board.viewedMs === 0 ? '' : new Date(board.viewedMs).toISOString();
  const whole = folded((asked.text ?? '').toWellFormed()).trim();
  const short = folded([board.name, board.title, ...board.tags].join('\n'));
  const ranks = [
    title === whole || board.name === whole,
    title.startsWith(whole),
    words.every((word) => title.includes(word)),
    words.every((word) => short.includes(word)),
    true,
  ];
  return `${ranks.indexOf(true)}${title}`;
}

function wordsOf(text: string): readonly string[] {
  return folded(text.toWellFormed())
    .split(/\s+/)
    .filter((word) => word !== '');
}

function folded(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\P{Cc}\n]/gu, ' ');
}

function dashboard(project: string, name: string, board: Board): ParsedDocument {
  const query = board.metrics.join(' + ');
  const plugin = { kind: 'PrometheusTimeSeriesQuery', spec: { query } };
  const panel = {
    kind: 'Panel',
    spec: {
      display: { name: `Panel of ${name}` },
      plugin: { kind: board.kind, spec: {} },
      queries: [{ kind: 'TimeSeriesQuery', spec: { plugin } }],
    },
  };
  return parsed(
    'Dashboard',
    { name, project, tags: board.tags },
    { display: { name: board.title }, panels: { one: panel }, layouts: [] },
  );
}

function parsed(kind: 'Project' | 'Dashboard', metadata: unknown, spec: unknown): ParsedDocument {
  return parseDocument(JSON.stringify({ kind, metadata, spec }), { kind });
}
