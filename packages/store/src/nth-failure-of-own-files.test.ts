import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acknowledgedMarkOf, openAcknowledgedMark, readAcknowledgedMark } from './acknowledged-mark.ts';
import { createSqliteStore } from './create-sqlite-store.ts';
import { makeKeyFile, newKey, readKeyFile, replaceKeyFile } from './secret-key-file.ts';
import { project } from './store-conformance.ts';
import { StoreError } from './store-error.ts';
import { failingOwnFiles } from './testing/failing-own-files.ts';

const failures = ['EIO', 'ENOSPC', 'short write', 'short write on a full disk'] as const;
const ownUser = process.getuid?.() ?? 0;
let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-own-files-'));
  file = join(folder, 'hecate.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe.each(failures)('the mark of acknowledged writes when its n-th file operation meets %s', (how) => {
  it('names a number that was acknowledged, or is refused in words, n = 1, 2, … until a run is clean', () => {
    let triedRuns = 0;
    for (let nth = 1; ; nth += 1) {
      // 99 to 100 changes digits on both sides of where a short write ends.
      for (const shortBytes of [1, 19, 20, 30]) {
        rmSync(acknowledgedMarkOf(file), { force: true });
        const { files, count } = failingOwnFiles(nth, how, shortBytes);
        const written: number[] = [];
        const fault = faultOf(() => {
          const mark = openAcknowledgedMark(file, 98, files);
          written.push(98);
          for (const next of [99, 100, 1_999_999_999_999_999]) {
            mark.write(next);
            written.push(next);
          }
          mark.close();
        });
        if (fault === null && count() < nth) {
          expect(triedRuns).toBeGreaterThan(5);
          return;
        }
        triedRuns += 1;
        if (written.length === 0 && fault !== null) {
          expect(fault).toMatchObject({ code: 'store_mark_not_written', status: 507 });
        }
        if (fault === null) expect(readAcknowledgedMark(file)).toBe(written.at(-1));
        const refused = faultOf(() => readAcknowledgedMark(file));
        if (refused === null) {
          // A number that was begun may be there whole; none is there that nobody wrote.
          const read = readAcknowledgedMark(file);
          expect([null, 98, 99, 100, 1_999_999_999_999_999]).toContain(read);
          if (written.length > 0) expect(read).toBeGreaterThanOrEqual(written.at(-1) ?? 0);
        } else expect(refused).toMatchObject({ code: 'store_mark_damaged', status: 503 });
      }
    }
  });
});

it('refuses a store whose mark is damaged, says how to go on, and starts when the mark is moved away', async () => {
  const store = await createSqliteStore({ file, clock: Date.now });
  await store.create(project('team'), { author: 'ada' });
  await store.close();
  const sound = readFileSync(acknowledgedMarkOf(file));
  for (const harm of ['', 'x', sound.subarray(0, 20), sound.toString('latin1').replace(/\d\n$/, '9\n')]) {
    writeFileSync(acknowledgedMarkOf(file), harm);
    await expect(createSqliteStore({ file, clock: Date.now })).rejects.toMatchObject({
      code: 'store_mark_damaged',
      status: 503,
      message: expect.stringContaining(`move ${acknowledgedMarkOf(file)} away`),
    });
  }
  truncateSync(acknowledgedMarkOf(file), 0);
  rmSync(acknowledgedMarkOf(file));
  const again = await createSqliteStore({ file, clock: Date.now });
  expect(await again.get('Project', null, 'team')).not.toBeNull();
  await again.close();
});

it('reads the mark of an older version, which has its number once', () => {
  writeFileSync(acknowledgedMarkOf(file), `${'42'.padStart(20, '0')}\n`);
  expect(readAcknowledgedMark(file)).toBe(42);
  openAcknowledgedMark(file, 43).close();
  expect(readAcknowledgedMark(file)).toBe(43);
});

describe.each(failures)('the key file when the n-th operation on it meets %s', (how) => {
  it('is made whole, or not at all, and is told so, n = 1, 2, … until a run is clean', () => {
    const codes = loop(how, (files) => {
      rmSync(file, { force: true });
      return { before: null, act: () => void makeKeyFile(file, files) };
    });
    expect(codes.has('secret_key_not_written')).toBe(how !== 'short write');
  });

  it('holds the old keys or the new ones, and is told which, n = 1, 2, … until a run is clean', () => {
    const codes = loop(how, (files) => {
      rmSync(file, { force: true });
      makeKeyFile(file);
      const before = readKeyFile(file, ownUser)?.keys[0].id ?? null;
      return { before, act: () => replaceKeyFile(file, [newKey(), newKey()], files) };
    });
    expect(codes.has('secret_key_not_written')).toBe(how !== 'short write');
  });
});

function loop(
  how: (typeof failures)[number],
  prepare: (files: ReturnType<typeof failingOwnFiles>['files']) => {
    readonly before: string | null;
    readonly act: () => void;
  },
): ReadonlySet<string> {
  const codes = new Set<string>();
  for (let nth = 1; ; nth += 1) {
    const { files, count } = failingOwnFiles(nth, how);
    const { before, act } = prepare(files);
    const fault = faultOf(act);
    // Throws when the file is there and is not whole.
    const after = readKeyFile(file, ownUser)?.keys[0].id ?? null;
    if (fault === null) {
      expect(after).not.toBe(before);
      expect(after).not.toBeNull();
      if (count() < nth) return codes;
    } else {
      expect(fault).toBeInstanceOf(StoreError);
      const code = fault instanceof StoreError ? fault.code : '';
      codes.add(code);
      if (code === 'secret_key_unfinished') expect(after).not.toBe(before);
      else {
        expect(code).toBe('secret_key_not_written');
        expect(after).toBe(before);
      }
    }
  }
}

function faultOf(work: () => unknown): unknown {
  try {
    work();
    return null;
  } catch (cause) {
    return cause;
  }
}
