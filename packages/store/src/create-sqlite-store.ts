import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import {
  openAcknowledgedMark,
  readAcknowledgedMark,
  refuseDatabaseBehind,
  refuseMissingDatabase,
  type AcknowledgedMark,
} from './acknowledged-mark.ts';
import { createGroupCommits } from './create-group-commits.ts';
import { createDocumentStore, type StoreEngine } from './create-document-store.ts';
import { machineFiles } from './file-operations.ts';
import { finishRestore } from './finish-restore.ts';
import { migrateToLatest } from './migrate-to-latest.ts';
import { openSqlite } from './open-sqlite.ts';
import type { Schema } from './schema.ts';
import { neededKeys } from './sealed-secrets.ts';
import { secretKeyName } from './secret-key-file.ts';
import { openSecretVault, type SecretVault } from './secret-vault.ts';
import { sequenceOf } from './sequence-of.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';
import { sqliteMigrations, sqliteTextIndex } from './sqlite-text-index.ts';
import { notWritable, sqliteFailure, type SqliteFailure, type SqlitePlace } from './sqlite-failure.ts';
import type { Store, StoreHealth } from './store.ts';
import { storeError, StoreError } from './store-error.ts';

/** What a store over SQLite is made of. */
export interface SqliteStoreOptions {
  /** The database file; its folder is made. Several processes may open the same file. */
  readonly file: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** How long a write waits for another process's lock; 5 s when left out. */
  readonly busySeconds?: number;
  /** The version of the engine; the tests say an old one. */
  readonly sqliteVersion?: string;
}

/** Opens the store in one SQLite file, making or upgrading its tables; rejects with a StoreError that says why not. */
export async function createSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const place = { file: options.file, busySeconds: options.busySeconds ?? 5 };
  await finishRestore(options.file, machineFiles);
  refuseMissingDatabase(options.file);
  // Read before the database: another process may write between the two, and the mark is never ahead.
  const acknowledged = readAcknowledgedMark(options.file);
  const database = openSqlite(place, options.sqliteVersion ?? engineVersion());
  const { dialect, statements } = createSqliteDialect(database);
  const db = new Kysely<Schema>({ dialect });
  let mark: AcknowledgedMark;
  let vault: SecretVault;
  try {
    refuseDatabaseBehind(options.file, acknowledged, sequenceOf(database));
    await migrateToLatest(db, options.file, sqliteMigrations);
    vault = openSecretVault({
      keyFile: join(dirname(options.file), secretKeyName),
      neededKeys: await neededKeys(db),
    });
    mark = openAcknowledgedMark(options.file, sequenceOf(database));
  } catch (cause) {
    database.close();
    throw openFault(cause, place);
  }
  const engine = { ...createSqliteEngine(database, db, mark, place), statements };
  return createDocumentStore({ engine, clock: options.clock, vault });
}

/** Bytes that must be free before a full disk counts as writable again: room for a large document in log and file. */
const freeBytesToResume = 1024 * 1024;

function createSqliteEngine(
  database: DatabaseSync,
  db: Kysely<Schema>,
  mark: AcknowledgedMark,
  place: SqlitePlace,
): Omit<StoreEngine, 'statements'> {
  let fault: { readonly reason: string; readonly untilRestart: boolean } | null = null;
  let markFault: string | null = null;
  const grouped = createGroupCommits({
    db,
    refuse: refuseWhenStopped,
    isFault,
    onCommitted: (sequence) => {
      fault = null;
      writeMark(sequence);
    },
  });
  return { db, textIndex: sqliteTextIndex, read, write, health, close };

  async function read<Result>(work: () => Promise<Result>): Promise<Result> {
    refuseWhenClosed();
    try {
      return await work();
    } catch (cause) {
      throw storeFault(cause, 'read')?.error ?? cause;
    }
  }

  async function write<Result>(work: (db: Kysely<Schema>) => Promise<Result>): Promise<Result> {
    refuseWhenClosed();
    refuseWhenStopped();
    try {
      return await grouped(work);
    } catch (cause) {
      throw storeFault(cause, 'write')?.error ?? cause;
    }
  }

  function isFault(cause: unknown): boolean {
    const failure = storeFault(cause, 'write');
    if (failure?.isWriteFault === true)
      fault = { reason: failure.reason, untilRestart: failure.stopsWriting };
    return failure !== null;
  }

  function refuseWhenStopped(): void {
    if (fault?.untilRestart === true) throw notWritable(fault.reason, true);
  }

  // The write is on disk already. A mark that stays behind is never wrong, it only notices less, so health says it.
  function writeMark(sequence: number): void {
    try {
      mark.write(sequence);
      markFault = null;
    } catch (cause) {
      markFault = `the acknowledged mark cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`;
    }
  }

  async function health(): Promise<StoreHealth> {
    if (!database.isOpen) return { ok: false, writable: false, reason: 'the store is closed' };
    try {
      database.prepare('select count(*) from resource where kind = ?').get('');
    } catch (cause) {
      const failure = sqliteFailure(cause, place, 'read');
      if (failure === null) throw cause;
      return { ok: false, writable: false, reason: failure.error.publicMessage };
    }
    if (fault === null) return { ok: true, writable: true, reason: markFault };
    if (!fault.untilRestart && (await canWriteAgain())) {
      fault = null;
      return { ok: true, writable: true, reason: null };
    }
    return { ok: true, writable: false, reason: fault.reason };
  }

  async function canWriteAgain(): Promise<boolean> {
    const { bavail, bsize } = await statfs(dirname(place.file));
    if (bavail * bsize < freeBytesToResume) return false;
    try {
      // Writes one page and syncs it; nothing else uses this number.
      await sql`pragma user_version = 0`.execute(db);
      return true;
    } catch (cause) {
      if (sqliteFailure(cause, place, 'write') === null) throw cause;
      return false;
    }
  }

  async function close(): Promise<void> {
    if (!database.isOpen) return;
    // The connection is taken first, so that a write which began is finished.
    await db.connection().execute(async () => {
      if (!database.isOpen) return;
      database.close();
      mark.close();
    });
  }

  // Work that waited for the connection while the store closed meets a closed database.
  function storeFault(cause: unknown, during: 'read' | 'write'): SqliteFailure | null {
    if (database.isOpen) return sqliteFailure(cause, place, during);
    const error = storeError('store_closed', {}, cause);
    return { error, reason: error.message, isWriteFault: false, stopsWriting: false };
  }

  function refuseWhenClosed(): void {
    if (!database.isOpen) throw storeError('store_closed', {});
  }
}

function openFault(cause: unknown, place: SqlitePlace): Error {
  if (cause instanceof StoreError) return cause;
  const known = sqliteFailure(cause, place, 'write');
  if (known !== null) return known.error;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return storeError('store_upgrade_failed', { file: place.file, reason }, cause);
}

function engineVersion(): string {
  const memory = new DatabaseSync(':memory:');
  const version = String(memory.prepare('select sqlite_version() as version').get()?.['version']);
  memory.close();
  return version;
}
