import { storeError, type StoreError } from './store-error.ts';

/** What an SQLite error means for the store: told as a StoreError, and whether writing must stop until a restart. */
export interface SqliteFailure {
  readonly error: StoreError;
  /** The fault alone, in words: `the disk is full`. */
  readonly reason: string;
  readonly isWriteFault: boolean;
  /** A failed sync may have lost what the system had accepted, so nothing more is acknowledged in this process. */
  readonly stopsWriting: boolean;
}

/** Which database failed, and how long it waited for another process's lock. */
export interface SqlitePlace {
  readonly file: string;
  readonly busySeconds: number;
}

/** Reads an error of node:sqlite; null for every other error, which is passed on as it is. */
export function sqliteFailure(
  cause: unknown,
  { file, busySeconds }: SqlitePlace,
  during: 'read' | 'write',
): SqliteFailure | null {
  const code = errorCode(cause);
  if (code === null || !(cause instanceof Error)) return null;
  const reason = reasons.get(code & 0xff) ?? cause.message;
  switch (code & 0xff) {
    case sqlite.busy:
    case sqlite.locked:
      return failure(storeError('store_busy', { seconds: busySeconds }, cause), 'another process holds it');
    case sqlite.corrupt:
    case sqlite.notADatabase:
      return failure(storeError('store_damaged', { file, reason }, cause), reason);
    case sqlite.full:
    case sqlite.readOnly:
    case sqlite.ioError:
    case sqlite.cannotOpen:
      if (during === 'read') return failure(storeError('store_not_readable', { reason }, cause), reason);
      return {
        reason,
        error: notWritable(reason, stopping.has(code), cause),
        isWriteFault: true,
        stopsWriting: stopping.has(code),
      };
    default:
      return null;
  }
}

/** The refusal of a write, with what helps. */
export function notWritable(reason: string, untilRestart: boolean, cause?: unknown): StoreError {
  const remedy = untilRestart
    ? 'check the disk, then restart: every change acknowledged before is kept'
    : 'free space or make the folder writable, then save again';
  return storeError('store_not_writable', { reason, remedy }, cause);
}

// Result codes of sqlite3.h: https://www.sqlite.org/rescode.html
const sqlite = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
};
const reasons: ReadonlyMap<number, string> = new Map([
  [sqlite.full, 'the disk is full'],
  [sqlite.readOnly, 'the database file or its folder is read-only'],
  [sqlite.ioError, 'the disk reported an input/output error'],
  [sqlite.cannotOpen, 'a file beside the database cannot be opened'],
  [sqlite.corrupt, 'its content does not fit together'],
  [sqlite.notADatabase, 'it is not an SQLite database'],
]);
/** IOERR_WRITE, IOERR_FSYNC, IOERR_DIR_FSYNC, IOERR_TRUNCATE. */
const stopping: ReadonlySet<number> = new Set([778, 1034, 1290, 1546]);

function failure(error: StoreError, reason: string): SqliteFailure {
  return { error, reason, isWriteFault: false, stopsWriting: false };
}

function errorCode(cause: unknown): number | null {
  if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'ERR_SQLITE_ERROR') return null;
  return 'errcode' in cause && typeof cause.errcode === 'number' ? cause.errcode : null;
}
