import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { acknowledgedMarkOf, readAcknowledgedMark } from './acknowledged-mark.ts';
import { databaseName, type BackupManifest } from './backup-manifest.ts';
import { placeName } from './content-digest.ts';
import { createSqliteStore } from './create-sqlite-store.ts';
import { machineFiles, type FileOperations } from './file-operations.ts';
import { finishRestore, restorePlanOf, type RestorePlan } from './finish-restore.ts';
import { readBackup } from './read-backup.ts';
import { readKeyFile, secretKeyName } from './secret-key-file.ts';
import { storeError, StoreError } from './store-error.ts';
import { inspectStore } from './write-backup.ts';

/** What is restored where; nobody else may have the store open. */
export interface RestoreOptions {
  readonly backup: string;
  /** The database file of the store. */
  readonly file: string;
  readonly secret: Uint8Array | null;
  /** Takes the place of a store that holds something, which is kept beside it. */
  readonly replaces: boolean;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
  readonly signal?: AbortSignal;
  readonly files?: FileOperations;
}

/** What a restore did. */
export interface Restored {
  readonly manifest: BackupManifest;
  /** Where the old database is now; null when there was none. */
  readonly aside: string | null;
}

/**
 * Puts a backup in the place of the store. Until the new store is unpacked and checked the old one is not touched; then a plan
 * is written, and from there on a restore that is cut off anywhere is finished by the next start.
 */
export async function restoreStore(options: RestoreOptions): Promise<Restored> {
  const { file, signal, files = machineFiles } = options;
  const folder = dirname(file);
  const fresh = (name: string): string => join(folder, `${basename(file)}-restoring-${name}`);
  try {
    if ((await files.size(options.backup)) === null) {
      throw storeError('backup_unreadable', { file: options.backup, reason: 'there is no such file' });
    }
    await finishRestore(file, files);
    const held = heldBy(file, (await files.size(file)) !== null);
    if (held !== 0 && !options.replaces) {
      throw storeError('restore_not_empty', { file, documents: held ?? 'unknown' });
    }
    const manifest = await readFresh(options, files, fresh);
    signal?.throwIfAborted();
    if (held !== null && (await files.size(file)) !== null) foldLog(file);
    const stamp = new Date(options.clock()).toISOString().replaceAll(/[:.]/g, '-');
    const plan = planOf(file, manifest, stamp);
    await writePlan(plan, file, files);
    await finishRestore(file, files);
    await checkOpens(file, manifest, options.clock);
    const aside = plan.moves[0]?.aside;
    const isKept = aside !== undefined && (await files.size(join(folder, aside))) !== null;
    return { manifest, aside: isKept ? join(folder, aside) : null };
  } catch (cause) {
    if (cause instanceof StoreError || signal?.aborted === true) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw storeError('restore_failed', { reason }, cause);
  }
}

/** Unpacks the backup beside the store and checks it; what was unpacked is removed again when it is refused. */
async function readFresh(
  options: RestoreOptions,
  files: FileOperations,
  fresh: (name: string) => string,
): Promise<BackupManifest> {
  const { backup, secret, signal, onProgress } = options;
  const made = new Set<string>();
  const pathFor = (name: string): string => {
    made.add(name);
    return fresh(name);
  };
  try {
    const manifest = await readBackup({
      file: backup,
      secret,
      files,
      pathFor,
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    const found = inspectStore(fresh(databaseName));
    const told = new Set(manifest.damaged.map((version) => JSON.stringify(version)));
    const untold = found.damaged.find((version) => !told.has(JSON.stringify(version)));
    if (untold !== undefined) {
      throw storeError('backup_unreadable', {
        file: backup,
        reason: `${untold.kind} "${placeName(untold)}" in it differs in version ${untold.version} from what was written`,
      });
    }
    if (
      found.sequence !== manifest.sequence ||
      found.documents !== manifest.documents ||
      found.revisions !== manifest.revisions
    ) {
      throw storeError('backup_unreadable', {
        file: backup,
        reason: 'it holds other documents than it says',
      });
    }
    const brought = manifest.files.some(({ name }) => name === secretKeyName);
    const keyFile = brought ? fresh(secretKeyName) : join(dirname(options.file), secretKeyName);
    refuseWithoutKeys(fresh(databaseName), keyFile);
    return manifest;
  } catch (cause) {
    // The refusal is what is told; a leftover is removed by the next restore.
    for (const name of made) await files.remove(fresh(name)).catch(() => null);
    throw cause;
  }
}

/** Documents in the store; null when nobody can tell, as when its file holds less than was acknowledged. */
function heldBy(file: string, isThere: boolean): number | null {
  const found = isThere ? documentsIn(file) : 0;
  return found === 0 && mayHaveHeldWrites(file) ? null : found;
}

/** A mark that cannot be read must not stand in the way of the restore that its refusal asks for. */
function mayHaveHeldWrites(file: string): boolean {
  try {
    return (readAcknowledgedMark(file) ?? 0) > 0;
  } catch (cause) {
    if (cause instanceof StoreError && cause.code === 'store_mark_damaged') return true;
    throw cause;
  }
}

/** Refuses a store that could not open its own secrets: it would not start. */
function refuseWithoutKeys(database: string, keyFile: string): void {
  const copy = new DatabaseSync(database, { readOnly: true });
  try {
    const tables = copy
      .prepare(`select count(*) as value from sqlite_schema where name = 'sealed_secret'`)
      .get();
    // A store from before secrets.
    if (Number(tables?.['value']) === 0) return;
    const needed = copy.prepare('select distinct substr(sealed, 4, 12) as id from sealed_secret').all();
    if (needed.length === 0) return;
    const ring = readKeyFile(keyFile, process.getuid?.() ?? 0);
    const isThere = needed.every(({ id }) => ring?.keys.some((key) => key.id === id) === true);
    if (!isThere) throw storeError('restore_key_missing', { file: keyFile });
  } finally {
    copy.close();
  }
}

/** Documents and versions in the store, null when it is damaged: then it holds something that nobody can count. */
function documentsIn(file: string): number | null {
  try {
    // Read only: SQLite would tidy a log away that it cannot read.
    const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
    try {
      const tables = database
        .prepare(`select count(*) as value from sqlite_schema where name = 'revision'`)
        .get();
      if (Number(tables?.['value']) === 0) return 0;
      const documents = Number(database.prepare('select count(*) as value from resource').get()?.['value']);
      const revisions = Number(database.prepare('select count(*) as value from revision').get()?.['value']);
      // Only a history: everything in it was removed once, and can come back.
      return documents === 0 && revisions > 0 ? null : documents;
    } finally {
      database.close();
    }
  } catch {
    // Whatever the engine says: it is not an empty store.
    return null;
  }
}

// Brings the log into the old database, so that the file that is kept aside is whole by itself. A damaged one keeps its log.
function foldLog(file: string): void {
  try {
    const database = new DatabaseSync(file, { timeout: 5000 });
    try {
      database.exec('pragma wal_checkpoint(truncate)');
    } finally {
      database.close();
    }
  } catch {
    // The plan moves the log aside together with its database.
  }
}

function planOf(file: string, manifest: BackupManifest, stamp: string): RestorePlan {
  const database = basename(file);
  const aside = (name: string): string => `${name}.before-restore-${stamp}`;
  const moves = manifest.files.map(({ name }) => {
    const to = name === databaseName ? database : name;
    return { from: `${database}-restoring-${name}`, to, aside: aside(to) };
  });
  return {
    moves,
    // SQLite looks for the log of a file under the file's own name.
    moved: [[`${database}-wal`, `${aside(database)}-wal`]],
    removed: [`${database}-shm`, basename(acknowledgedMarkOf(file))],
  };
}

async function writePlan(plan: RestorePlan, file: string, files: FileOperations): Promise<void> {
  const part = `${restorePlanOf(file)}.part`;
  await files.remove(part);
  const out = await files.create(part);
  try {
    await out.write(Buffer.from(JSON.stringify(plan)));
    await out.sync();
  } finally {
    await out.close();
  }
  await files.rename(part, restorePlanOf(file));
  await files.syncFolder(dirname(file));
}

/** Opens the restored store as a start does. */
async function checkOpens(file: string, manifest: BackupManifest, clock: () => number): Promise<void> {
  const store = await createSqliteStore({ file, clock });
  await store.close();
  // Opened to be written: a reader would leave an empty log beside it.
  const database = new DatabaseSync(file);
  const documents = Number(database.prepare('select count(*) as value from resource').get()?.['value']);
  database.close();
  if (documents !== manifest.documents) {
    throw storeError('restore_failed', {
      reason: `it holds ${documents} of ${manifest.documents} documents`,
    });
  }
}
