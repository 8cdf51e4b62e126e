import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { acceptsCoding, contentCodings, type ContentCoding } from './content-coding.ts';
import type { StaticFile } from './static-files.ts';

/** Smaller files gain nothing. */
const worthCompressingBytes = 1_024;
/** Most memory that compressed copies may take, in bytes; later files are sent as they are. */
const copiesLimitBytes = 32_000_000;

/** Compressed copies of text files whose build made none, made once in the background; until then a file is sent as it is. */
export interface CompressedCopies {
  find(
    file: StaticFile,
    acceptEncoding: string,
  ): { readonly coding: ContentCoding; readonly body: Buffer } | null;
  /** Resolves when every copy is made or the signal was given. */
  readonly whenDone: Promise<void>;
}

/** Starts compressing `files` one after the other on the thread pool; `signal` stops it. */
export function compressInBackground(
  files: readonly StaticFile[],
  signal: AbortSignal,
  onError: (error: unknown) => void,
): CompressedCopies {
  const copies = new Map<string, Partial<Record<ContentCoding, Buffer>>>();
  return {
    find: (file, acceptEncoding) => {
      const made = copies.get(file.diskPath);
      if (made === undefined) return null;
      for (const coding of contentCodings) {
        const body = made[coding];
        if (body !== undefined && acceptsCoding(acceptEncoding, coding)) return { coding, body };
      }
      return null;
    },
    whenDone: compressAll(files, copies, signal).catch(onError),
  };
}

async function compressAll(
  files: readonly StaticFile[],
  copies: Map<string, Partial<Record<ContentCoding, Buffer>>>,
  signal: AbortSignal,
): Promise<void> {
  let total = 0;
  for (const file of files) {
    if (signal.aborted || total > copiesLimitBytes) return;
    if (!isWorthCompressing(file) || file.copies.gzip !== undefined) continue;
    const plain = file.body ?? (await readFile(file.diskPath));
    // Quality 5: within some percent of the best at a fiftieth of its time, so that the start is not held up.
    const br = await promisify(brotliCompress)(plain, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
    });
    const gz = await promisify(gzip)(plain, { level: 6 });
    total += br.length + gz.length;
    copies.set(file.diskPath, {
      ...(br.length < plain.length ? { br } : {}),
      ...(gz.length < plain.length ? { gzip: gz } : {}),
    });
  }
}

/** Text that is large enough to gain from it. */
export function isWorthCompressing({ mediaType, bytes }: StaticFile): boolean {
  return (
    bytes >= worthCompressingBytes && /^(?:text\/|application\/(?:json|manifest)|image\/svg)/.test(mediaType)
  );
}
