import { setImmediate as nextTurn } from 'node:timers/promises';
import type { JsonValue } from '@hecate/perses';
import { sql, type Kysely } from 'kysely';
import { isDamaged } from './content-digest.ts';
import type { StoreEngine } from './create-document-store.ts';
import type { IndexProgress } from './dashboard-finder.ts';
import { indexDocument, indexVersion } from './index-document.ts';
import type { Schema } from './schema.ts';
import { kindOfRow } from './stored-rows.ts';

/** Documents indexed in one transaction: few, so that no turn of the event loop gets long. */
const batchSize = 4;

/** Dashboards there are, and those that this version has indexed. */
export async function readIndexProgress(db: Kysely<Schema>): Promise<IndexProgress> {
  const dashboards = await db
    .selectFrom('resource')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('kind', '=', 'Dashboard')
    .executeTakeFirstOrThrow();
  const indexed = await db
    .selectFrom('dashboard_entry')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('index_version', '=', indexVersion)
    .executeTakeFirstOrThrow();
  return { done: Number(indexed.count), total: Number(dashboards.count) };
}

/**
 * Indexes the dashboards that this version has not indexed, in order of their places, until done or aborted. What it has written stays, so
 * a later run goes on where this one ended; a dashboard that is written meanwhile indexes itself.
 */
export async function fillIndex(
  engine: StoreEngine,
  signal: AbortSignal,
  onProgress: (progress: IndexProgress) => void,
): Promise<void> {
  let progress = await engine.read(() => readIndexProgress(engine.db));
  onProgress(progress);
  let after: Place | null = { project: '', name: '' };
  while (after !== null && progress.done < progress.total) {
    await nextTurn();
    signal.throwIfAborted();
    const from: Place = after;
    after = await engine.write((db) => indexBatch(db, engine, from));
    progress = await engine.read(() => readIndexProgress(engine.db));
    onProgress(progress);
  }
}

interface Place {
  readonly project: string;
  readonly name: string;
}

/** Indexes the next few dashboards; the place of the last one, null when there was none. */
async function indexBatch(
  db: Kysely<Schema>,
  { textIndex }: StoreEngine,
  after: Place,
): Promise<Place | null> {
  const rows = await db
    .selectFrom('resource')
    .selectAll()
    .where('kind', '=', 'Dashboard')
    .where(sql<boolean>`(project, name) > (${after.project}, ${after.name})`)
    .where(
      sql<boolean>`not exists (select 1 from dashboard_entry as entry
        where entry.project = resource.project and entry.name = resource.name
          and entry.index_version = ${indexVersion})`,
    )
    .orderBy('project')
    .orderBy('name')
    .limit(batchSize)
    .execute();
  for (const row of rows) {
    // Nobody is shown it either; the others are still found.
    if (isDamaged(row, 'whole')) continue;
    const spec: JsonValue = JSON.parse(row.spec);
    const key = { kind: kindOfRow(row.kind), project: row.project, name: row.name };
    await indexDocument(db, textIndex, { ...row, key, spec });
  }
  return rows.at(-1) ?? null;
}
