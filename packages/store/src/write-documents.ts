import {
  diffDocuments,
  documentError,
  isProjectScoped,
  isSecretKind,
  keepAllowedHosts,
  summarizeDiff,
  type JsonValue,
  type ParsedDocument,
  type ResourceKind,
} from '@hecate/perses';
import type { Kysely, Selectable } from 'kysely';
import { contentDigest, isDamaged, refuseDamaged } from './content-digest.ts';
import { indexDocument, unindexDocument } from './index-document.ts';
import { readNewestLife, readResource, readRevision, type DocumentKey } from './read-documents.ts';
import type { ResourceTable, Schema } from './schema.ts';
import { readSealed, sealDocument, writeSealed } from './sealed-secrets.ts';
import type { SecretVault } from './secret-vault.ts';
import type { ExpiredDashboard, RevisionAction, StoredDocument, WriteOptions, WrittenBy } from './store.ts';
import { contentOf, contentOfRow, documentOfRow, kindOfRow, type DocumentContent } from './stored-rows.ts';
import type { RestoreOptions } from './store.ts';
import type { TextIndex } from './text-index.ts';

/** What a write is done with: one transaction, the time it carries, and who asked for it. */
export interface WriteContext {
  readonly db: Kysely<Schema>;
  readonly vault: SecretVault;
  readonly textIndex: TextIndex;
  /** RFC 3339, UTC. */
  readonly now: string;
  readonly by: WrittenBy;
}

/** Inserts a document as version 0 of a new life. */
export async function createDocument(
  context: WriteContext,
  document: ParsedDocument,
): Promise<StoredDocument> {
  const key = keyOf(document);
  await requireProject(context.db, key);
  if ((await readResource(context.db, key)) !== undefined) throw documentError('document_already_exists', {});
  const life = (await readNewestLife(context.db, key)) + 1;
  return insertVersion(context, {
    key,
    life,
    version: 0,
    createdAt: context.now,
    action: 'create',
    summary: 'created',
    content: contentOf(document),
    spec: document.spec,
    sealed: await sealDocument(context.db, context.vault, document, undefined),
    isNew: true,
  });
}

/** Writes the next version of a document. */
export async function updateDocument(
  context: WriteContext,
  given: ParsedDocument,
  options: WriteOptions,
): Promise<StoredDocument> {
  const key = keyOf(given);
  const current = await readResource(context.db, key);
  if (current === undefined) throw documentError('document_not_found', {});
  refuseConflict(options, current.version);
  // What a secret may be sent to is taken over from the version before; of every other kind the new text is whole by itself.
  if (isSecretKind(key.kind)) refuseDamaged(current, 'whole');
  const document = isSecretKind(key.kind) ? keepAllowedHosts(current.spec, given) : given;
  return insertVersion(context, {
    key,
    life: current.life,
    version: current.version + 1,
    createdAt: current.created_at,
    action: 'update',
    spec: document.spec,
    summary: updateSummary(key.kind, current, document),
    content: contentOf(document),
    sealed: await sealDocument(context.db, context.vault, document, current),
    isNew: false,
  });
}

/** Writes an old version's content as the next one; a removed document comes back in the same life. */
export async function restoreDocument(
  context: WriteContext,
  key: DocumentKey,
  version: number,
  options: RestoreOptions,
): Promise<StoredDocument> {
  await refuseSuperseded(context.db, key, options);
  const old = await readRevision(context.db, key, version, undefined);
  const place = { kind: key.kind, name: key.name, version };
  if (old === null) throw documentError('revision_not_found', place);
  if (old.document === null) throw documentError('revision_not_restorable', place);
  await requireProject(context.db, key);
  const current = await readResource(context.db, key);
  if (current !== undefined || options.ifMatch !== undefined) {
    if (current === undefined) throw documentError('document_not_found', {});
    refuseConflict(options, current.version);
  }
  const life = old.revision.life;
  const newest = current?.version ?? (await readNewestVersion(context.db, key, life));
  const content = await readContent(context.db, key, life, version);
  const change = current === undefined ? 'it had been removed' : summaryOf(key.kind, current, content.spec);
  return insertVersion(context, {
    key,
    life,
    version: newest + 1,
    createdAt: current?.created_at ?? old.document.metadata.createdAt,
    action: 'restore',
    summary: `version ${version} restored: ${change}`,
    content,
    // Kind, project and name stay, so the old ciphertext is good as it is.
    sealed: await readSealed(context.db, { key, life, version }),
    isNew: current === undefined,
  });
}

/** Removes a document, a project with everything in it; false when there was none. */
export async function removeDocument(
  context: WriteContext,
  key: DocumentKey,
  options: WriteOptions,
): Promise<boolean> {
  const current = await readResource(context.db, key);
  if (current === undefined) return false;
  refuseConflict(options, current.version);
  if (key.kind === 'Project') {
    const inside = await context.db
      .selectFrom('resource')
      .selectAll()
      .where('project', '=', key.name)
      .execute();
    for (const row of inside) await removeRow(context, row, `removed with its project ${key.name}`);
  }
  await removeRow(context, current, 'removed');
  return true;
}

/** Removes ephemeral dashboards and their history where they are still at the version that expired. */
export async function purgeExpired(
  context: WriteContext,
  documents: readonly ExpiredDashboard[],
): Promise<number> {
  let count = 0;
  for (const { project, name, version } of documents) {
    const current = await readResource(context.db, { kind: 'EphemeralDashboard', project, name });
    if (current === undefined || current.version !== version) continue;
    await removeRow(context, current, 'expired');
    count += 1;
  }
  return count;
}

/** A version that is to be written, counted and told by whoever makes it. */
interface NewVersion {
  readonly key: DocumentKey;
  readonly life: number;
  readonly version: number;
  readonly createdAt: string;
  readonly action: RevisionAction;
  readonly summary: string;
  readonly content: DocumentContent;
  /** The value of the content's spec where it is known; else it is read again. */
  readonly spec?: JsonValue;
  /** The encrypted values of a secret; null when it has none, and for every other kind. */
  readonly sealed: string | null;
  readonly isNew: boolean;
}

/** Writes a version into the history, makes it the current one, and indexes it. */
export async function insertVersion(context: WriteContext, next: NewVersion): Promise<StoredDocument> {
  const { db, now, by } = context;
  const undigested = {
    ...next.key,
    ...next.content,
    life: next.life,
    version: next.version,
    created_at: next.createdAt,
    author: storable(by.author),
  };
  const columns = { ...undigested, digest: contentDigest(undigested) };
  await db
    .insertInto('revision')
    .values({
      ...columns,
      action: next.action,
      saved_at: now,
      message: storable(by.message ?? ''),
      summary: next.summary,
    })
    .execute();
  if (next.sealed !== null) await writeSealed(db, next, next.sealed);
  const row: ResourceTable = { ...columns, updated_at: now };
  if (next.isNew) await db.insertInto('resource').values(row).execute();
  else {
    await db
      .updateTable('resource')
      .set(row)
      .where('kind', '=', next.key.kind)
      .where('project', '=', next.key.project)
      .where('name', '=', next.key.name)
      .execute();
  }
  const spec: JsonValue = next.spec ?? JSON.parse(next.content.spec);
  await indexDocument(db, context.textIndex, { ...row, key: next.key, spec });
  return documentOfRow(row);
}

/** Removes a document and records that in its history. */
export async function removeRow(
  { db, textIndex, now, by }: WriteContext,
  row: Selectable<ResourceTable>,
  summary: string,
): Promise<void> {
  // A dashboard that was not meant to stay leaves no history behind.
  if (row.kind === 'EphemeralDashboard') await forgetHistory(db, row);
  else await recordRemoval({ db, now, by }, row, summary);
  const { project, name } = row;
  await unindexDocument(db, textIndex, { kind: kindOfRow(row.kind), project, name });
  await db
    .deleteFrom('resource')
    .where('kind', '=', kindOfRow(row.kind))
    .where('project', '=', row.project)
    .where('name', '=', row.name)
    .execute();
}

async function forgetHistory(db: Kysely<Schema>, row: Selectable<ResourceTable>): Promise<void> {
  await db
    .deleteFrom('revision')
    .where('kind', '=', row.kind)
    .where('project', '=', row.project)
    .where('name', '=', row.name)
    .execute();
}

async function recordRemoval(
  { db, now, by }: Pick<WriteContext, 'db' | 'now' | 'by'>,
  row: Selectable<ResourceTable>,
  summary: string,
): Promise<void> {
  const columns = {
    kind: row.kind,
    project: row.project,
    name: row.name,
    life: row.life,
    version: row.version + 1,
    created_at: row.created_at,
    author: storable(by.author),
    display_name: row.display_name,
    tags: '[]',
    metadata_extra: '',
    document_extra: '',
    spec: '',
  };
  await db
    .insertInto('revision')
    .values({
      ...columns,
      digest: contentDigest(columns),
      action: 'delete',
      saved_at: now,
      message: storable(by.message ?? ''),
      summary,
    })
    .execute();
}

/** Refuses a document of a project that does not exist. */
export async function requireProject(db: Kysely<Schema>, key: DocumentKey): Promise<void> {
  if (!isProjectScoped(key.kind)) return;
  const project = await db
    .selectFrom('resource')
    .select('name')
    .where('kind', '=', 'Project')
    .where('project', '=', '')
    .where('name', '=', key.project)
    .executeTakeFirst();
  if (project === undefined) throw documentError('project_missing', { project: key.project });
}

async function readNewestVersion(db: Kysely<Schema>, key: DocumentKey, life: number): Promise<number> {
  const row = await db
    .selectFrom('revision')
    .select('version')
    .where('kind', '=', key.kind)
    .where('project', '=', key.project)
    .where('name', '=', key.name)
    .where('life', '=', life)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return row.version;
}

async function readContent(
  db: Kysely<Schema>,
  key: DocumentKey,
  life: number,
  version: number,
): Promise<DocumentContent> {
  const row = await db
    .selectFrom('revision')
    .select(['display_name', 'tags', 'metadata_extra', 'document_extra', 'spec'])
    .where('kind', '=', key.kind)
    .where('project', '=', key.project)
    .where('name', '=', key.name)
    .where('life', '=', life)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return contentOfRow(row);
}

/** A removal is taken back only while nothing else took the name. */
async function refuseSuperseded(
  db: Kysely<Schema>,
  key: DocumentKey,
  { removedLife }: RestoreOptions,
): Promise<void> {
  if (removedLife === undefined) return;
  const isTaken = (await readResource(db, key)) !== undefined;
  if (isTaken || (await readNewestLife(db, key)) !== removedLife) {
    throw documentError('removal_superseded', { kind: key.kind, name: key.name });
  }
}

/** Refuses a write that was made on another version than the current one. */
export function refuseConflict({ ifMatch }: WriteOptions, current: number): void {
  if (ifMatch !== undefined && ifMatch !== current) {
    throw documentError('version_conflict', { given: ifMatch, current });
  }
}

function updateSummary(
  kind: ResourceKind,
  before: Selectable<ResourceTable>,
  document: ParsedDocument,
): string {
  const shown = summaryOf(kind, before, document.specText, document.spec);
  const given = document.secretValues?.fields.length ?? 0;
  if (given === 0) return shown;
  // Whether a value is the same as before is not said: it would let people try values out.
  const values = `${given} ${given === 1 ? 'value' : 'values'} written`;
  return shown === 'no changes' ? values : `${shown}, ${values}`;
}

function summaryOf(
  kind: ResourceKind,
  current: Selectable<ResourceTable>,
  after: string,
  spec?: ParsedDocument['spec'],
): string {
  if (isDamaged(current, 'whole')) return 'written over a damaged version';
  const before = current.spec;
  if (before === after) return 'no changes';
  return summarizeDiff(
    diffDocuments(
      { kind, specText: before },
      { kind, specText: after, ...(spec === undefined ? {} : { spec }) },
    ),
  );
}

function keyOf(document: ParsedDocument): DocumentKey {
  const { name, project = '' } = document.metadata;
  return { kind: document.kind, project, name };
}

// PostgreSQL takes neither NUL nor half surrogates in a text, and SQLite would change the latter.
function storable(text: string): string {
  return text.replaceAll('\u0000', '\ufffd').replaceAll(/\p{Surrogate}/gu, '\ufffd');
}
