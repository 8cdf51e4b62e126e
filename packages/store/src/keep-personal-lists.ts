import { documentError } from '@hecate/perses';
import { sql, type Kysely } from 'kysely';
import { favouriteLimit, recentLimit, type DashboardPlace, type ListedDashboard } from './personal-lists.ts';
import type { Schema } from './schema.ts';
import { storeError } from './store-error.ts';

/** The dashboards of one list of one person that exist. */
export async function readPersonalList(
  db: Kysely<Schema>,
  person: string,
  list: 'favourite' | 'recent',
): Promise<readonly ListedDashboard[]> {
  const rows = db
    .selectFrom('preference')
    .innerJoin('dashboard_entry', (join) =>
      join
        .onRef('dashboard_entry.project', '=', 'preference.project')
        .onRef('dashboard_entry.name', '=', 'preference.name'),
    )
    .select(['preference.project', 'preference.name', 'dashboard_entry.title', 'preference.at'])
    .where('preference.person', '=', person)
    .where('preference.list', '=', list);
  return list === 'favourite'
    ? rows.orderBy('dashboard_entry.sort_title').orderBy('dashboard_entry.id').limit(favouriteLimit).execute()
    : rows.orderBy('preference.at', 'desc').orderBy('dashboard_entry.id').limit(recentLimit).execute();
}

/** Adds a favourite or takes it away; both are done when they were done before. */
export async function writeFavourite(
  db: Kysely<Schema>,
  { person, now }: { readonly person: string; readonly now: string },
  place: DashboardPlace,
  isFavourite: boolean,
): Promise<void> {
  const { project, name } = lowerCase(place);
  if (!isFavourite) {
    await db
      .deleteFrom('preference')
      .where('person', '=', person)
      .where('list', '=', 'favourite')
      .where('project', '=', project)
      .where('name', '=', name)
      .execute();
    return;
  }
  await requireDashboard(db, { project, name });
  const kept = await countFavourites(db, person);
  // Favourites of removed dashboards wait for an undo, but never take the room of others.
  if (kept >= favouriteLimit) await forgetMissing(db, person);
  if (kept >= favouriteLimit && (await countFavourites(db, person)) >= favouriteLimit) {
    throw storeError('favourites_full', { limit: favouriteLimit });
  }
  await db
    .insertInto('preference')
    .values({ person, list: 'favourite', project, name, at: now })
    .onConflict((conflict) => conflict.columns(['person', 'list', 'project', 'name']).doNothing())
    .execute();
}

/** Days that views are kept for. */
const viewDays = 30;

/** Counts a view and makes the dashboard the newest of the person's recent ones. */
export async function writeView(
  db: Kysely<Schema>,
  { person, now }: { readonly person: string; readonly now: string },
  place: DashboardPlace,
): Promise<void> {
  const { project, name } = lowerCase(place);
  await requireDashboard(db, { project, name });
  await db
    .insertInto('preference')
    .values({ person, list: 'recent', project, name, at: now })
    .onConflict((conflict) =>
      conflict.columns(['person', 'list', 'project', 'name']).doUpdateSet({ at: now }),
    )
    .execute();
  await sql`delete from preference where person = ${person} and list = 'recent' and at < (
    select min(at) from (select at from preference where person = ${person} and list = 'recent'
      order by at desc limit ${recentLimit}) as newest)`.execute(db);
  const day = now.slice(0, 10);
  await db
    .insertInto('dashboard_view')
    .values({ project, name, day, views: 1, last_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['project', 'name', 'day'])
        .doUpdateSet({ views: sql<number>`dashboard_view.views + 1`, last_at: now }),
    )
    .execute();
  const oldest = new Date(Date.parse(now) - viewDays * 86_400_000).toISOString().slice(0, 10);
  // Of every dashboard, so that removed ones leave nothing behind for ever.
  await db.deleteFrom('dashboard_view').where('day', '<=', oldest).execute();
  await db
    .updateTable('dashboard_entry')
    .set({ viewed_at: now })
    .where('project', '=', project)
    .where('name', '=', name)
    .execute();
}

async function countFavourites(db: Kysely<Schema>, person: string): Promise<number> {
  const { count } = await db
    .selectFrom('preference')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('person', '=', person)
    .where('list', '=', 'favourite')
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function forgetMissing(db: Kysely<Schema>, person: string): Promise<void> {
  await sql`delete from preference where person = ${person} and list = 'favourite' and not exists (
    select 1 from resource where resource.kind = 'Dashboard'
      and resource.project = preference.project and resource.name = preference.name)`.execute(db);
}

async function requireDashboard(db: Kysely<Schema>, { project, name }: DashboardPlace): Promise<void> {
  const found = await db
    .selectFrom('resource')
    .select('name')
    .where('kind', '=', 'Dashboard')
    .where('project', '=', project)
    .where('name', '=', name)
    .executeTakeFirst();
  if (found === undefined) throw documentError('document_not_found', {});
}

function lowerCase({ project, name }: DashboardPlace): DashboardPlace {
  return { project: project.toLowerCase(), name: name.toLowerCase() };
}
