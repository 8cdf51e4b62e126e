import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { allOf, dashboardConditions } from './dashboard-conditions.ts';
import {
  facetLimit,
  metricNameLimit,
  type DashboardFacets,
  type DashboardFilter,
  type FacetValue,
} from './dashboard-finder.ts';
import type { Schema } from './schema.ts';
import type { TextIndex } from './text-index.ts';

/** What the hits of a filter have, with counts. Between its queries other work gets its turn. */
export async function dashboardFacets(
  db: Kysely<Schema>,
  textIndex: TextIndex,
  filter: DashboardFilter,
): Promise<DashboardFacets> {
  const { conditions } = await dashboardConditions(db, textIndex, filter);
  const tags = await countFacts(db, 'tag', conditions);
  await nextTurn();
  const panelKinds = await countFacts(db, 'panelKind', conditions);
  await nextTurn();
  const owners = await countColumn(db, sql`entry.owner`, conditions);
  await nextTurn();
  const projects = await countColumn(db, sql`entry.project`, conditions);
  return { tags, panelKinds, owners, projects };
}

/** Names of metrics that begin with a prefix, by name, with the number of dashboards that use each by its name. */
export async function usedMetricNames(
  db: Kysely<Schema>,
  { prefix, projects }: { readonly prefix: string; readonly projects?: readonly string[] },
): Promise<readonly FacetValue[]> {
  const inProjects =
    projects === undefined
      ? sql<boolean>`1 = 1`
      : sql<boolean>`id in (select entry.id from dashboard_entry as entry
          where entry.project in (${sql.join(projects.length === 0 ? [''] : projects)}))`;
  const { rows } = await sql<FacetValue>`select value, count(*) as count from dashboard_fact
    where fact = 'metric' and value >= ${prefix} and value < ${`${prefix}\u{10ffff}`} and ${inProjects}
    group by value order by value limit ${metricNameLimit}`.execute(db);
  return rows.map(({ value, count }) => ({ value, count: Number(count) }));
}

async function countFacts(
  db: Kysely<Schema>,
  fact: string,
  conditions: readonly RawBuilder<boolean>[],
): Promise<readonly FacetValue[]> {
  const ofHits =
    conditions.length === 0
      ? sql<boolean>`1 = 1`
      : sql<boolean>`id in (select entry.id from dashboard_entry as entry where ${allOf(conditions)})`;
  const { rows } = await sql<FacetValue>`select value, count(*) as count from dashboard_fact
    where fact = ${fact} and ${ofHits}
    group by value order by count(*) desc, value limit ${facetLimit}`.execute(db);
  return rows.map(({ value, count }) => ({ value, count: Number(count) }));
}

async function countColumn(
  db: Kysely<Schema>,
  column: RawBuilder<unknown>,
  conditions: readonly RawBuilder<boolean>[],
): Promise<readonly FacetValue[]> {
  const { rows } = await sql<FacetValue>`select ${column} as value, count(*) as count
    from dashboard_entry as entry where ${allOf(conditions)}
    group by ${column} order by count(*) desc, value limit ${facetLimit}`.execute(db);
  return rows.map(({ value, count }) => ({ value, count: Number(count) }));
}
