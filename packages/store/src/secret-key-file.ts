import { randomBytes } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ownFiles, syncOwnFolder, writeWhole, type OwnFiles } from './own-files.ts';
import { storeError, StoreError } from './store-error.ts';

/** One AES-256 key and the name by which a ciphertext says that it belongs to it. */
export interface SecretKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** The keys of a store: the first encrypts, all of them decrypt. There is more than one only while keys are changed. */
export interface KeyRing {
  readonly keys: readonly [SecretKey, ...SecretKey[]];
  /** Changes whenever the file does. */
  readonly stamp: string;
}

/** The name of the key file in the folder of the database. */
export const secretKeyName = 'secrets.key';

/** Reads the key file; null when there is none. Refuses one that others may read, that is not ours, or that is no key file. */
export function readKeyFile(file: string, ownUser: number): KeyRing | null {
  let descriptor: number;
  try {
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null;
    throw unreadable(file, cause);
  }
  try {
    // Of the open file, so that what was checked is what is read.
    const { mode, uid, ino, mtimeMs, size } = fstatSync(descriptor);
    if ((mode & 0o077) !== 0) {
      throw storeError('secret_key_open', { file, mode: (mode & 0o777).toString(8).padStart(4, '0') });
    }
    if (uid !== ownUser) throw storeError('secret_key_owner', { file, owner: uid, user: ownUser });
    if (size > longestFile) throw storeError('secret_key_damaged', { file });
    const keys = parseKeys(readFileSync(descriptor, 'utf8'));
    if (keys === null) throw storeError('secret_key_damaged', { file });
    return { keys, stamp: `${ino}:${mtimeMs}:${size}` };
  } catch (cause) {
    if (cause instanceof StoreError) throw cause;
    throw unreadable(file, cause);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes the key file with one new key; false when another process made it meanwhile. It is on disk when this returns. */
export function makeKeyFile(file: string, files = ownFiles): boolean {
  const part = writePart(files, file, [newKey()]);
  try {
    // A link never replaces: of two first starts one wins.
    files.link(part, file);
  } catch (cause) {
    removeQuietly(files, part);
    if (codeOf(cause) === 'EEXIST') return false;
    throw storeError('secret_key_not_written', { file, reason: reasonOf(cause) }, cause);
  }
  finish(file, () => {
    files.remove(part);
    syncOwnFolder(files, dirname(file));
  });
  return true;
}

/** Puts these keys into the file: the old content or the new one, never anything between, and on disk when this returns. */
export function replaceKeyFile(file: string, keys: KeyRing['keys'], files = ownFiles): void {
  const part = writePart(files, file, keys);
  try {
    files.rename(part, file);
  } catch (cause) {
    removeQuietly(files, part);
    throw storeError('secret_key_not_written', { file, reason: reasonOf(cause) }, cause);
  }
  finish(file, () => syncOwnFolder(files, dirname(file)));
}

/** A fresh random key. */
export function newKey(): SecretKey {
  return { id: randomBytes(6).toString('hex'), bytes: randomBytes(keyBytes) };
}

const keyBytes = 32;
/** Three keys have some hundred bytes. */
const longestFile = 4_096;

function writePart(files: OwnFiles, file: string, keys: KeyRing['keys']): string {
  const part = `${file}.part-${process.pid}`;
  const text = JSON.stringify({
    about: 'Keys of the secrets in the database beside this file. Keep a copy; without it they are lost.',
    keys: keys.map(({ id, bytes }) => ({ id, key: bytes.toString('base64') })),
  });
  try {
    files.remove(part);
    const descriptor = files.open(part, 'wx');
    try {
      writeWhole(files, descriptor, Buffer.from(`${text}\n`));
      files.sync(descriptor);
    } finally {
      files.close(descriptor);
    }
    return part;
  } catch (cause) {
    removeQuietly(files, part);
    throw storeError('secret_key_not_written', { file, reason: reasonOf(cause) }, cause);
  }
}

/** The new file has its name already: what fails from here on must not be told as if nothing had changed. */
function finish(file: string, work: () => void): void {
  try {
    work();
  } catch (cause) {
    throw storeError('secret_key_unfinished', { file, reason: reasonOf(cause) }, cause);
  }
}

function removeQuietly(files: OwnFiles, part: string): void {
  try {
    files.remove(part);
  } catch {
    // The first fault is what is told; what is left over only its owner reads.
  }
}

function parseKeys(text: string): KeyRing['keys'] | null {
  const entries = entriesOf(text);
  const keys = entries.flatMap((entry): readonly SecretKey[] => {
    if (typeof entry !== 'object' || entry === null || !('id' in entry) || !('key' in entry)) return [];
    const { id, key } = entry;
    if (typeof id !== 'string' || !/^[0-9a-f]{12}$/.test(id) || typeof key !== 'string') return [];
    const bytes = Buffer.from(key, 'base64');
    return bytes.length === keyBytes ? [{ id, bytes }] : [];
  });
  const [first, ...others] = keys;
  return first === undefined || keys.length !== entries.length ? null : [first, ...others];
}

function entriesOf(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('keys' in value)) return [];
    return Array.isArray(value.keys) ? value.keys : [];
  } catch {
    // Cut short or overwritten: the caller says that it is no key file, without repeating what stands in it.
    return [];
  }
}

function unreadable(file: string, cause: unknown): StoreError {
  return storeError('secret_key_unreadable', { file, reason: reasonOf(cause) }, cause);
}

function reasonOf(cause: unknown): string {
  return codeOf(cause) ?? (cause instanceof Error ? cause.message : String(cause));
}

function codeOf(cause: unknown): string | null {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
}
