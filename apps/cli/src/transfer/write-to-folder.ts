import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { manifestName, readArchive } from '@hecate/server';

/** How many files of a folder were written. */
export interface WrittenFiles {
  readonly written: number;
  readonly unchanged: number;
}

/** Unpacks an export into a folder, one file for each document; a file that is the same already is not written again. */
export async function writeToFolder(
  archive: AsyncIterable<Uint8Array>,
  folder: string,
  signal: AbortSignal,
): Promise<WrittenFiles> {
  const counts = { written: 0, unchanged: 0 };
  await mkdir(folder, { recursive: true });
  await readArchive(
    archive,
    async ({ name, bytes }) => {
      if (name === manifestName) return;
      // The name was checked: it stays below the folder.
      const path = join(folder, ...name.split('/'));
      if (await isSame(path, bytes)) {
        counts.unchanged += 1;
        return;
      }
      await mkdir(dirname(path), { recursive: true });
      const part = `${path}.part-${process.pid}`;
      try {
        await writeFile(part, bytes, { flag: 'wx', flush: true });
        await rename(part, path);
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
      counts.written += 1;
    },
    { signal },
  );
  return counts;
}

async function isSame(path: string, bytes: Buffer): Promise<boolean> {
  try {
    return bytes.equals(await readFile(path));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
