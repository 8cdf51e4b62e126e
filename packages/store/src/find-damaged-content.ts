import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { isDamaged } from './content-digest.ts';
import type { ContentColumns } from './schema.ts';

/** A version that differs from what was written. */
export interface DamagedContent {
  readonly content: ContentColumns;
  /** The document itself, or only a version in its history. */
  readonly isCurrent: boolean;
}

/** Yields the versions in a database that differ from what was written; one row is in memory at a time. */
export function* findDamagedContent(database: DatabaseSync): Generator<DamagedContent> {
  for (const table of ['resource', 'revision'] as const) {
    const columns = database.prepare('select name from pragma_table_info(?)').all(table);
    // A store from before digests has nothing to compare with.
    if (!columns.some(({ name }) => name === 'digest')) continue;
    const rows = database
      .prepare(
        `select kind, project, name, life, version, created_at, author, display_name, tags, metadata_extra,
          document_extra, spec, digest from ${table}`,
      )
      .iterate();
    for (const row of rows) {
      const content = contentColumns(row);
      if (isDamaged(content, 'whole')) yield { content, isCurrent: table === 'resource' };
    }
  }
}

function contentColumns(row: Readonly<Record<string, SQLOutputValue>>): ContentColumns {
  const text = (name: string): string => String(row[name] ?? '');
  return {
    kind: text('kind'),
    project: text('project'),
    name: text('name'),
    life: Number(row['life']),
    version: Number(row['version']),
    created_at: text('created_at'),
    author: text('author'),
    display_name: row['display_name'] === null ? null : text('display_name'),
    tags: text('tags'),
    metadata_extra: text('metadata_extra'),
    document_extra: text('document_extra'),
    spec: text('spec'),
    digest: text('digest'),
  };
}
