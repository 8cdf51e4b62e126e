import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import {
  entryNameFault,
  isDocumentName,
  manifestName,
  transferLimits,
  type FileToPack,
} from '@hecate/server';

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
    for (const entry of await readdir(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      const name = relative(folder, path).split(sep).join('/');
      if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
        await walk(path);
      if (!entry.isFile() || !isDocumentName(name) || name === manifestName) continue;
      const { size, mtime } = await lstat(path);
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
    yield { name, modified, bytes: await readFile(path), kind: null };
  }
}

function faultOf(name: string, size: number): string | null {
  const limit = transferLimits.entryBytes;
  if (size > limit) return `it has more than ${limit / 1024 / 1024} MiB, a document may not`;
  return entryNameFault(name);
}
