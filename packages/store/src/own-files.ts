import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

/** What the store does itself with the small files beside its database, as an argument, so that tests can let the n-th fail. */
export interface OwnFiles {
  /** Opens with the flags of the system; a new file is read and written by its owner only. */
  readonly open: (path: string, flags: string | number) => number;
  /** Bytes that were taken, which may be fewer than were given. */
  readonly write: (descriptor: number, bytes: Uint8Array, at: number) => number;
  readonly sync: (descriptor: number) => void;
  readonly close: (descriptor: number) => void;
  readonly rename: (from: string, to: string) => void;
  /** A second name of the same file. */
  readonly link: (from: string, to: string) => void;
  /** Nothing happens when there is no such file. */
  readonly remove: (path: string) => void;
}

/** The file system of this machine. */
export const ownFiles: OwnFiles = {
  open: (path, flags) => openSync(path, flags, 0o600),
  write: (descriptor, bytes, at) => writeSync(descriptor, bytes, 0, bytes.length, at),
  sync: fsyncSync,
  close: closeSync,
  rename: renameSync,
  link: linkSync,
  remove: (path) => rmSync(path, { force: true }),
};

/** Writes every byte from the beginning of the file on, or throws: a disk that fills up takes a part of the bytes first. */
export function writeWhole(files: OwnFiles, descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) {
    const taken = files.write(descriptor, bytes.subarray(at), at);
    if (taken === 0) throw Object.assign(new Error('ENOSPC: the disk took no byte'), { code: 'ENOSPC' });
    at += taken;
  }
}

/** Makes new names and removals in a folder durable. */
export function syncOwnFolder(files: OwnFiles, path: string): void {
  const folder = files.open(path, 'r');
  try {
    files.sync(folder);
  } finally {
    files.close(folder);
  }
}
