import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ComponentsError } from './components-error.ts';
import { pause } from './pause.ts';

const pollMs = 250;
const maxWaitMs = 30 * 60_000;
const reportEveryMs = 15_000;

/**
 * Runs `work` while no other process on this machine holds the lock `name` of `folder`. The lock is a SQLite transaction: the system
 * ends it with the process that holds it, so no lock is ever stale. Waits at most 30 minutes.
 */
export async function withLock<T>(
  options: {
    readonly folder: string;
    readonly name: string;
    readonly report: (line: string) => void;
    readonly signal: AbortSignal | undefined;
  },
  work: () => Promise<T>,
): Promise<T> {
  const database = openLock(options.folder, options.name);
  try {
    await acquired(database, options);
    try {
      return await work();
    } finally {
      database.exec('ROLLBACK');
    }
  } finally {
    database.close();
  }
}

function openLock(folder: string, name: string): DatabaseSync {
  try {
    mkdirSync(folder, { recursive: true });
    return new DatabaseSync(join(folder, `${name}.lock`));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ComponentsError('cache_unusable', { folder, why }, { cause: error });
  }
}

async function acquired(
  database: DatabaseSync,
  options: {
    readonly name: string;
    readonly report: (line: string) => void;
    readonly signal: AbortSignal | undefined;
  },
): Promise<void> {
  for (let waitedMs = 0; waitedMs <= maxWaitMs; waitedMs += pollMs) {
    options.signal?.throwIfAborted();
    try {
      database.exec('BEGIN EXCLUSIVE');
      return;
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
    if (waitedMs % reportEveryMs === 0) {
      const waited = waitedMs === 0 ? '' : `, ${waitedMs / 1000} s`;
      options.report(`  waiting for another process that is getting ${options.name}${waited}`);
    }
    await pause(pollMs, options.signal);
  }
  throw new ComponentsError('lock_timeout', { name: options.name, minutes: maxWaitMs / 60_000 });
}

/** SQLITE_BUSY is 5. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}
