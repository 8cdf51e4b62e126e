import {
  createSecretValues,
  fieldOf,
  readJson,
  readSecretSpec,
  secretFields,
  type SecretReference,
  type SecretSpec,
} from '@hecate/perses';
import type { Kysely } from 'kysely';
import { refuseDamaged } from './content-digest.ts';
import { readResource, type DocumentKey } from './read-documents.ts';
import type { Schema } from './schema.ts';
import { openValues } from './sealed-secrets.ts';
import type { SecretVault } from './secret-vault.ts';
import { storeError } from './store-error.ts';

/** A secret with its values, which only `reveal` gives: printed, logged or serialised it shows nothing. */
export interface OpenedSecret {
  /** Changes with every write of the secret. */
  readonly fingerprint: string;
  reveal(): SecretSpec;
}

/** Reads the current version of a secret with its values; null when there is no such secret. */
export async function readOpenedSecret(
  db: Kysely<Schema>,
  vault: SecretVault,
  reference: SecretReference,
): Promise<OpenedSecret | null> {
  const key: DocumentKey = {
    kind: reference.kind,
    project: reference.kind === 'Secret' ? reference.project.toLowerCase() : '',
    name: reference.name.toLowerCase(),
  };
  const row = await readResource(db, key);
  if (row === undefined) return null;
  refuseDamaged(row, 'whole');
  const values = await openValues(db, vault, { key, life: row.life, version: row.version });
  const masked = readJson(row.spec).value;
  // A row that lost its values must not become a request without credentials.
  if (secretFields.some((field) => fieldOf(masked, field) !== '' && !values.has(field))) {
    throw storeError('secret_damaged', { kind: key.kind, name: key.name });
  }
  const spec = readSecretSpec(masked, createSecretValues(values));
  return {
    fingerprint: `${key.kind}/${key.project}/${key.name}/${row.life}.${row.version}`,
    reveal: () => spec,
  };
}
