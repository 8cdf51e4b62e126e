import { sql, type Kysely } from 'kysely';
import { contentDigest } from './content-digest.ts';
import type { ContentColumns, Schema } from './schema.ts';

/** Rows in memory at a time: each may be as large as the largest document. */
const batchSize = 20;

/** Gives every version its digest; rows from before get that of what they hold now. */
export async function addContentDigest(db: Kysely<Schema>): Promise<void> {
  for (const table of ['resource', 'revision'] as const) {
    await db.schema
      .alterTable(table)
      .addColumn('digest', 'text', (column) => column.notNull().defaultTo(''))
      .execute();
    let after: RowPlace | null = { kind: '', project: '', name: '', life: 0, version: 0 };
    while (after !== null) after = await digestBatch(db, table, after);
  }
}

type RowPlace = Pick<ContentColumns, 'kind' | 'project' | 'name' | 'life' | 'version'>;

/** Writes the digests of the next few rows by place; the place of the last one, null when there was none. */
async function digestBatch(
  db: Kysely<Schema>,
  table: 'resource' | 'revision',
  after: RowPlace,
): Promise<RowPlace | null> {
  const rows = await db
    .selectFrom(table)
    .select(['kind', 'project', 'name', 'life', 'version', 'created_at', 'author'])
    .select(['display_name', 'tags', 'metadata_extra', 'document_extra', 'spec'])
    .where(
      sql<boolean>`(kind, project, name, life, version) >
        (${after.kind}, ${after.project}, ${after.name}, ${after.life}, ${after.version})`,
    )
    .orderBy('kind')
    .orderBy('project')
    .orderBy('name')
    .orderBy('life')
    .orderBy('version')
    .limit(batchSize)
    .execute();
  for (const row of rows) {
    await db
      .updateTable(table)
      .set({ digest: contentDigest(row) })
      .where('kind', '=', row.kind)
      .where('project', '=', row.project)
      .where('name', '=', row.name)
      .where('life', '=', row.life)
      .where('version', '=', row.version)
      .execute();
  }
  return rows.at(-1) ?? null;
}
