import { createHash } from 'node:crypto';
import { Readable, type Transform } from 'node:stream';
import { createGzip } from 'node:zlib';
import { Header, Pax } from 'tar';
import { manifestName, type ArchiveManifest, type ManifestEntry } from './archive-manifest.ts';
import { TransferError } from './transfer-error.ts';
import { transferLimits } from './transfer-limits.ts';

/** One file on its way into an archive. */
export interface FileToPack {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly modified: Date;
  /** The kind of the document in it, for the counts of the manifest; null for a file nobody looked into. */
  readonly kind: string | null;
}

/** A .tar.gz of the files with a manifest behind them, as it is asked for; one file is in memory at a time. */
export function writeArchive(files: AsyncIterable<FileToPack>): Readable {
  // compose ends the files when the reader leaves.
  const gzip: Transform = createGzip({ level: 6 });
  return Readable.from(tarBlocks(files), { objectMode: false }).compose(gzip);
}

const blockBytes = 512;

async function* tarBlocks(files: AsyncIterable<FileToPack>): AsyncGenerator<Uint8Array> {
  const entries: ManifestEntry[] = [];
  const counts: Record<string, number> = {};
  let newest = new Date(0);
  for await (const file of files) {
    if (entries.length >= transferLimits.entries - 1) {
      throw new TransferError('archive_too_many_entries', { limit: transferLimits.entries });
    }
    const { name, bytes, modified, kind } = file;
    entries.push({ name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    if (kind !== null) counts[kind] = (counts[kind] ?? 0) + 1;
    if (modified > newest) newest = modified;
    yield* fileBlocks(file);
  }
  const manifest: ArchiveManifest = { format: 'hecate-export', version: 1, counts, entries };
  const bytes = Buffer.from(`${JSON.stringify(manifest)}\n`);
  yield* fileBlocks({ name: manifestName, bytes, modified: newest, kind: null });
  yield Buffer.alloc(2 * blockBytes);
}

function* fileBlocks({ name, bytes, modified }: FileToPack): Generator<Uint8Array> {
  const described = { path: name, mode: 0o644, uid: 0, gid: 0, size: bytes.length, mtime: modified } as const;
  const header = new Header({ ...described, type: 'File' });
  const block = Buffer.alloc(blockBytes);
  // True when the name does not fit into a plain header: it is too long or not ASCII, as a file of a folder may be.
  if (header.encode(block, 0)) yield new Pax({ path: name }).encode();
  yield block;
  yield bytes;
  const rest = bytes.length % blockBytes;
  if (rest > 0) yield Buffer.alloc(blockBytes - rest);
}
