import { createHash, type Hash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { readPieces } from './backup-format.ts';
import { readManifest, type BackedUpFile, type BackupManifest } from './backup-manifest.ts';
import { piecesOf, type FileOperations, type OpenFile } from './file-operations.ts';
import { storeError, StoreError } from './store-error.ts';

/** Which backup is read, and where its files go. */
export interface ReadBackupOptions {
  readonly file: string;
  readonly secret: Uint8Array | null;
  readonly files: FileOperations;
  /** The path that a file of the backup is written to; what an earlier attempt left there is removed. */
  readonly pathFor: (name: string) => string;
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
  readonly signal?: AbortSignal;
}

/** Writes the files of a backup, each synced, and checks every byte of it on the way; rejects when one is not as it was. */
export async function readBackup(options: ReadBackupOptions): Promise<BackupManifest> {
  const { file, secret, files, signal } = options;
  const unreadable = (reason: string, cause?: unknown): Error =>
    storeError('backup_unreadable', { file, reason }, cause);
  if ((await files.size(file)) === null) throw unreadable('there is no such file');
  const unpack = createUnpacking(options, unreadable);
  try {
    const pieces = readPieces(piecesOf(files, file), { file, secret });
    await pipeline(pieces, createGunzip(), async (content: AsyncIterable<Buffer>) => {
      for await (const bytes of content) {
        signal?.throwIfAborted();
        await unpack.take(bytes);
      }
    });
    return await unpack.finish();
  } catch (cause) {
    await unpack.abandon();
    if (cause instanceof StoreError || signal?.aborted === true) throw cause;
    if (isDecodingFault(cause)) throw unreadable('its compressed content is damaged', cause);
    throw cause;
  }
}

/** Largest manifest; a backup has a handful of files, and 1000 damaged versions with the longest names have 240 kB. */
const manifestLimit = 1024 * 1024;

interface Unpacking {
  readonly take: (bytes: Buffer) => Promise<void>;
  readonly finish: () => Promise<BackupManifest>;
  readonly abandon: () => Promise<void>;
}

interface Current {
  readonly described: BackedUpFile;
  readonly out: OpenFile;
  readonly sum: Hash;
  left: number;
}

function createUnpacking(
  { files, pathFor, onProgress }: ReadBackupOptions,
  unreadable: (reason: string) => Error,
): Unpacking {
  let head: Buffer | null = Buffer.alloc(0);
  let manifest: BackupManifest | null = null;
  let next = 0;
  let current: Current | null = null;
  let done = 0;
  let total = 0;

  return {
    take: async (bytes) => {
      if (head !== null) {
        head = Buffer.concat([head, bytes]);
        if (head.length < 4) return;
        const length = head.readUInt32BE(0);
        if (length > manifestLimit) throw unreadable('its list of files is damaged');
        if (head.length < 4 + length) return;
        manifest = manifestOf(head.subarray(4, 4 + length));
        total = manifest.files.reduce((sum, one) => sum + one.bytes, 0);
        const rest = head.subarray(4 + length);
        head = null;
        await write(rest);
      } else await write(bytes);
    },
    finish: async () => {
      await openNext();
      if (manifest === null || current !== null || next < manifest.files.length) {
        throw unreadable('its content ends too early');
      }
      return manifest;
    },
    abandon: async () => {
      await current?.out.close();
    },
  };

  async function write(bytes: Buffer): Promise<void> {
    let at = 0;
    await openNext();
    while (at < bytes.length) {
      if (current === null) throw unreadable('it holds more than its list of files says');
      const part = bytes.subarray(at, at + current.left);
      await current.out.write(part);
      current.sum.update(part);
      current.left -= part.length;
      at += part.length;
      done += part.length;
      onProgress?.(done, total);
      await openNext();
    }
  }

  // Closes a file that is whole and opens the one behind it; an empty file is whole at once.
  async function openNext(): Promise<void> {
    for (;;) {
      if (current !== null) {
        if (current.left > 0) return;
        const { out, sum, described } = current;
        await out.sync();
        current = null;
        await out.close();
        if (sum.digest('hex') !== described.sha256) throw unreadable(`${described.name} in it is damaged`);
      }
      const described = manifest?.files[next];
      if (described === undefined) return;
      next += 1;
      const path = pathFor(described.name);
      await files.remove(path);
      const out = await files.create(path);
      current = { described, out, sum: createHash('sha256'), left: described.bytes };
    }
  }

  function manifestOf(bytes: Buffer): BackupManifest {
    let found: BackupManifest | null = null;
    try {
      found = readManifest(bytes.toString('utf8'));
    } catch {
      // Not JSON: the same as not a manifest.
      found = null;
    }
    if (found === null) throw unreadable('its list of files is damaged');
    return found;
  }
}

function isDecodingFault(cause: unknown): boolean {
  const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
  return typeof code === 'string' && /^(Z_|ERR_ZLIB|ERR_.*TRAILING)/.test(code);
}
