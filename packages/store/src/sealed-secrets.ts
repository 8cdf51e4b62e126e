import {
  documentError,
  fieldOf,
  isSecretKind,
  readJson,
  secretFields,
  secretMask,
  widenedBy,
  type ParsedDocument,
  type SecretField,
} from '@hecate/perses';
import { sql, type Kysely, type Selectable } from 'kysely';
import type { DocumentKey } from './read-documents.ts';
import type { ResourceTable, Schema } from './schema.ts';
import type { SecretVault } from './secret-vault.ts';

/** One version of one document. */
export interface VersionKey {
  readonly key: DocumentKey;
  readonly life: number;
  readonly version: number;
}

/**
 * The ciphertext of a document that is being written, null when it has no values. A field that is `<secret>` keeps the value of
 * the version before; where the change would let it reach another host, it must be given again.
 */
export async function sealDocument(
  db: Kysely<Schema>,
  vault: SecretVault,
  document: ParsedDocument,
  before: Selectable<ResourceTable> | undefined,
): Promise<string | null> {
  if (!isSecretKind(document.kind)) return null;
  const { name, project = '' } = document.metadata;
  const key = { kind: document.kind, project, name };
  const values = new Map<SecretField, string>(document.secretValues?.reveal());
  const kept = secretFields.filter(
    (field) => !values.has(field) && fieldOf(document.spec, field) === secretMask,
  );
  const [firstKept] = kept;
  if (firstKept !== undefined) {
    if (before === undefined) throw documentError('secret_value_missing', { path: `spec.${firstKept}` });
    const change = widenedBy(readJson(before.spec).value, document.spec);
    if (change !== null) throw documentError('secret_value_needed', { change, path: `spec.${firstKept}` });
    const stored = await openValues(db, vault, { key, life: before.life, version: before.version });
    for (const field of kept) {
      const value = stored.get(field);
      if (value === undefined) throw documentError('secret_value_missing', { path: `spec.${field}` });
      values.set(field, value);
    }
  }
  return values.size === 0 ? null : vault.seal(key, values);
}

/** The values of one version; empty when it has none. */
export async function openValues(
  db: Kysely<Schema>,
  vault: SecretVault,
  version: VersionKey,
): Promise<ReadonlyMap<SecretField, string>> {
  const sealed = await readSealed(db, version);
  return sealed === null ? new Map() : vault.open(version.key, sealed);
}

/** The ciphertext of one version, null when it has no values. */
export async function readSealed(
  db: Kysely<Schema>,
  { key, life, version }: VersionKey,
): Promise<string | null> {
  const row = await db
    .selectFrom('sealed_secret')
    .select('sealed')
    .where('kind', '=', key.kind)
    .where('project', '=', key.project)
    .where('name', '=', key.name)
    .where('life', '=', life)
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.sealed ?? null;
}

/** Keeps the ciphertext of a version that is being written. */
export async function writeSealed(
  db: Kysely<Schema>,
  { key, life, version }: VersionKey,
  sealed: string,
): Promise<void> {
  await db
    .insertInto('sealed_secret')
    .values({ ...key, life, version, sealed })
    .execute();
}

/** The ids of all keys that some row is encrypted with. */
export async function neededKeys(db: Kysely<Schema>): Promise<readonly string[]> {
  // `v1.` and twelve characters of id.
  const id = sql<string>`substr(sealed, 4, 12)`;
  const rows = await db.selectFrom('sealed_secret').select(id.as('id')).distinct().execute();
  return rows.map((row) => row.id);
}
