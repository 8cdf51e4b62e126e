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
      'the database {file} is damaged ({reason}): stop, keep a copy of the file with its -wal beside it, and restore the last backup with `hecate restore FILE --replace`',
  },
  document_damaged: {
    status: 503,
    message:
      '{kind} "{name}" differs in version {version} from what was written, the database is damaged there, so it is not shown: restore this version or an older one from its history, or the last backup with `hecate restore FILE --replace`',
  },
  store_missing: {
    status: 503,
    message:
      'the database {file} is gone or empty, and {beside} says that it held {count} acknowledged writes: put the file back, or restore the last backup with `hecate restore FILE --replace`; to begin with an empty store, move {beside} away',
  },
  store_behind: {
    status: 503,
    message:
      'the database {file} holds {found} of {acknowledged} acknowledged writes, its -wal was cut, removed or replaced: put the -wal back, or restore the last backup with `hecate restore FILE --replace`; to go on without the missing writes, move {mark} away',
  },
  store_mark_damaged: {
    status: 503,
    message:
      'the file {mark} that counts the acknowledged writes of {file} is damaged, so nobody can tell whether the last of them are there: if the disk or the -wal was harmed, restore the last backup with `hecate restore FILE --replace`; to go on with the writes that the database holds, move {mark} away',
  },
  store_mark_not_written: {
    status: 507,
    message:
      'the file {mark} that counts the acknowledged writes cannot be written: {reason}. Nothing was changed; check disk and folder, then start again',
  },
  backup_unreadable: {
    status: 400,
    message: 'the backup {file} cannot be read: {reason}. Nothing was changed; use another backup',
  },
  backup_key_needed: {
    status: 400,
    message: 'the backup {file} is encrypted: give its key with --key-file. Nothing was changed',
  },
  backup_key_wrong: {
    status: 400,
    message:
      'the backup {file} was made with another key than the one given. Nothing was changed; give the key file of that backup',
  },
  backup_target_exists: {
    status: 409,
    message: '{file} is there already: choose another name, a backup never overwrites',
  },
  backup_failed: {
    status: 507,
    message: 'the backup {file} was not written: {reason}. The store is untouched; check disk and folder',
  },
  restore_not_empty: {
    status: 409,
    message:
      'the store {file} is not empty (documents: {documents}), nothing was changed: --replace puts the backup in its place and keeps the old store beside it',
  },
  restore_key_missing: {
    status: 409,
    message:
      'the backup holds secrets, and the key that opens them is not in {file}: nothing was changed. Put the secrets.key of the store that was backed up there, or restore a backup that was made with --key-file',
  },
  restore_failed: {
    status: 507,
    message:
      'the backup was not restored: {reason}. The store is the old one or, at the next start, the whole new one; check the disk and run the command again',
  },
  secret_key_missing: {
    status: 503,
    message:
      'the key file {file} is missing, and the database holds secrets that only it can read: put it back from a copy of the state folder. Without it these secrets are lost, and the store must be restored from a backup that has its key',
  },
  secret_key_open: {
    status: 503,
    message:
      'the key file {file} has mode {mode}, others could read it: run `chmod 600 {file}`, then start again',
  },
  secret_key_owner: {
    status: 503,
    message:
      'the key file {file} belongs to user {owner}, this process runs as {user}: run `chown {user} {file}`, then start again',
  },
  secret_key_damaged: {
    status: 503,
    message: 'the key file {file} is damaged: put it back from a copy of the state folder, then start again',
  },
  secret_key_unreadable: {
    status: 503,
    message: 'the key file {file} cannot be read ({reason}): it must be a plain file of this user',
  },
  secret_key_not_written: {
    status: 507,
    message:
      'the key file {file} cannot be written ({reason}), nothing was changed: check disk and folder, then try again',
  },
  secret_key_unfinished: {
    status: 507,
    message:
      'the key file {file} is written, but its folder cannot be brought to the disk ({reason}), a power cut could undo it: keep a copy of the file, check the disk, then try again',
  },
  secret_key_other: {
    status: 503,
    message:
      'the key file {file} does not hold the key {id} that secrets in the database were encrypted with: put back the key file that belongs to this database',
  },
  secret_damaged: {
    status: 503,
    message:
      'the values of {kind} "{name}" cannot be decrypted, they were changed outside Hecate: write them again, or restore the last backup',
  },
  cursor_unreadable: {
    status: 400,
    message: 'the cursor of the next page was not made by this server: ask for the first page without it',
  },
  cursor_of_other_order: {
    status: 400,
    message:
      'the cursor belongs to another sort or order: ask for the first page, and hand on the cursor only with the same sort and order',
  },
  relevance_without_text: {
    status: 400,
    message: 'sorting by relevance needs a text to look for: name one, or sort by name, updated or viewed',
  },
  search_text_too_long: {
    status: 400,
    message: 'the text to look for has {count} characters, at most {limit} are allowed: shorten it',
  },
  search_words_too_many: {
    status: 400,
    message: 'the text to look for has {count} words, at most {limit} are allowed: leave some out',
  },
  favourites_full: {
    status: 409,
    message: 'there are {limit} favourites, which is the limit: take one away first',
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
