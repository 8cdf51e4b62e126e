import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSqliteStore } from './create-sqlite-store.ts';
import { board, project } from './store-conformance.ts';
import { seededRandom } from './testing/seeded-random.ts';

const writer = fileURLToPath(new URL('./testing/write-together-until-killed.ts', import.meta.url));
const kills = process.env['HECATE_TEST_DEEP'] === '1' ? 100 : 10;

describe('writes that are committed together', () => {
  let folder = '';
  let file = '';

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hecate-together-'));
    file = join(folder, 'hecate.sqlite');
    const store = await createSqliteStore({ file, clock: Date.now });
    await store.create(project('team'), { author: 'setup' });
    await store.close();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it(`keeps every acknowledged one through ${kills} kills at random moments`, async () => {
    const seed = Number(process.env['HECATE_TEST_SEED'] ?? Date.now() % 1_000_000);
    process.stdout.write(`kill -9 of eight writers seed: ${seed} (HECATE_TEST_SEED repeats it)\n`);
    const random = seededRandom(seed);
    let count = 0;
    for (let cycle = 0; cycle < kills; cycle += 1) {
      const child = spawn(process.execPath, [writer, file, `c${cycle}-`], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
      const closed = once(child, 'close');
      await once(child.stdout, 'data');
      await delay(20 + random() * 400);
      child.kill('SIGKILL');
      await closed;
      const store = await createSqliteStore({ file, clock: Date.now });
      for (const line of output.split('\n').slice(0, -1)) {
        const [name = '', version = '', hash = ''] = line.split(' ');
        const kept = await store.revision('Dashboard', 'team', name, Number(version));
        const text = kept?.document?.specText ?? '';
        expect(`${name} ${version} ${createHash('sha256').update(text).digest('hex')}`).toBe(
          `${name} ${version} ${hash}`,
        );
        count += 1;
      }
      await store.close();
      const database = new DatabaseSync(file);
      expect(database.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
      database.close();
    }
    process.stdout.write(`${count} acknowledged writes of eight writers kept through ${kills} kills\n`);
    expect(count).toBeGreaterThan(kills * 8);
  }, 600_000);

  it('answers none before another process could read it', async () => {
    const store = await createSqliteStore({ file, clock: Date.now });
    const other = new DatabaseSync(file, { readOnly: true });
    const held = other.prepare('select count(*) as count from resource where name = ?');
    const names = Array.from({ length: 30 }, (_, index) => `b${index}`);
    const seen = names.map(async (name) => {
      await store.create(board(name, '{}'), { author: 'ada' });
      return held.get(name)?.['count'];
    });
    expect(await Promise.all(seen)).toEqual(names.map(() => 1));
    other.close();
    await store.close();
  });

  it('refuses one by a rule and keeps the others, and counts those that are kept', async () => {
    const store = await createSqliteStore({ file, clock: Date.now });
    const by = { author: 'ada' };
    const asked = ['a', 'b', 'a', 'c'].map((name) => store.create(board(name, '{}'), by));
    const outcomes = (await Promise.allSettled(asked)).map(({ status }) => status);
    expect(outcomes).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    await store.close();
    const database = new DatabaseSync(file);
    expect(database.prepare('select sequence from write_sequence').get()).toEqual({ sequence: 4 });
    expect(database.prepare('select count(*) as count from revision').get()).toEqual({ count: 4 });
    database.close();
  });
});
