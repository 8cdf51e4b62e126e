import { setImmediate as nextTurn } from 'node:timers/promises';
import type { JsonValue } from '@hecate/perses';
import { sql, type Kysely } from 'kysely';
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
 * Indexes folders and the dashboards that this version has not indexed, in order of their places, until done or aborted. What it has
 * written stays, so a later run goes on where this one ended; a document that is written meanwhile indexes itself.
 */
export async function fillIndex(
  engine: StoreEngine,
  signal: AbortSignal,
  onProgress: (progress: IndexProgress) => void,
): Promise<void> {
  let progress = await engine.read(() => readIndexProgress(engine.db));
  onProgress(progress);
  for (const kind of ['Folder', 'Dashboard'] as const) {
    let after = { project: '', name: '' };
    for (;;) {
      await nextTurn();
      signal.throwIfAborted();
      if (kind === 'Dashboard' && progress.done >= progress.total) return;
      const last = await engine.write((db) => indexBatch(db, engine, kind, after));
      if (last === null) break;
      after = last;
      progress = await engine.read(() => readIndexProgress(engine.db));
      if (kind === 'Dashboard') onProgress(progress);
    }
  }
}

async function indexBatch(
  db: Kysely<Schema>,
  { textIndex }: StoreEngine,
  kind: 'Folder' | 'Dashboard',
  after: { readonly project: string; readonly name: string },
): Promise<{ readonly project: string; readonly name: string } | null> {
  // A folder that holds nothing has no entry, so folders are read again each time; there are few.
  const isMissing =
    kind === 'Folder'
      ? sql<boolean>`1 = 1`
      : sql<boolean>`not exists (
          select 1 from dashboard_entry as entry
          where entry.project = resource.project and entry.name = resource.name
            and entry.index_version = ${indexVersion})`;
  const rows = await db
    .selectFrom('resource')
    .select(['kind', 'project', 'name', 'life', 'version', 'created_at', 'updated_at', 'tags', 'spec'])
    .where('kind', '=', kind)
    .where(sql<boolean>`(project, name) > (${after.project}, ${after.name})`)
    .where(isMissing)
    .orderBy('project')
    .orderBy('name')
    .limit(batchSize)
    .execute();
  for (const row of rows) {
    const spec: JsonValue = JSON.parse(row.spec);
    const key = { kind: kindOfRow(row.kind), project: row.project, name: row.name };
    await indexDocument(db, textIndex, { ...row, key, spec });
  }
  return rows.at(-1) ?? null;
}
