import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Parser, type ReadEntry } from 'tar';
import { manifestName } from './archive-manifest.ts';
import { checkedEntryName } from './entry-name.ts';
import { TransferError } from './transfer-error.ts';
import { transferLimits } from './transfer-limits.ts';

/** One plain file of an archive. */
export interface ArchiveEntry {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The bounds that a test makes smaller. */
export type ArchiveLimits = { readonly [Limit in keyof typeof transferLimits]: number };

/**
 * Reads a .tar.gz from its bytes and hands over each plain file in turn; at most one file is in memory. Rejects with a
 * TransferError for anything else than plain files with plain names within the bounds, and for an archive without its end.
 */
export async function readArchive(
  source: AsyncIterable<Uint8Array>,
  onEntry: (entry: ArchiveEntry) => Promise<void>,
  {
    limits = transferLimits,
    signal,
  }: { readonly limits?: ArchiveLimits; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const counted = countArchive(source, limits);
  const parsing = createParsing(limits);
  try {
    await pipeline(
      Readable.from(counted.chunks),
      createGunzip(),
      async (decoded: AsyncIterable<Buffer>) => {
        for await (const chunk of decoded) {
          parsing.take(chunk, counted.bytes());
          for (const entry of parsing.finished()) await onEntry(entry);
        }
      },
      ...(signal === undefined ? [] : [{ signal }]),
    );
    parsing.end();
    for (const entry of parsing.finished()) await onEntry(entry);
  } catch (cause) {
    throw archiveFault(cause);
  }
}

interface Counted {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly bytes: () => number;
}

function countArchive(source: AsyncIterable<Uint8Array>, limits: ArchiveLimits): Counted {
  let bytes = 0;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let start: Uint8Array | null = new Uint8Array(0);
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > limits.archiveBytes) {
        throw new TransferError('archive_too_large', { limit: mebibytes(limits.archiveBytes) });
      }
      if (start === null) yield chunk;
      else {
        start = Buffer.concat([start, chunk]);
        if (start.length < 2) continue;
        if (start[0] !== 0x1f || start[1] !== 0x8b) throw new TransferError('archive_not_gzip');
        yield start;
        start = null;
      }
    }
    if (start !== null) throw new TransferError('archive_not_gzip');
  }
  return { chunks: chunks(), bytes: () => bytes };
}

interface Parsing {
  /** Takes unpacked bytes; `packed` is how many bytes of the archive they came from so far. */
  readonly take: (chunk: Buffer, packed: number) => void;
  /** The files that are whole now, once. */
  readonly finished: () => readonly ArchiveEntry[];
  readonly end: () => void;
}

function createParsing(limits: ArchiveLimits): Parsing {
  let whole: ArchiveEntry[] = [];
  let decoded = 0;
  let entries = 0;
  let fault: Error | null = null;
  let sawEnd = false;
  const fail = (error: Error): void => {
    fault ??= error;
  };
  // Strict: what the parser would only warn of is a refusal here. Larger extended headers than 1 MB are not collected.
  const parser = new Parser({ strict: true, brotli: false, zstd: false });
  parser.on('error', (error: Error) =>
    fail(new TransferError('archive_damaged', { reason: error.message }, error)),
  );
  parser.on('eof', () => {
    sawEnd = true;
  });
  parser.on('ignoredEntry', (entry: ReadEntry) => {
    if (isPlain(entry) || isHeader(entry))
      fail(new TransferError('archive_damaged', { reason: 'a header is too large' }));
    else fail(new TransferError('entry_type', { name: entry.path, type: typeWord(entry) }));
  });
  parser.on('entry', (entry: ReadEntry) => {
    entry.on('error', (error: unknown) => fail(asError(error)));
    try {
      collect(entry);
    } catch (error) {
      fail(asError(error));
      entry.resume();
    }
  });
  return {
    take: (chunk, packed) => {
      if (decoded === 0 && looksPacked(chunk))
        throw new TransferError('archive_damaged', { reason: 'it is packed twice' });
      decoded += chunk.length;
      if (decoded > limits.decodedBytes) {
        throw new TransferError('archive_unpacks_too_large', { limit: mebibytes(limits.decodedBytes) });
      }
      if (decoded > limits.ratioFromBytes && decoded > packed * limits.ratio) {
        throw new TransferError('archive_ratio', { limit: limits.ratio });
      }
      if (!sawEnd) parser.write(chunk);
      if (fault !== null) throw fault;
    },
    finished: () => {
      const done = whole;
      whole = [];
      return done;
    },
    end: () => {
      if (!sawEnd) throw new TransferError('archive_damaged', { reason: 'its end is missing' });
      if (fault !== null) throw fault;
    },
  };

  function collect(entry: ReadEntry): void {
    entries += 1;
    if (entries > limits.entries)
      throw new TransferError('archive_too_many_entries', { limit: limits.entries });
    if (entry.type === 'Directory') {
      if (!/^\.?\/*$/.test(entry.path)) checkedEntryName(entry.path.replace(/\/+$/, ''));
      entry.resume();
      return;
    }
    if (!isPlain(entry)) throw new TransferError('entry_type', { name: entry.path, type: typeWord(entry) });
    const name = checkedEntryName(entry.path);
    const most = name === manifestName ? limits.manifestBytes : limits.entryBytes;
    if (entry.size > most) throw new TransferError('entry_too_large', { name, limit: mebibytes(most) });
    const chunks: Buffer[] = [];
    entry.on('data', (chunk: Buffer) => void chunks.push(Buffer.from(chunk)));
    entry.on('end', () => void whole.push({ name, bytes: Buffer.concat(chunks) }));
  }
}

function isPlain({ type }: ReadEntry): boolean {
  return type === 'File' || type === 'OldFile';
}

function isHeader({ type }: ReadEntry): boolean {
  return /Header$|LongPath$|LongLinkpath$/.test(type);
}

function typeWord({ type }: ReadEntry): string {
  return typeWords.get(type) ?? `a ${type}`;
}

const typeWords: ReadonlyMap<string, string> = new Map([
  ['SymbolicLink', 'a symbolic link'],
  ['Link', 'a hard link'],
  ['CharacterDevice', 'a device'],
  ['BlockDevice', 'a device'],
  ['FIFO', 'a pipe'],
  ['SparseFile', 'a sparse file'],
]);

/** gzip or zstd again: the parser would unpack it without our bounds. */
function looksPacked(chunk: Buffer): boolean {
  return (
    (chunk[0] === 0x1f && chunk[1] === 0x8b) || (chunk[0] === 0x28 && chunk[1] === 0xb5 && chunk[2] === 0x2f)
  );
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function mebibytes(bytes: number): number {
  return Math.round((bytes / 1024 / 1024) * 100) / 100;
}

function archiveFault(cause: unknown): unknown {
  const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
  if (
    cause instanceof Error &&
    typeof code === 'string' &&
    (code.startsWith('Z_') || code.startsWith('ERR_ZLIB'))
  ) {
    return new TransferError('archive_damaged', { reason: cause.message }, cause);
  }
  return cause;
}
