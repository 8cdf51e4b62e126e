import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { ComponentsError } from './components-error.ts';
import { compareVersions, parseVersion, type Version } from './version.ts';

/** The note beside a cached program: where it came from, and the checksum it must still have. */
const Entry = Type.Object({
  file: Type.String({ pattern: '^[A-Za-z0-9_.-]{1,64}$' }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  way: Type.String(),
  version: Type.String(),
});

/** A cached program whose checksum was verified a moment ago, or what is wrong with it. */
export type CacheEntry =
  | { readonly kind: 'intact'; readonly path: string }
  | { readonly kind: 'damaged'; readonly why: string };

/** The folder `<folder>/<component>/<version>/` with one program and its note each. */
export interface ComponentCache {
  folderOf(name: string): string;
  /** The versions there are, newest first, not yet verified. */
  versions(name: string): Promise<readonly Version[]>;
  /** Reads the note and verifies the checksum. */
  read(name: string, version: Version): Promise<CacheEntry>;
  /** Moves the program in; readers see the old entry or the whole new one. Answers its final path. */
  store(entry: { name: string; version: string; way: string; source: string }): Promise<string>;
  /** A fresh folder on the cache's own file system; leftovers of killed fetches go. Call only under the lock of its family. */
  workFolder(name: string): Promise<string>;
}

const noteName = 'entry.json';
const temporaryPrefix = '.work-';
/** Older versions are removed when a new one is stored. */
const maxVersions = 4;

/** Opens the cache; nothing is created before the first store. */
export function createComponentCache(folder: string): ComponentCache {
  return {
    folderOf: (name) => join(folder, name),
    versions: (name) => usable(folder, () => versionFolders(join(folder, name))),
    read: (name, version) => readEntry(join(folder, name, version.text)),
    store: (entry) => usable(folder, () => storeEntry(join(folder, entry.name), entry)),
    workFolder: (name) => usable(folder, () => freshWorkFolder(join(folder, name))),
  };
}

async function storeEntry(
  parent: string,
  { name, version, way, source }: { name: string; version: string; way: string; source: string },
): Promise<string> {
  const target = join(parent, version);
  await mkdir(parent, { recursive: true });
  const incoming = await mkdtemp(join(parent, temporaryPrefix));
  await rename(source, join(incoming, name));
  await chmod(join(incoming, name), 0o755);
  const note: Static<typeof Entry> = {
    file: name,
    sha256: await sha256Of(join(incoming, name)),
    way,
    version,
  };
  await writeFile(join(incoming, noteName), `${JSON.stringify(note, null, 2)}\n`);
  // mkdtemp made it private; another user of a shared cache must be able to run what is in it.
  await chmod(incoming, 0o755);
  await rename(target, `${incoming}.old`).catch(ignoreMissing);
  await rename(incoming, target);
  await rm(`${incoming}.old`, { recursive: true, force: true });
  for (const old of (await versionFolders(parent)).slice(maxVersions)) {
    // One that was stored a moment ago stays, even as the oldest.
    if (old.text !== version) await rm(join(parent, old.text), { recursive: true, force: true });
  }
  return join(target, name);
}

async function freshWorkFolder(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  for (const entry of await readdir(parent)) {
    if (entry.startsWith(temporaryPrefix)) await rm(join(parent, entry), { recursive: true, force: true });
  }
  const work = await mkdtemp(join(parent, temporaryPrefix));
  // apt fetches as its own unprivileged user and must be able to enter.
  await chmod(work, 0o755);
  return work;
}

async function usable<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ComponentsError('cache_unusable', { folder, why }, { cause: error });
  }
}

/** The SHA-256 of a file in hexadecimal, read in pieces. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function readEntry(folder: string): Promise<CacheEntry> {
  try {
    const note: unknown = JSON.parse(await readFile(join(folder, noteName), 'utf8'));
    if (!Value.Check(Entry, note)) return { kind: 'damaged', why: `${folder}/${noteName} cannot be read` };
    const path = join(folder, note.file);
    const actual = await sha256Of(path);
    if (actual !== note.sha256)
      return { kind: 'damaged', why: `${path} is not what was stored (its SHA-256 differs)` };
    return { kind: 'intact', path };
  } catch (error) {
    return { kind: 'damaged', why: error instanceof Error ? error.message : String(error) };
  }
}

async function versionFolders(parent: string): Promise<readonly Version[]> {
  const names = await readdir(parent).catch((error: unknown) => {
    ignoreMissing(error);
    return [];
  });
  return names
    .map(parseVersion)
    .filter((version) => version !== null)
    .toSorted((left, right) => compareVersions(right, left));
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
