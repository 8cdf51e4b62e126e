import { constants } from 'node:fs';
import { link, open, rename, rm, stat } from 'node:fs/promises';

/** An open file, read and written from its beginning on. */
export interface OpenFile {
  /** Bytes put into `into`, 0 at the end of the file. */
  readonly read: (into: Uint8Array) => Promise<number>;
  /** Writes every byte or rejects. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What backup and restore do with files, as an argument, so that tests can let the n-th of them fail. */
export interface FileOperations {
  readonly openToRead: (path: string) => Promise<OpenFile>;
  /** Makes a file that only its owner reads; refuses one that is there. */
  readonly create: (path: string) => Promise<OpenFile>;
  /** Bytes of a file, null when there is none. */
  readonly size: (path: string) => Promise<number | null>;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** A second name of the same file. */
  readonly link: (from: string, to: string) => Promise<void>;
  /** Nothing happens when there is no such file. */
  readonly remove: (path: string) => Promise<void>;
  /** Makes renames and removals in this folder durable. */
  readonly syncFolder: (path: string) => Promise<void>;
}

/** The file system of this machine. */
export const machineFiles: FileOperations = {
  openToRead: (path) => opened(path, constants.O_RDONLY),
  create: (path) => opened(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY),
  size: async (path) => {
    try {
      return (await stat(path)).size;
    } catch (cause) {
      if (isMissing(cause)) return null;
      throw cause;
    }
  },
  rename: (from, to) => rename(from, to),
  link: (from, to) => link(from, to),
  remove: (path) => rm(path, { force: true }),
  syncFolder: async (path) => {
    const folder = await open(path, constants.O_RDONLY);
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  },
};

/** The bytes of a file in pieces of at most 256 kB. */
export async function* piecesOf(files: FileOperations, path: string): AsyncGenerator<Uint8Array> {
  const file = await files.openToRead(path);
  try {
    for (;;) {
      const piece = new Uint8Array(pieceBytes);
      const length = await file.read(piece);
      if (length === 0) return;
      yield piece.subarray(0, length);
    }
  } finally {
    await file.close();
  }
}

const pieceBytes = 256 * 1024;

async function opened(path: string, flags: number): Promise<OpenFile> {
  const handle = await open(path, flags, 0o600);
  return {
    read: async (into) => (await handle.read(into)).bytesRead,
    write: async (bytes) => {
      // A disk that fills up takes a part of the bytes first.
      for (let at = 0; at < bytes.length;) {
        at += (await handle.write(bytes, at)).bytesWritten;
      }
    },
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');
}
