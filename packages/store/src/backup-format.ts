import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync } from 'node:crypto';
import { storeError } from './store-error.ts';

// A backup is: the line HECATE-BACKUP, the length of the header and the header as JSON, pieces, and a SHA-256 of all bytes
// before it. A piece is its length (highest bit: the last piece) and its bytes; in an encrypted backup these are AES-256-GCM
// text and tag, with the number of the piece and whether it is the last one in the nonce, so that no piece can be left out,
// repeated, moved or taken from another backup without being noticed. The pieces together are one gzip stream.

/** Turns the compressed content of a backup into its bytes. */
export function createBackupWriter(secret: Uint8Array | null): BackupWriter {
  const salt = secret === null ? null : randomBytes(16);
  const headerText = JSON.stringify({
    format: formatVersion,
    cipher: secret === null ? null : 'aes-256-gcm',
    salt: salt?.toString('base64') ?? null,
  });
  const header = Buffer.concat([magic, lengthOf(headerText.length), Buffer.from(headerText)]);
  const key = secret === null || salt === null ? null : keyOf(secret, salt);
  const sum = createHash('sha256');
  let count = 0;
  const summed = (bytes: Buffer): Buffer => {
    sum.update(bytes);
    return bytes;
  };
  return {
    begin: () => summed(header),
    piece: (bytes, isLast) => {
      const sealed = key === null ? Buffer.from(bytes) : seal(key, header, { bytes, count, isLast });
      count += 1;
      return summed(Buffer.concat([lengthOf(sealed.length + (isLast ? lastBit : 0)), sealed]));
    },
    end: () => sum.digest(),
  };
}

/** Gives the bytes of a backup in order: `begin`, every `piece`, `end`. */
export interface BackupWriter {
  readonly begin: () => Buffer;
  /** At most `pieceLimit` bytes. */
  readonly piece: (bytes: Uint8Array, isLast: boolean) => Buffer;
  readonly end: () => Buffer;
}

/** Longest piece, before it is sealed. */
export const pieceLimit = 1024 * 1024;

/** Reads the pieces of a backup back; rejects with `backup_unreadable` when a byte of it is not as it was written. */
export async function* readPieces(
  source: AsyncIterable<Uint8Array>,
  options: { readonly file: string; readonly secret: Uint8Array | null },
): AsyncGenerator<Buffer> {
  const bytes = source[Symbol.asyncIterator]();
  try {
    yield* piecesFrom(bytes, options);
  } finally {
    // Ends the source too, which closes its file.
    await bytes.return?.();
  }
}

async function* piecesFrom(
  source: AsyncIterator<Uint8Array>,
  { file, secret }: { readonly file: string; readonly secret: Uint8Array | null },
): AsyncGenerator<Buffer> {
  const unreadable = (reason: string, cause?: unknown): Error =>
    storeError('backup_unreadable', { file, reason }, cause);
  const sum = createHash('sha256');
  const take = reader(source, () => unreadable('it is cut short'));
  const begun = await take(magic.length + 4);
  if (!begun.subarray(0, magic.length).equals(magic)) throw unreadable('it is no backup of Hecate');
  const headerLength = begun.readUInt32BE(magic.length);
  if (headerLength > headerLimit) throw unreadable('its header is damaged');
  const headerBytes = await take(headerLength);
  const { cipher, salt } = readHeader(headerBytes, unreadable);
  const header = Buffer.concat([begun, headerBytes]);
  sum.update(header);
  if (cipher !== null && secret === null) throw storeError('backup_key_needed', { file });
  const key = cipher === null || secret === null ? null : keyOf(secret, salt);
  for (let count = 0, isLast = false; !isLast; count += 1) {
    const start = await take(4);
    const word = start.readUInt32BE(0);
    isLast = word >= lastBit;
    const length = isLast ? word - lastBit : word;
    if (length > pieceLimit + tagBytes) throw unreadable(`piece ${count} is damaged`);
    const sealed = await take(length);
    sum.update(start);
    sum.update(sealed);
    if (key === null) yield sealed;
    else {
      const bytes = unseal(key, header, { bytes: sealed, count, isLast });
      if (bytes !== null) yield bytes;
      // The checksum of the file tells a damaged backup from a wrong key; without pieces there is nothing to go on with.
      else
        throw (await restMatches(isLast, take, sum))
          ? storeError('backup_key_wrong', { file })
          : unreadable(`piece ${count} is damaged`);
    }
  }
  const expected = await take(sumBytes);
  if (!sum.digest().equals(expected)) throw unreadable('its checksum is not the one it was written with');
  if (await take.isMore()) throw unreadable('there is something behind its end');
}

const magic = Buffer.from('HECATE-BACKUP\n');
const formatVersion = 1;
const lastBit = 0x8000_0000;
const headerLimit = 4096;
const tagBytes = 16;
const sumBytes = 32;

interface Take {
  (length: number): Promise<Buffer>;
  readonly isMore: () => Promise<boolean>;
}

function reader(iterator: AsyncIterator<Uint8Array>, cutShort: () => Error): Take {
  let kept: Buffer = Buffer.alloc(0);
  const fill = async (): Promise<boolean> => {
    const next = await iterator.next();
    if (next.done === true) return false;
    kept = kept.length === 0 ? Buffer.from(next.value) : Buffer.concat([kept, next.value]);
    return true;
  };
  const take = async (length: number): Promise<Buffer> => {
    while (kept.length < length) if (!(await fill())) throw cutShort();
    const taken = kept.subarray(0, length);
    kept = kept.subarray(length);
    return taken;
  };
  return Object.assign(take, { isMore: async () => kept.length > 0 || (await fill()) });
}

async function restMatches(
  wasLast: boolean,
  take: Take,
  sum: ReturnType<typeof createHash>,
): Promise<boolean> {
  try {
    for (let isLast = wasLast; !isLast;) {
      const start = await take(4);
      const word = start.readUInt32BE(0);
      isLast = word >= lastBit;
      sum.update(start);
      sum.update(await take(Math.min(isLast ? word - lastBit : word, pieceLimit + tagBytes)));
    }
    return sum.digest().equals(await take(sumBytes));
  } catch {
    // Cut short: it is damaged, whatever the key.
    return false;
  }
}

function readHeader(
  bytes: Buffer,
  unreadable: (reason: string, cause?: unknown) => Error,
): { readonly cipher: 'aes-256-gcm' | null; readonly salt: Buffer } {
  let header: unknown;
  try {
    header = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw unreadable('its header is damaged', cause);
  }
  const member = (name: string): unknown =>
    typeof header === 'object' && header !== null ? Reflect.get(header, name) : undefined;
  const format = member('format');
  if (format !== formatVersion) {
    throw unreadable(`its format is ${String(format)}, this version reads ${formatVersion}`);
  }
  const cipher = member('cipher');
  const salt = member('salt');
  if (cipher === null) return { cipher, salt: Buffer.alloc(0) };
  if (cipher !== 'aes-256-gcm' || typeof salt !== 'string') throw unreadable('its header is damaged');
  return { cipher, salt: Buffer.from(salt, 'base64') };
}

interface Piece {
  readonly bytes: Uint8Array;
  readonly count: number;
  readonly isLast: boolean;
}

function seal(key: Buffer, header: Buffer, piece: Piece): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(piece)).setAAD(header);
  return Buffer.concat([cipher.update(piece.bytes), cipher.final(), cipher.getAuthTag()]);
}

function unseal(key: Buffer, header: Buffer, piece: Piece): Buffer | null {
  const end = piece.bytes.length - tagBytes;
  if (end < 0) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(piece), { authTagLength: tagBytes })
    .setAAD(header)
    .setAuthTag(piece.bytes.subarray(end));
  try {
    return Buffer.concat([decipher.update(piece.bytes.subarray(0, end)), decipher.final()]);
  } catch {
    // The only thing that can fail here is the tag.
    return null;
  }
}

// A key belongs to one backup (its salt is in it), so the number of the piece never repeats under it.
function nonceOf({ count, isLast }: Piece): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt8(isLast ? 1 : 0, 0);
  nonce.writeUInt32BE(count, 8);
  return nonce;
}

// Slow on purpose: a key file may hold a sentence that somebody chose.
function keyOf(secret: Uint8Array, salt: Buffer): Buffer {
  return scryptSync(secret, salt, 32, { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 });
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length, 0);
  return bytes;
}
