import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Kysely } from 'kysely';
import { kindOfRow } from './stored-rows.ts';
import { migrateToLatest } from './migrate-to-latest.ts';
import { openSqlite } from './open-sqlite.ts';
import type { DocumentKey } from './read-documents.ts';
import type { Schema } from './schema.ts';
import { neededKeys } from './sealed-secrets.ts';
import { openSealed, sealPrefix, sealValues } from './secret-cipher.ts';
import { newKey, readKeyFile, replaceKeyFile, secretKeyName, type KeyRing } from './secret-key-file.ts';
import { openSecretVault } from './secret-vault.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';
import { sqliteMigrations } from './sqlite-text-index.ts';
import { storeError } from './store-error.ts';

/** How the keys of a store are changed. */
export interface RotateOptions {
  /** The database file; a server may be using it. */
  readonly file: string;
  readonly signal?: AbortSignal;
  /** Called after each step that a crash could follow, with the rows done so far. */
  readonly onStep?: (step: RotateStep, rows: number) => void;
  /** Rows in one transaction; 200 when left out. */
  readonly batchSize?: number;
}

/** The steps in their order; `rows encrypted` as often as there are batches. */
export type RotateStep = 'new key written' | 'rows encrypted' | 'old key dropped';

/** What was done. */
export interface Rotated {
  readonly rows: number;
  /** True when an earlier change of keys that did not finish was finished. */
  readonly isResumed: boolean;
}

/**
 * Gives a store a new key and encrypts every version of every secret with it. The key file holds both keys until no row needs
 * the old one, so whatever ends this halfway, everything stays readable; running it again finishes the work.
 */
export async function rotateSecretKey(options: RotateOptions): Promise<Rotated> {
  const { file, signal, batchSize = 200, onStep = () => undefined } = options;
  const keyFile = join(dirname(file), secretKeyName);
  if (!existsSync(file)) throw storeError('store_cannot_open', { file, reason: 'there is no such file' });
  const database = openSqlite({ file, busySeconds: 5 }, process.versions.sqlite ?? '');
  const db = new Kysely<Schema>({ dialect: createSqliteDialect(database).dialect });
  // A transaction keeps every other writer out, so the key file is read and replaced inside one.
  const inTurn = <Result>(work: (transaction: Kysely<Schema>) => Promise<Result>): Promise<Result> => {
    signal?.throwIfAborted();
    return db.transaction().execute(work);
  };
  try {
    // What the old key could read is not left in free pages.
    database.exec('pragma secure_delete = on');
    await migrateToLatest(db, file, sqliteMigrations);
    const isResumed = await inTurn(async (transaction) => {
      openSecretVault({ keyFile, neededKeys: await neededKeys(transaction) });
      const { keys } = readRing(keyFile);
      if (keys.length === 1) replaceKeyFile(keyFile, [newKey(), ...keys]);
      return keys.length > 1;
    });
    onStep('new key written', 0);
    let rows = 0;
    for (;;) {
      const done = await inTurn(async (transaction) => {
        const ring = readRing(keyFile);
        const count = await encryptBatch(transaction, ring, batchSize);
        // Only a transaction that found none may drop the old key: what it would have changed is not on disk yet.
        if (count === 0) replaceKeyFile(keyFile, [ring.keys[0]]);
        return count;
      });
      if (done === 0) break;
      rows += done;
      onStep('rows encrypted', rows);
    }
    onStep('old key dropped', rows);
    database.exec('pragma wal_checkpoint(truncate)');
    return { rows, isResumed };
  } finally {
    database.close();
  }
}

/** Encrypts at most `limit` rows of other keys again and says how many there were. */
async function encryptBatch(db: Kysely<Schema>, ring: KeyRing, limit: number): Promise<number> {
  const [active] = ring.keys;
  const rows = await db
    .selectFrom('sealed_secret')
    .selectAll()
    .where('sealed', 'not like', `${sealPrefix(active.id)}%`)
    .limit(limit)
    .execute();
  for (const row of rows) {
    const place: DocumentKey = { kind: kindOfRow(row.kind), project: row.project, name: row.name };
    const values = openSealed(ring, place, row.sealed);
    if (typeof values === 'string') {
      throw storeError('secret_damaged', { kind: row.kind, name: row.name });
    }
    await db
      .updateTable('sealed_secret')
      .set({ sealed: sealValues(active, place, values) })
      .where('kind', '=', row.kind)
      .where('project', '=', row.project)
      .where('name', '=', row.name)
      .where('life', '=', row.life)
      .where('version', '=', row.version)
      .execute();
  }
  return rows.length;
}

function readRing(keyFile: string): KeyRing {
  const ring = readKeyFile(keyFile, process.getuid?.() ?? 0);
  if (ring === null) throw storeError('secret_key_missing', { file: keyFile });
  return ring;
}
