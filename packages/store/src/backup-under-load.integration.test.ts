import { createHash } from 'node:crypto';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSqliteStore } from './create-sqlite-store.ts';
import { restoreStore } from './restore-backup.ts';
import { project } from './store-conformance.ts';
import { acknowledgements, startWriter, type ChildWriter } from './testing/child-writer.ts';
import { backupStore } from './write-backup.ts';

const isDeep = process.env['HECATE_TEST_DEEP'] === '1';

describe('a backup under load', () => {
  let folder = '';
  const children: ChildProcess[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hecate-rehearsal-'));
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it('is a point in time: after destruction and restore every version acknowledged up to it is there, and nothing later', async () => {
    const file = join(folder, 'store', 'hecate.sqlite');
    const store = await createSqliteStore({ file, clock: Date.now });
    await store.create(project('team'), { author: 'setup' });
    await store.close();
    const names = ['left', 'middle', 'right'];
    const rounds = isDeep ? 20 : 3;
    let writtenBefore = 0;
    for (let round = 0; round < rounds; round += 1) {
      const writers = new Map<string, ChildWriter>();
      for (const [index, name] of names.entries()) {
        const writer = startWriter([file, name, String(round * 10 + index), '0']);
        children.push(writer.child);
        writers.set(name, writer);
      }
      await Promise.all([...writers.values()].map(({ firstLine }) => firstLine));
      await delay(150);
      const before = new Map([...writers].map(([name, { lines }]) => [name, acknowledgements(lines())]));
      const target = join(folder, `round-${round}.backup`);
      const secret = round % 2 === 0 ? Buffer.from('a key for every second round') : null;
      const made = await backupStore({ file, target, secret, secretFiles: [], clock: Date.now });
      await delay(50);
      for (const { child } of writers.values()) child.kill('SIGKILL');
      await Promise.all([...writers.values()].map(({ ended }) => ended));
      const all = new Map(
        [...writers].map(([name, { lines }]) => [name, new Map(acknowledgements(lines()))]),
      );

      rmSync(join(folder, 'store'), { recursive: true });
      mkdirSync(join(folder, 'store'));
      const { manifest } = await restoreStore({
        backup: target,
        file,
        secret,
        replaces: false,
        clock: Date.now,
      });
      expect(manifest).toEqual(made);

      const versions = await versionsIn(file);
      // The stated point: this many writes, the last one of them named, none lost before it, none added behind it.
      expect(versions.length).toBe(made.revisions);
      expect(made.sequence).toBe(made.revisions);
      expect(versions.at(-1)).toMatchObject({ name: made.lastWrite?.name, version: made.lastWrite?.version });
      for (const name of names) {
        const kept = new Map(
          versions.filter((one) => one.name === name).map((one) => [one.version, one.hash]),
        );
        expect([...kept.keys()]).toEqual(Array.from({ length: kept.size }, (_, version) => version));
        for (const [version, hash] of before.get(name) ?? []) expect(kept.get(version)).toBe(hash);
        for (const [version, hash] of all.get(name) ?? []) {
          if (kept.has(version)) expect(kept.get(version)).toBe(hash);
        }
      }
      const later =
        [...all.values()].reduce((sum, one) => sum + one.size, 0) + writtenBefore + 1 - made.revisions;
      process.stdout.write(`backup under load: point ${made.sequence}, ${later} acknowledged behind it\n`);
      writtenBefore = versions.length - 1;
    }
  }, 1_800_000);
});

interface Version {
  readonly name: string;
  readonly version: number;
  readonly hash: string;
}

/** Every version of the store in the order in which it was written. */
async function versionsIn(file: string): Promise<readonly Version[]> {
  const database = new DatabaseSync(file);
  try {
    const rows = database.prepare('select name, version, spec from revision order by rowid').all();
    return rows.map((row) => ({
      name: String(row['name']),
      version: Number(row['version']),
      hash: createHash('sha256').update(String(row['spec'])).digest('hex'),
    }));
  } finally {
    database.close();
  }
}
