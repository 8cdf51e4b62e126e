import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { createBackupWriter, pieceLimit } from './backup-format.ts';
import {
  databaseName,
  type BackedUpFile,
  type BackupManifest,
  type DamagedVersion,
} from './backup-manifest.ts';
import { documentDamaged } from './content-digest.ts';
import { machineFiles, piecesOf, type FileOperations, type OpenFile } from './file-operations.ts';
import { findDamagedContent } from './find-damaged-content.ts';
import { sequenceOf } from './sequence-of.ts';
import { sqliteFailure } from './sqlite-failure.ts';
import { storeError, StoreError } from './store-error.ts';

/** What a backup is made of. */
export interface BackupOptions {
  /** The database file; a server may write to it meanwhile. */
  readonly file: string;
  /** The backup; refused when it is there already. */
  readonly target: string;
  /** At least `leastKeyBytes` bytes that encrypt the backup; null leaves it readable. */
  readonly secret: Uint8Array | null;
  /** Files of the store's folder that belong into an encrypted backup and never into a readable one. */
  readonly secretFiles: readonly { readonly name: string; readonly path: string }[];
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Called with the bytes of the store that are in the backup so far. */
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
  readonly signal?: AbortSignal;
  readonly files?: FileOperations;
}

/** Fewest bytes of a key file. */
export const leastKeyBytes = 16;

/** Most damaged versions that a backup names; a store with more is beyond carrying on. */
const mostDamagedVersions = 1000;

/**
 * Writes one file that holds the store as it was at one moment, while others write to it. The target appears whole and synced
 * under its name, or not at all. Versions that are damaged in the store do not keep the rest out: the manifest names them.
 */
export async function backupStore(options: BackupOptions): Promise<BackupManifest> {
  const { file, target, signal, files = machineFiles } = options;
  const snapshot = `${target}.snapshot-${process.pid}`;
  const part = `${target}.part-${process.pid}`;
  try {
    if ((await files.size(target)) !== null) throw storeError('backup_target_exists', { file: target });
    if ((await files.size(file)) === null) {
      throw storeError('store_cannot_open', { file, reason: 'there is no such file' });
    }
    await files.remove(snapshot);
    await files.remove(part);
    const carried = options.secret === null ? [] : options.secretFiles;
    const keysBefore = await describeAll(files, carried);
    // Made first, so that nobody else may read the copy; SQLite fills an empty file.
    await (await files.create(snapshot)).close();
    const facts = takeSnapshot(file, snapshot);
    signal?.throwIfAborted();
    const sources = [{ name: databaseName, path: snapshot }, ...carried];
    const described = await describeAll(files, sources);
    if (JSON.stringify(described.slice(1)) !== JSON.stringify(keysBefore)) {
      // The copy may hold secrets that only the key of a moment ago opens.
      throw storeError('backup_failed', {
        file: target,
        reason: 'the key of the secrets was changed meanwhile; run it again',
      });
    }
    const manifest = { madeAt: new Date(options.clock()).toISOString(), ...facts, files: described };
    const out = await files.create(part);
    try {
      await writeContent(out, { ...options, files, manifest, paths: sources.map(({ path }) => path) });
      await out.sync();
    } finally {
      await out.close();
    }
    await files.rename(part, target);
    await files.syncFolder(dirname(target));
    return manifest;
  } catch (cause) {
    // The failure is what is told, not that its leftover could not be removed either.
    await files.remove(part).catch(() => null);
    throw backupFailure(cause, options);
  } finally {
    await files.remove(snapshot).catch(() => null);
  }
}

// One read transaction copies every page at one moment; writers go on, and free pages with removed content stay behind.
// The stepwise backup of SQLite begins again with every write of another process and does not end under load.
function takeSnapshot(file: string, snapshot: string): Omit<BackupManifest, 'madeAt' | 'files'> {
  const source = new DatabaseSync(file, { readOnly: true, timeout: 30_000 });
  try {
    source.prepare('vacuum into ?').run(snapshot);
  } finally {
    source.close();
  }
  return inspectStore(snapshot);
}

/** Checks a database that nobody writes to and counts what is in it; throws when a page of it is damaged. */
export function inspectStore(file: string): Omit<BackupManifest, 'madeAt' | 'files'> {
  const copy = new DatabaseSync(file, { readOnly: true });
  try {
    const found = copy.prepare('pragma integrity_check(1)').get()?.['integrity_check'];
    if (found !== 'ok') throw storeError('store_damaged', { file, reason: String(found) });
    const damaged: DamagedVersion[] = [];
    for (const { content, isCurrent } of findDamagedContent(copy)) {
      if (damaged.length === mostDamagedVersions) throw documentDamaged(content);
      const { kind, project, name, version } = content;
      damaged.push({ kind, project, name, version, isCurrent });
    }
    const number = (text: string): number => Number(copy.prepare(text).get()?.['value'] ?? 0);
    const last = copy
      .prepare('select kind, project, name, version, saved_at from revision order by rowid desc limit 1')
      .get();
    return {
      sequence: sequenceOf(copy),
      documents: number('select count(*) as value from resource'),
      revisions: number('select count(*) as value from revision'),
      damaged,
      lastWrite:
        last === undefined
          ? null
          : {
              kind: String(last['kind']),
              project: String(last['project']),
              name: String(last['name']),
              version: Number(last['version']),
              savedAt: String(last['saved_at']),
            },
    };
  } finally {
    copy.close();
  }
}

async function describeAll(
  files: FileOperations,
  sources: BackupOptions['secretFiles'],
): Promise<readonly BackedUpFile[]> {
  const described: BackedUpFile[] = [];
  for (const { name, path } of sources) described.push(await describe(files, name, path));
  return described;
}

async function describe(files: FileOperations, name: string, path: string): Promise<BackedUpFile> {
  const sum = createHash('sha256');
  let bytes = 0;
  for await (const piece of piecesOf(files, path)) {
    sum.update(piece);
    bytes += piece.length;
  }
  return { name, bytes, sha256: sum.digest('hex') };
}

interface Content extends BackupOptions {
  readonly files: FileOperations;
  readonly manifest: BackupManifest;
  readonly paths: readonly string[];
}

async function writeContent(out: OpenFile, content: Content): Promise<void> {
  const writer = createBackupWriter(content.secret);
  await out.write(writer.begin());
  let waiting: Buffer[] = [];
  let length = 0;
  await pipeline(
    plainContent(content),
    createGzip({ level: 6 }),
    async (compressed: AsyncIterable<Buffer>) => {
      for await (const bytes of compressed) {
        if (length + bytes.length > pieceLimit) {
          await out.write(writer.piece(Buffer.concat(waiting), false));
          waiting = [];
          length = 0;
        }
        waiting.push(bytes);
        length += bytes.length;
      }
    },
  );
  await out.write(writer.piece(Buffer.concat(waiting), true));
  await out.write(writer.end());
}

async function* plainContent({
  files,
  manifest,
  paths,
  onProgress,
  signal,
}: Content): AsyncGenerator<Uint8Array> {
  const text = Buffer.from(JSON.stringify(manifest));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length, 0);
  yield length;
  yield text;
  const total = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  for (const path of paths) {
    for await (const piece of piecesOf(files, path)) {
      signal?.throwIfAborted();
      yield piece;
      done += piece.length;
      onProgress?.(done, total);
    }
  }
}

function backupFailure(cause: unknown, { file, target, signal }: BackupOptions): unknown {
  if (cause instanceof StoreError || signal?.aborted === true) return cause;
  const failure = sqliteFailure(cause, { file, busySeconds: 30 }, 'read');
  if (failure !== null && failure.error.code !== 'store_not_readable') return failure.error;
  const reason = failure?.reason ?? (cause instanceof Error ? cause.message : String(cause));
  return storeError('backup_failed', { file: target, reason }, cause);
}
