import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ownFiles, syncOwnFolder, writeWhole, type OwnFiles } from './own-files.ts';
import { storeError } from './store-error.ts';

/** The file beside the database that says how many writes were acknowledged. */
export interface AcknowledgedMark {
  /** Called after a commit is on disk, so that the mark is never ahead of the database. */
  readonly write: (sequence: number) => void;
  readonly close: () => void;
}

/** Where the mark of a database stands. */
export function acknowledgedMarkOf(databaseFile: string): string {
  return `${databaseFile}-acknowledged`;
}

/**
 * Opens the mark for writing and puts `sequence` in it. Its numbers are not synced: it is there to notice a log that was cut or removed between two
 * starts, and a mark that a power cut left behind the database is never wrong. Only a new mark is, so that none is ever empty.
 */
export function openAcknowledgedMark(
  databaseFile: string,
  sequence: number,
  files = ownFiles,
): AcknowledgedMark {
  const mark = acknowledgedMarkOf(databaseFile);
  try {
    if (!existsSync(mark)) makeMark(files, mark, sequence);
    // Not in append mode: every mark is written over the one before, so that a full disk has room for it.
    const place = files.open(mark, 'r+');
    try {
      writeWhole(files, place, printed(sequence));
    } catch (cause) {
      files.close(place);
      throw cause;
    }
    return {
      write: (next) => writeWhole(files, place, printed(next)),
      close: () => files.close(place),
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw storeError('store_mark_not_written', { mark, reason }, cause);
  }
}

/**
 * The number of acknowledged writes that the mark names; null when there is no mark. A mark that is there and cannot be read is
 * refused: taken for none, it would let a database pass that lost its last writes.
 */
export function readAcknowledgedMark(databaseFile: string): number | null {
  const mark = acknowledgedMarkOf(databaseFile);
  // Read again, because another process may be writing it at this moment.
  for (let attempt = 0; attempt < readAttempts; attempt += 1) {
    if (!existsSync(mark)) return null;
    const sequence = parsed(readFileSync(mark, 'latin1'));
    if (sequence !== null) return sequence;
  }
  throw storeError('store_mark_damaged', { file: databaseFile, mark });
}

/** Refuses to make an empty database where one with acknowledged writes was. */
export function refuseMissingDatabase(databaseFile: string): void {
  if (existsSync(databaseFile) && statSync(databaseFile).size > 0) return;
  const marked = readAcknowledgedMark(databaseFile) ?? 0;
  if (marked > 0) {
    throw storeError('store_missing', {
      file: databaseFile,
      beside: acknowledgedMarkOf(databaseFile),
      count: marked,
    });
  }
  const log = `${databaseFile}-wal`;
  if (existsSync(log) && statSync(log).size > 0) {
    throw storeError('store_missing', { file: databaseFile, beside: log, count: 'some' });
  }
}

/** Refuses a database that holds fewer writes than were acknowledged: its log was cut, removed or replaced. */
export function refuseDatabaseBehind(databaseFile: string, acknowledged: number | null, found: number): void {
  if (acknowledged === null || found >= acknowledged) return;
  throw storeError('store_behind', {
    file: databaseFile,
    found,
    acknowledged,
    mark: acknowledgedMarkOf(databaseFile),
  });
}

const readAttempts = 3;

function makeMark(files: OwnFiles, mark: string, sequence: number): void {
  const part = `${mark}.part-${process.pid}`;
  try {
    const descriptor = files.open(part, 'w');
    try {
      writeWhole(files, descriptor, printed(sequence));
      files.sync(descriptor);
    } finally {
      files.close(descriptor);
    }
    files.rename(part, mark);
    syncOwnFolder(files, dirname(mark));
  } catch (cause) {
    try {
      files.remove(part);
    } catch {
      // The first fault is what is told; what is left over is never read.
    }
    throw cause;
  }
}

/** Twice, so that a mark of which a part only was written is not taken for another number. */
function printed(sequence: number): Buffer {
  const digits = String(sequence).padStart(20, '0');
  return Buffer.from(`${digits} ${digits}\n`, 'latin1');
}

/** Null when it is no mark; the number alone is the mark of an older version. */
function parsed(text: string): number | null {
  const [, digits, again = digits] = /^(\d{20})(?: (\d{20}))?\n$/.exec(text) ?? [];
  return digits === undefined || digits !== again ? null : Number(digits);
}
