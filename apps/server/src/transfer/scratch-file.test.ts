import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { rawArchive } from '../testing/archives.ts';
import { machineDisk, openScratchFile, type ScratchDisk } from './scratch-file.ts';
import { TransferError } from './transfer-error.ts';
import { unpackArchive } from './unpack-archive.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-scratch-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const archive = rawArchive(
  Array.from({ length: 5 }, (_, index) => ({
    name: `${index}.json`,
    content: JSON.stringify({ kind: 'Project', metadata: { name: `p${index}` }, spec: { n: index } }),
  })),
);

it('gives every byte back and leaves no name in the folder while it is open', async () => {
  const scratch = await openScratchFile(folder);
  expect(readdirSync(folder)).toEqual([]);
  const places: number[] = [];
  for (const text of ['one', '', 'three and more']) places.push(await scratch.append(Buffer.from(text)));
  expect((await scratch.read(places[2] ?? 0, 14)).toString()).toBe('three and more');
  expect((await scratch.read(places[0] ?? 0, 3)).toString()).toBe('one');
  await expect(scratch.read(0, 10_000)).rejects.toMatchObject({ code: 'scratch_failed' });
  await scratch.close();
});

it.each(['ENOSPC', 'EIO', 'EROFS'])(
  'refuses in words and leaves nothing behind when the n-th operation fails with %s, n = 1, 2, … until an import is clean',
  async (code) => {
    let failures = 0;
    for (let nth = 1; ; nth += 1) {
      const { disk, count } = failingDisk(nth, code);
      let refusal: unknown = null;
      let read = 0;
      try {
        const scratch = await openScratchFile(folder, disk);
        try {
          const { files } = await unpackArchive(chunksOf(archive), scratch);
          for (const file of files) if ((await file.read()).includes('Project')) read += 1;
        } finally {
          await scratch.close();
        }
      } catch (error) {
        refusal = error;
      }
      if (count() < nth) {
        expect(refusal).toBeNull();
        expect(read).toBe(5);
        break;
      }
      failures += 1;
      expect(refusal).toBeInstanceOf(TransferError);
      expect(refusal).toMatchObject({ code: 'scratch_failed', status: 507 });
      expect(String(refusal)).toContain(folder);
      for (const name of readdirSync(folder)) {
        // Only where the removal itself failed; it is empty or has a file nobody reads.
        expect(name).toMatch(/^hecate-import-/);
        rmSync(join(folder, name), { recursive: true });
      }
    }
    expect(failures).toBeGreaterThan(10);
  },
);

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function failingDisk(
  nth: number,
  code: string,
): { readonly disk: ScratchDisk; readonly count: () => number } {
  let count = 0;
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    count += 1;
    if (count === nth) throw Object.assign(new Error(`${code}: injected`), { code });
    return work();
  };
  return {
    count: () => count,
    disk: {
      makeFolder: (prefix) => step(() => machineDisk.makeFolder(prefix)),
      removeFolder: (path) => step(() => machineDisk.removeFolder(path)),
      openNew: (path) =>
        step(async () => {
          const handle = await machineDisk.openNew(path);
          return {
            write: (bytes, at) => step(() => handle.write(bytes, at)),
            read: (into, at) => step(() => handle.read(into, at)),
            close: () => handle.close(),
          };
        }),
    },
  };
}
