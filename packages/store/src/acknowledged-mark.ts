import { closeSync, existsSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
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
 * Opens the mark for writing. It is not synced: it is there to notice a log that was cut or removed between two starts, and
 * a mark that a power cut left behind the database is never wrong.
 */
export function openAcknowledgedMark(databaseFile: string): AcknowledgedMark {
  const handle = openSync(acknowledgedMarkOf(databaseFile), 'a+', 0o600);
  // Opened again without append mode: every mark is written over the one before, so that a full disk has room for it.
  const place = openSync(acknowledgedMarkOf(databaseFile), 'r+');
  closeSync(handle);
  return {
    write: (sequence) => void writeSync(place, printed(sequence), 0),
    close: () => closeSync(place),
  };
}

/** The number of acknowledged writes that the mark names; null without a readable mark. */
export function readAcknowledgedMark(databaseFile: string): number | null {
  const mark = acknowledgedMarkOf(databaseFile);
  if (!existsSync(mark)) return null;
  const digits = /^(\d{20})\n$/.exec(readFileSync(mark, 'latin1'))?.[1];
  return digits === undefined ? null : Number(digits);
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

function printed(sequence: number): string {
  return `${String(sequence).padStart(20, '0')}\n`;
}
