import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sqliteFailure, type SqlitePlace } from './sqlite-failure.ts';
import { storeError, StoreError } from './store-error.ts';

/** The oldest SQLite whose write-ahead log cannot lose a commit that races a checkpoint (3.7.0 to 3.51.2 can). */
export const leastSqliteVersion = '3.51.3';

/** Opens the database file with a write-ahead log and full syncing, after checking that it and this SQLite are sound. */
export function openSqlite(place: SqlitePlace, sqliteVersion: string): DatabaseSync {
  const { file, busySeconds } = place;
  if (isOlder(sqliteVersion, leastSqliteVersion)) {
    throw storeError('sqlite_too_old', { version: sqliteVersion, least: leastSqliteVersion });
  }
  prepareFile(place);
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file, { timeout: busySeconds * 1000 });
    const mode = String(pragma(database, 'journal_mode = wal'));
    if (mode !== 'wal') throw storeError('store_not_wal', { file, mode });
    database.exec(
      'pragma synchronous = full; pragma trusted_schema = off; pragma journal_size_limit = 67108864',
    );
    const found = quickCheckPages(database) ? String(pragma(database, 'integrity_check(1)')) : 'ok';
    if (found !== 'ok') throw storeError('store_damaged', { file, reason: found });
    return database;
  } catch (cause) {
    database?.close();
    throw openFailure(cause, place);
  }
}

/** The value of a pragma's first column. */
function pragma(database: DatabaseSync, text: string): unknown {
  const row = database.prepare(`pragma ${text}`).get();
  return row === undefined ? undefined : Object.values(row)[0];
}

/** Databases above this size are checked by what is read of them only, so that a start stays fast. */
const checkedBytes = 64 * 1024 * 1024;

function quickCheckPages(database: DatabaseSync): boolean {
  return Number(pragma(database, 'page_count')) * Number(pragma(database, 'page_size')) <= checkedBytes;
}

// Datasources can carry headers with secrets, so nobody but the owner reads the file; SQLite gives -wal and -shm its mode.
function prepareFile(place: SqlitePlace): void {
  try {
    mkdirSync(dirname(place.file), { recursive: true, mode: 0o700 });
    closeSync(openSync(place.file, 'a', 0o600));
  } catch (cause) {
    throw openFailure(cause, place);
  }
}

function openFailure(cause: unknown, place: SqlitePlace): Error {
  if (cause instanceof StoreError) return cause;
  const failure = sqliteFailure(cause, place, 'read');
  if (failure !== null && failure.error.code !== 'store_not_readable') return failure.error;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return storeError('store_cannot_open', { file: place.file, reason }, cause);
}

function isOlder(version: string, least: string): boolean {
  const [given, wanted] = [version, least].map((text) => text.split('.').map(Number));
  for (const [index, part] of (wanted ?? []).entries()) {
    const mine = given?.[index] ?? 0;
    if (mine !== part) return !(mine > part);
  }
  return false;
}
