/** One row: the HTTP status, and the message with its values as `{name}`. */
export interface StoreErrorRow {
  readonly status: number;
  readonly message: string;
}

/** Every fault of the store itself; what is wrong with a document is in the table of `@hecate/perses`. */
export const storeErrorTable = {
  store_not_writable: {
    status: 507,
    message: 'the change was not saved, the store cannot be written: {reason}. Reading goes on; {remedy}',
  },
  store_not_readable: {
    status: 503,
    message: 'the store cannot be read: {reason}. Check the disk below the database file and restart',
  },
  store_busy: {
    status: 503,
    message:
      'another process held the database for more than {seconds} s: try again; if it stays so, find what else has the file open',
  },
  store_damaged: {
    status: 503,
    message:
      'the database {file} is damaged ({reason}): stop, keep a copy of the file with its -wal beside it, and restore the last backup',
  },
  store_closed: {
    status: 503,
    message: 'the store is closed, the server is stopping: try again in a moment',
  },
  store_cannot_open: {
    status: 503,
    message:
      'the database {file} cannot be opened: {reason}. Check that the folder exists and may be written',
  },
  store_not_wal: {
    status: 503,
    message:
      'the database {file} cannot use a write-ahead log (journal mode is {mode}): put it on a local disk, network file systems do not carry it',
  },
  store_upgrade_failed: {
    status: 503,
    message:
      'the tables of {file} could not be brought up to date ({reason}), nothing was changed: keep a copy of the file, and start the version that wrote it or restore the last backup',
  },
  store_too_new: {
    status: 503,
    message:
      'the database {file} was written by a newer Hecate ({reason}): start that version, or restore a backup made before the upgrade',
  },
  sqlite_too_old: {
    status: 503,
    message:
      'SQLite {version} can lose a commit that races a checkpoint; at least {least} is needed: start with the Node that the lockfile installs',
  },
} as const satisfies Record<string, StoreErrorRow>;

/** The code of a row of the table. */
export type StoreErrorCode = keyof typeof storeErrorTable;
