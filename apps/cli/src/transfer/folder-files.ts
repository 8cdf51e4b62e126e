import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import {
  entryNameFault,
  isDocumentName,
  manifestName,
  transferLimits,
  type FileToPack,
} from '@hecate/server';
import { FileGone } from './file-gone.ts';

/** A document's file in a folder. */
export interface FolderFile {
  /** With `/` between its folders. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly modified: Date;
}

/** What was found in a folder. */
export interface FolderFiles {
  readonly files: readonly FolderFile[];
  /** Files that cannot be taken, with the reason. */
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

/** Every .json, .yaml and .yml file below a folder, by name; hidden ones and links are left out. */
export async function filesOfFolder(folder: string): Promise<FolderFiles> {
  const files: FolderFile[] = [];
  const refused: { name: string; reason: string }[] = [];
  await walk(folder);
  return { files: files.toSorted((one, other) => (one.name < other.name ? -1 : 1)), refused };

  async function walk(at: string): Promise<void> {
    // A folder or file that goes while it is looked at is as one that was never there.
    for (const entry of (await unlessGone(readdir(at, { withFileTypes: true }))) ?? []) {
      const path = join(at, entry.name);
      const name = relative(folder, path).split(sep).join('/');
      if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
        await walk(path);
      if (!entry.isFile() || !isDocumentName(name) || name === manifestName) continue;
      const found = await unlessGone(lstat(path));
      if (found === null) continue;
      const { size, mtime } = found;
      const reason = faultOf(name, size);
      if (reason === null) files.push({ name, path, bytes: size, modified: mtime });
      else refused.push({ name, reason });
      if (files.length >= transferLimits.entries) {
        refused.push({
          name,
          reason: `the folder holds more than ${transferLimits.entries} files; take a part of it`,
        });
        return;
      }
    }
  }
}

/** The files as they go into an archive; each is read when its turn comes. */
export async function* packedFiles(files: readonly FolderFile[]): AsyncGenerator<FileToPack> {
  for (const { name, path, modified } of files) {
    const read = await unlessGone(readFile(path));
    if (read === null) throw new FileGone(name);
    yield { name, modified, bytes: read, kind: null };
  }
}

async function unlessGone<T>(looking: Promise<T>): Promise<T | null> {
  try {
    return await looking;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function faultOf(name: string, size: number): string | null {
  const limit = transferLimits.entryBytes;
  if (size > limit) return `it has more than ${limit / 1024 / 1024} MiB, a document may not`;
  return entryNameFault(name);
}
