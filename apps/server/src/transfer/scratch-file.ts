import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TransferError } from './transfer-error.ts';

/** Bytes that wait on disk; they are gone when it is closed, and when the process ends in any way. */
export interface ScratchFile {
  /** Adds bytes at the end; answers where they begin. */
  readonly append: (bytes: Uint8Array) => Promise<number>;
  readonly read: (at: number, length: number) => Promise<Buffer>;
  readonly close: () => Promise<void>;
}

/** The operations on the file system below, as an argument, so that tests can let the n-th of them fail. */
export interface ScratchDisk {
  readonly makeFolder: (prefix: string) => Promise<string>;
  readonly openNew: (path: string) => Promise<ScratchHandle>;
  readonly removeFolder: (path: string) => Promise<void>;
}

/** An open file of a `ScratchDisk`. */
export interface ScratchHandle {
  readonly write: (bytes: Uint8Array, at: number) => Promise<number>;
  readonly read: (into: Uint8Array, at: number) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** The disk of this machine. */
export const machineDisk: ScratchDisk = {
  makeFolder: (prefix) => mkdtemp(prefix),
  openNew: async (path) => {
    const handle = await open(path, 'wx+', 0o600);
    return {
      write: async (bytes, at) => (await handle.write(bytes, 0, bytes.length, at)).bytesWritten,
      read: async (into, at) => (await handle.read(into, 0, into.length, at)).bytesRead,
      close: () => handle.close(),
    };
  },
  removeFolder: (path) => rm(path, { recursive: true, force: true }),
};

/** Opens a file in `folder` that no name leads to, so that nothing stays behind when the process is killed. */
export async function openScratchFile(folder: string, disk: ScratchDisk = machineDisk): Promise<ScratchFile> {
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      if (cause instanceof TransferError) throw cause;
      throw new TransferError('scratch_failed', { reason: reasonOf(cause), folder }, cause);
    }
  };
  const handle = await guarded(() => openNameless(folder, disk));
  let end = 0;
  return {
    append: (bytes) =>
      guarded(async () => {
        const begin = end;
        for (let done = 0; done < bytes.length;)
          done += await handle.write(bytes.subarray(done), begin + done);
        end = begin + bytes.length;
        return begin;
      }),
    read: (at, length) =>
      guarded(async () => {
        const bytes = Buffer.alloc(length);
        for (let done = 0; done < length;) {
          const count = await handle.read(bytes.subarray(done), at + done);
          if (count === 0) throw new Error('the file on disk is shorter than what was written');
          done += count;
        }
        return bytes;
      }),
    close: () => handle.close(),
  };
}

async function openNameless(folder: string, disk: ScratchDisk): Promise<ScratchHandle> {
  const own = await disk.makeFolder(join(folder, 'hecate-import-'));
  try {
    const handle = await disk.openNew(join(own, 'entries'));
    try {
      await disk.removeFolder(own);
      return handle;
    } catch (cause) {
      await handle.close();
      throw cause;
    }
  } catch (cause) {
    // The first failure is the one to tell; an empty folder in the temporary folder is harmless.
    await disk.removeFolder(own).catch(() => null);
    throw cause;
  }
}

function reasonOf(cause: unknown): string {
  const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
  if (code === 'ENOSPC') return 'the disk is full';
  if (code === 'EROFS' || code === 'EACCES') return 'the folder may not be written';
  return cause instanceof Error ? cause.message : String(cause);
}
