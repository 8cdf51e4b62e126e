import { RE2JS, RE2JSException } from 're2js';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { searchTextLimits, type DashboardFilter } from './dashboard-finder.ts';
import { escapeLike } from './like-pattern.ts';
import type { Schema } from './schema.ts';
import { searchWords } from './searchable-text.ts';
import { storeError } from './store-error.ts';
import type { TextIndex } from './text-index.ts';

/** A filter as conditions on rows of `dashboard_entry as entry`. */
export interface DashboardConditions {
  readonly conditions: readonly RawBuilder<boolean>[];
  /** The words that are looked for, as they are compared. */
  readonly words: readonly string[];
}

/** Turns a filter into conditions; values are bound, never printed into the query. */
export async function dashboardConditions(
  db: Kysely<Schema>,
  textIndex: TextIndex,
  filter: DashboardFilter,
): Promise<DashboardConditions> {
  const words = checkedWords(filter.text ?? '');
  const conditions: RawBuilder<boolean>[] = [];
  if (words.length > 0) conditions.push(sql<boolean>`entry.id in (${textIndex.idsOf(words)})`);
  if (filter.projects !== undefined) {
    conditions.push(
      sql<boolean>`entry.project in (${sql.join(filter.projects.length === 0 ? [''] : filter.projects)})`,
    );
  }
  for (const tag of filter.tags ?? []) conditions.push(hasFact('tag', [tag]));
  if (filter.panelKind !== undefined) conditions.push(hasFact('panelKind', [filter.panelKind]));
  if (filter.owner !== undefined) conditions.push(sql<boolean>`entry.owner = ${filter.owner}`);
  if (filter.metric !== undefined) conditions.push(await usesMetric(db, filter.metric));
  if (filter.folder !== undefined) conditions.push(isInFolder(filter.folder));
  if (filter.favouritesOf !== undefined) {
    conditions.push(sql<boolean>`entry.id in (${favouriteIds(filter.favouritesOf)})`);
  }
  return { conditions, words };
}

/** All conditions at once; true where there is none. */
export function allOf(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return conditions.length === 0 ? sql<boolean>`1 = 1` : sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

/** A query of the ids of somebody's favourites. */
export function favouriteIds(person: string): RawBuilder<unknown> {
  return sql`select kept.id from preference join dashboard_entry as kept
    on kept.project = preference.project and kept.name = preference.name
    where preference.person = ${person} and preference.list = 'favourite'`;
}

function checkedWords(text: string): readonly string[] {
  if (text.length > searchTextLimits.characters) {
    throw storeError('search_text_too_long', { count: text.length, limit: searchTextLimits.characters });
  }
  const words = searchWords(text);
  if (words.length > searchTextLimits.words) {
    throw storeError('search_words_too_many', { count: words.length, limit: searchTextLimits.words });
  }
  return words;
}

function hasFact(fact: string, values: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`entry.id in (select id from dashboard_fact where fact = ${fact} and value in (${sql.join(values)}))`;
}

/** Different patterns that are compared with one metric; more are not looked at. */
const patternLimit = 1_000;

async function usesMetric(db: Kysely<Schema>, metric: string): Promise<RawBuilder<boolean>> {
  const patterns = await db
    .selectFrom('dashboard_fact')
    .select('value')
    .distinct()
    .where('fact', '=', 'metricPattern')
    .limit(patternLimit)
    .execute();
  const matching = patterns.map(({ value }) => value).filter((pattern) => matches(pattern, metric));
  const byName = hasFact('metric', [metric]);
  if (matching.length === 0) return byName;
  return sql<boolean>`(${byName} or ${hasFact('metricPattern', matching)})`;
}

function matches(pattern: string, metric: string): boolean {
  try {
    return RE2JS.compile(pattern).matcher(metric).matches();
  } catch (error) {
    // A pattern that Prometheus would refuse as well selects nothing.
    if (error instanceof RE2JSException) return false;
    throw error;
  }
}

function isInFolder({
  project,
  folder,
  path = '',
}: NonNullable<DashboardFilter['folder']>): RawBuilder<boolean> {
  const below =
    path === ''
      ? sql<boolean>`1 = 1`
      : sql<boolean>`(held.path = ${path} or held.path like ${`${escapeLike(path)}/%`} escape '\\')`;
  return sql<boolean>`(entry.project = ${project} and entry.name in (
    select held.dashboard from folder_entry as held
    where held.project = ${project} and held.folder = ${folder} and ${below}))`;
}
