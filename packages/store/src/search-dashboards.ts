import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql, type Kysely, type RawBuilder, type Selectable } from 'kysely';
import { allOf, dashboardConditions, favouriteIds } from './dashboard-conditions.ts';
import {
  countLimit,
  searchLimit,
  type BoundedCount,
  type DashboardEntry,
  type DashboardPage,
  type DashboardSearch,
  type FolderOfEntry,
} from './dashboard-finder.ts';
import type { DashboardEntryTable } from './finding-schema.ts';
import { readTexts } from './json-texts.ts';
import { escapeLike } from './like-pattern.ts';
import type { Schema } from './schema.ts';
import { readCursor, writeCursor, type SearchCursor } from './search-cursor.ts';
import { searchable } from './searchable-text.ts';
import { storeError } from './store-error.ts';
import type { TextIndex } from './text-index.ts';

/** One page of the dashboards that a search finds, and how many there are. Between its queries other work gets its turn. */
export async function searchDashboards(
  db: Kysely<Schema>,
  textIndex: TextIndex,
  search: DashboardSearch,
  today: string,
): Promise<DashboardPage> {
  if (search.sort === 'relevance' && searchable(search.text ?? '').trim() === '') {
    throw storeError('relevance_without_text', {});
  }
  const limit = Math.max(1, Math.min(Math.trunc(search.limit), searchLimit));
  const after = search.after === undefined ? null : readCursor(search.after, search);
  const { conditions, words } = await dashboardConditions(db, textIndex, search);
  const key = sortKey(search, words);
  const found = await findRows(db, { search, conditions, key, after, limit: limit + 1 });
  await nextTurn();
  const total = await countHits(db, conditions);
  await nextTurn();
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: await completed(
      db,
      shown.map(({ row }) => row),
      search.person,
      today,
    ),
    total,
    next:
      found.length > limit && last !== undefined
        ? writeCursor(
            { isAmongFavourites: last.isAmongFavourites, key: last.row.sort_key, id: last.row.id },
            search,
          )
        : null,
  };
}

type Row = Selectable<DashboardEntryTable> & { readonly sort_key: string };

interface FoundRow {
  readonly row: Row;
  readonly isAmongFavourites: boolean;
}

interface Finding {
  readonly search: DashboardSearch;
  readonly conditions: readonly RawBuilder<boolean>[];
  readonly key: RawBuilder<string>;
  readonly after: SearchCursor | null;
  readonly limit: number;
}

/** Favourites first are two lists behind each other, each in the wanted order: the second goes on where the first ends. */
async function findRows(db: Kysely<Schema>, finding: Finding): Promise<readonly FoundRow[]> {
  const { search, conditions, after, limit } = finding;
  const person = search.favouritesFirstOf;
  if (person === undefined) {
    const rows = await selectRows(db, finding, conditions, after, limit);
    return rows.map((row) => ({ row, isAmongFavourites: false }));
  }
  const favourites =
    after !== null && !after.isAmongFavourites
      ? []
      : await selectRows(
          db,
          finding,
          [...conditions, sql<boolean>`entry.id in (${favouriteIds(person)})`],
          after,
          limit,
        );
  const others =
    favourites.length >= limit
      ? []
      : await selectRows(
          db,
          finding,
          [...conditions, sql<boolean>`entry.id not in (${favouriteIds(person)})`],
          after?.isAmongFavourites === false ? after : null,
          limit - favourites.length,
        );
  return [
    ...favourites.map((row) => ({ row, isAmongFavourites: true })),
    ...others.map((row) => ({ row, isAmongFavourites: false })),
  ];
}

async function selectRows(
  db: Kysely<Schema>,
  { search, key }: Finding,
  conditions: readonly RawBuilder<boolean>[],
  after: SearchCursor | null,
  limit: number,
): Promise<readonly Row[]> {
  const isDescending = search.sort !== 'relevance' && search.order === 'descending';
  const direction = isDescending ? sql`desc` : sql`asc`;
  const behind =
    after === null
      ? []
      : [
          isDescending
            ? sql<boolean>`(${key}, entry.id) < (${after.key}, ${after.id})`
            : sql<boolean>`(${key}, entry.id) > (${after.key}, ${after.id})`,
        ];
  const { rows } = await sql<Row>`select entry.*, ${key} as sort_key from dashboard_entry as entry
    where ${allOf([...conditions, ...behind])}
    order by ${key} ${direction}, entry.id ${direction} limit ${limit}`.execute(db);
  return rows;
}

/** The text that a row is sorted by; every sort is one text and then the entry's number, so that one cursor serves all. */
function sortKey({ sort, text = '' }: DashboardSearch, words: readonly string[]): RawBuilder<string> {
  if (sort === 'name') return sql<string>`entry.sort_title`;
  if (sort === 'updated') return sql<string>`entry.updated_at`;
  if (sort === 'viewed') return sql<string>`entry.viewed_at`;
  const whole = searchable(text.toWellFormed()).trim();
  const has = (column: RawBuilder<unknown>) =>
    allOf(words.map((word) => sql<boolean>`${column} like ${`%${escapeLike(word)}%`} escape '\\'`));
  // From the title itself to a word somewhere in a panel.
  return sql<string>`(case
    when entry.sort_title = ${whole} or entry.name = ${whole} then '0'
    when entry.sort_title like ${`${escapeLike(whole)}%`} escape '\\' then '1'
    when ${has(sql`entry.sort_title`)} then '2'
    when ${has(sql`entry.short_text`)} then '3'
    else '4' end || entry.sort_title)`;
}

async function countHits(
  db: Kysely<Schema>,
  conditions: readonly RawBuilder<boolean>[],
): Promise<BoundedCount> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from (
    select 1 from dashboard_entry as entry where ${allOf(conditions)} limit ${countLimit + 1}) as hits`.execute(
    db,
  );
  const count = Number(rows[0]?.count ?? 0);
  return { count: Math.min(count, countLimit), isAtLeast: count > countLimit };
}

/** Rows with what is kept beside them: the person's favourites, views and folders. */
async function completed(
  db: Kysely<Schema>,
  rows: readonly Row[],
  person: string | undefined,
  today: string,
): Promise<readonly DashboardEntry[]> {
  if (rows.length === 0) return [];
  const views = new Map<string, number>();
  const folders = new Map<string, FolderOfEntry[]>();
  const favourites = new Set<string>();
  const since = new Date(Date.parse(today) - 30 * 86_400_000).toISOString().slice(0, 10);
  const places = sql.join(rows.map(({ project, name }) => sql`(${project}, ${name})`));
  const held = await sql<{
    readonly project: string;
    readonly dashboard: string;
    readonly folder: string;
    readonly path: string;
    readonly title: string | null;
  }>`select held.project, held.dashboard, held.folder, held.path, folder.display_name as title
    from folder_entry as held left join resource as folder
      on folder.kind = 'Folder' and folder.project = held.project and folder.name = held.folder
    where (held.project, held.dashboard) in (values ${places}) order by held.folder`.execute(db);
  for (const { project, dashboard, folder, path, title } of held.rows) {
    const place = `${project}/${dashboard}`;
    const shown = title === null || title === '' ? folder : title;
    folders.set(place, [...(folders.get(place) ?? []), { folder, title: shown, path }]);
  }
  const viewed = await sql<{
    readonly project: string;
    readonly name: string;
    readonly views: number;
  }>`select project, name, sum(views) as views from dashboard_view
    where (project, name) in (values ${places}) and day > ${since} group by project, name`.execute(db);
  for (const row of viewed.rows) views.set(`${row.project}/${row.name}`, Number(row.views));
  if (person !== undefined) {
    const kept = await db
      .selectFrom('preference')
      .select(['project', 'name'])
      .where('person', '=', person)
      .where('list', '=', 'favourite')
      .execute();
    for (const { project, name } of kept) favourites.add(`${project}/${name}`);
  }
  return rows.map((row) => {
    const place = `${row.project}/${row.name}`;
    return {
      project: row.project,
      name: row.name,
      version: row.version,
      title: row.title,
      description: row.description,
      tags: readTexts(row.tags),
      panelKinds: readTexts(row.panel_kinds),
      panels: row.panels,
      owner: row.owner,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      viewedAt: row.viewed_at === '' ? null : row.viewed_at,
      views: views.get(place) ?? 0,
      isFavourite: favourites.has(place),
      folders: folders.get(place) ?? [],
    };
  });
}
