import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf, isAlive, type ProcessIdentity } from '@hecate/components';
import { UsageError } from '../usage-error.ts';

/** Where one Hecate keeps everything it knows. */
export interface StateFolder {
  readonly root: string;
  readonly storeFile: string;
  readonly prometheus: string;
  readonly simulator: string;
  readonly logs: string;
  readonly run: string;
  /** Writes the URL into the lock, so that a second start can name it. */
  readonly announce: (url: string) => void;
  readonly release: () => void;
}

interface Lock {
  readonly pid: number;
  /** Null where the system has no /proc: then the process id alone must do. */
  readonly identity: ProcessIdentity | null;
  readonly url: string | null;
}

/** The database of a state folder. */
export function storeFileOf(root: string): string {
  return join(root, 'store', 'hecate.sqlite');
}

/** The URL of the Hecate that runs on a state folder; null when none does. */
export function runningUrl(root: string): string | null {
  const lockFile = join(root, 'run', 'lock.json');
  const holder = existsSync(lockFile) ? readLock(lockFile) : null;
  return holder !== null && isHeld(holder) ? holder.url : null;
}

/** Creates the folders and takes the lock; throws UsageError when a living process holds it. */
export function takeStateFolder(root: string): StateFolder {
  const folders = {
    store: join(root, 'store'),
    prometheus: join(root, 'prometheus'),
    simulator: join(root, 'simulator'),
    logs: join(root, 'logs'),
    run: join(root, 'run'),
  };
  for (const folder of Object.values(folders)) makeFolder(folder);
  const lockFile = join(folders.run, 'lock.json');
  takeLock(lockFile, root);
  return {
    root,
    storeFile: storeFileOf(root),
    prometheus: folders.prometheus,
    simulator: folders.simulator,
    logs: folders.logs,
    run: folders.run,
    announce: (url) => writeFileSync(lockFile, JSON.stringify(ownLock(url))),
    release: () => rmSync(lockFile, { force: true }),
  };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `The state folder ${folder} cannot be made (${why}). Choose another one with --data DIR.`,
    );
  }
}

function takeLock(lockFile: string, root: string): void {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(lockFile, JSON.stringify(ownLock(null)), { flag: 'wx' });
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = readLock(lockFile);
    if (holder !== null && isHeld(holder)) {
      const where = holder.url === null ? '' : ` Open ${holder.url}, or`;
      throw new UsageError(
        `Hecate already runs on ${root} (process ${holder.pid}).${where} choose another state folder with --data DIR.`,
      );
    }
    rmSync(lockFile, { force: true });
  }
  throw new UsageError(`The lock ${lockFile} is taken and given back too fast. Start again.`);
}

function ownLock(url: string | null): Lock {
  return { pid: process.pid, identity: identityOf(process.pid), url };
}

function readLock(lockFile: string): Lock | null {
  try {
    const value: unknown = JSON.parse(readFileSync(lockFile, 'utf8'));
    if (typeof value !== 'object' || value === null || !('pid' in value) || typeof value.pid !== 'number')
      return null;
    return {
      pid: value.pid,
      identity: 'identity' in value ? readIdentity(value.identity) : null,
      url: 'url' in value && typeof value.url === 'string' ? value.url : null,
    };
  } catch {
    // A lock that a crash cut short names nobody: it counts as released.
    return null;
  }
}

function readIdentity(value: unknown): ProcessIdentity | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!('pid' in value) || !('startTime' in value) || !('bootId' in value)) return null;
  const { pid, startTime, bootId } = value;
  return typeof pid === 'number' && typeof startTime === 'string' && typeof bootId === 'string'
    ? { pid, startTime, bootId }
    : null;
}

/** The same process id may belong to another program by now: the identity decides where there is one. */
function isHeld(lock: Lock): boolean {
  if (lock.identity !== null) return isAlive(lock.identity);
  try {
    process.kill(lock.pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
