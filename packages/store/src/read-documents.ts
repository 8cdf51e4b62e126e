import type { ResourceKind } from '@hecate/perses';
import { sql, type Kysely, type Selectable } from 'kysely';
import { escapeLike } from './like-pattern.ts';
import type { ResourceTable, Schema } from './schema.ts';
import {
  listLimit,
  revisionLimit,
  type ListFilter,
  type RevisionFilter,
  type RevisionRow,
  type StoredDocument,
  type StoredRevision,
} from './store.ts';
import { documentOfRevision, documentOfRow, revisionOfRow } from './stored-rows.ts';

/** Which document: `project` is '' for global kinds. */
export interface DocumentKey {
  readonly kind: ResourceKind;
  readonly project: string;
  readonly name: string;
}

/** The current row of a document. */
export async function readResource(
  db: Kysely<Schema>,
  key: DocumentKey,
): Promise<Selectable<ResourceTable> | undefined> {
  return db
    .selectFrom('resource')
    .selectAll()
    .where('kind', '=', key.kind)
    .where('project', '=', key.project)
    .where('name', '=', key.name)
    .executeTakeFirst();
}

/** The documents that the filter names, by project and name. */
export async function listResources(
  db: Kysely<Schema>,
  kind: ResourceKind,
  filter: ListFilter,
): Promise<readonly StoredDocument[]> {
  const spec = filter.metadataOnly === true ? sql<string>`'{}'`.as('spec') : 'spec';
  let query = db
    .selectFrom('resource')
    .select(listedColumns)
    .select(spec)
    .where('kind', '=', kind)
    .orderBy('project')
    .orderBy('name')
    .limit(bounded(filter.limit, listLimit));
  if (filter.project !== undefined) query = query.where('project', '=', filter.project.toLowerCase());
  if (filter.namePrefix !== undefined && filter.namePrefix !== '') {
    const pattern = `${escapeLike(filter.namePrefix.toLowerCase())}%`;
    query = query.where(sql<boolean>`name like ${pattern} escape '\\'`);
  }
  if (filter.after !== undefined) {
    const { project = '', name } = filter.after;
    query = query.where((where) =>
      where.or([
        where('project', '>', project),
        where.and([where('project', '=', project), where('name', '>', name)]),
      ]),
    );
  }
  const extent = filter.metadataOnly === true ? 'head' : 'whole';
  return (await query.execute()).map((row) => documentOfRow(row, extent));
}

/** The newest life of a document in its history, 0 when there never was one. */
export async function readNewestLife(db: Kysely<Schema>, key: DocumentKey): Promise<number> {
  const row = await db
    .selectFrom('revision')
    .select('life')
    .where('kind', '=', key.kind)
    .where('project', '=', key.project)
    .where('name', '=', key.name)
    .orderBy('life', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.life ?? 0;
}

/** The history of one life, newest first. */
export async function listRevisions(
  db: Kysely<Schema>,
  key: DocumentKey,
  filter: RevisionFilter,
): Promise<readonly RevisionRow[]> {
  const life = filter.life ?? (await readNewestLife(db, key));
  let query = db
    .selectFrom('revision')
    .select([...listedColumnsOfRevision])
    .where('kind', '=', key.kind)
    .where('project', '=', key.project)
    .where('name', '=', key.name)
    .where('life', '=', life)
    .orderBy('version', 'desc')
    .limit(bounded(filter.limit, revisionLimit));
  if (filter.before !== undefined) query = query.where('version', '<', filter.before);
  return (await query.execute()).map(revisionOfRow);
}

/** One version of one life (the newest when left out) with its content. */
export async function readRevision(
  db: Kysely<Schema>,
  key: DocumentKey,
  version: number,
  givenLife: number | undefined,
): Promise<StoredRevision | null> {
  const life = givenLife ?? (await readNewestLife(db, key));
  const row = await db
    .selectFrom('revision')
    .selectAll()
    .where('kind', '=', key.kind)
    .where('project', '=', key.project)
    .where('name', '=', key.name)
    .where('life', '=', life)
    .where('version', '=', version)
    .executeTakeFirst();
  if (row === undefined) return null;
  const revision = revisionOfRow(row);
  return { revision, document: revision.action === 'delete' ? null : documentOfRevision(row) };
}

const listedColumns = [
  'kind',
  'project',
  'name',
  'life',
  'version',
  'created_at',
  'updated_at',
  'author',
  'display_name',
  'tags',
  'metadata_extra',
  'document_extra',
  'digest',
] as const;

const listedColumnsOfRevision = [
  'kind',
  'project',
  'name',
  'life',
  'version',
  'created_at',
  'saved_at',
  'action',
  'author',
  'message',
  'summary',
  'display_name',
  'tags',
  'metadata_extra',
  'document_extra',
] as const;

function bounded(limit: number | undefined, most: number): number {
  return Math.max(0, Math.min(Math.trunc(limit ?? most), most));
}
