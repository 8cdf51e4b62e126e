import {
  closeSync,
  copyFileSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** The log of one component: the child writes into it directly, so that it outlives a killed parent. */
export interface LogFile {
  readonly path: string;
  /** For the child's `stdio`; opened for appending, so that writing goes on at the new end after a rotation. */
  readonly descriptor: number;
  /** Closes the descriptor of this process, once the child has its own. */
  handedOver(): void;
  /** The last lines of this run, at most `count`, without empty ones. */
  lastLines(count: number): readonly string[];
  /** Ends the watch on its size. */
  stopWatching(): void;
}

const defaultMaxBytes = 20 * 1024 * 1024;
const defaultCheckEveryMs = 5_000;
const tailBytes = 16 * 1024;

/**
 * Opens `path`; the log of the run before stays beside it as `path.1`. Once it passes 20 MB it is copied there too and begins again: two
 * files of 20 MB (plus what comes in 5 s) are the most that a component's log takes.
 */
export function openLogFile(
  path: string,
  limits: { readonly maxBytes?: number; readonly checkEveryMs?: number } = {},
): LogFile {
  const maxBytes = limits.maxBytes ?? defaultMaxBytes;
  mkdirSync(dirname(path), { recursive: true });
  if (sizeOf(path) > 0) renameSync(path, `${path}.1`);
  const descriptor = openSync(path, 'a');
  const watch = setInterval(
    () => rotateWhenLarge(path, maxBytes),
    limits.checkEveryMs ?? defaultCheckEveryMs,
  );
  watch.unref();
  return {
    path,
    descriptor,
    handedOver: () => closeSync(descriptor),
    lastLines: (count) => tail(path).slice(-count),
    stopWatching: () => clearInterval(watch),
  };
}

function rotateWhenLarge(path: string, maxBytes: number): void {
  if (sizeOf(path) <= maxBytes) return;
  copyFileSync(path, `${path}.1`);
  truncateSync(path, 0);
}

function tail(path: string): readonly string[] {
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const buffer = Buffer.alloc(Math.min(size, tailBytes));
    const read = readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
    const lines = buffer.toString('utf8', 0, read).split('\n');
    return lines.filter((line) => line.trim() !== '');
  } finally {
    closeSync(descriptor);
  }
}

/** 0 where there is no such file: somebody may have removed the log of a running component. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
