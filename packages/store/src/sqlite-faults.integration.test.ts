import { spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSqliteStore } from './create-sqlite-store.ts';
import { project } from './store-conformance.ts';
import { acknowledgements, startWriter, type ChildWriter } from './testing/child-writer.ts';
import { randomFifth } from './testing/random-fifth.ts';
import { seededRandom } from './testing/seeded-random.ts';

const isDeep = process.env['HECATE_TEST_DEEP'] === '1';
const filler = fileURLToPath(new URL('./testing/fill-the-disk.ts', import.meta.url));
/** Programs of this machine, used where it has them. */
const tools = { trace: 'strace', isolate: 'unshare' };

describe('the store on SQLite under faults', () => {
  let folder = '';
  let file = '';
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hecate-faults-'));
    file = join(folder, 'hecate.sqlite');
    const store = await createSqliteStore({ file, clock: Date.now });
    await store.create(project('team'), { author: 'setup' });
    await store.close();
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  const kills = isDeep ? 100 : 25;
  it(`keeps every acknowledged write through ${kills} kills at random moments`, async () => {
    const seed = Number(process.env['HECATE_TEST_SEED'] ?? Date.now() % 1_000_000);
    process.stdout.write(`kill -9 seed: ${seed} (HECATE_TEST_SEED repeats it)\n`);
    const random = seededRandom(seed);
    const acknowledged = new Map<number, string>();
    for (let cycle = 0; cycle < kills; cycle += 1) {
      const writing = start([file, 'board', String(seed + cycle), '0']);
      await writing.firstLine;
      await delay(20 + random() * 600);
      writing.child.kill('SIGKILL');
      await writing.ended;
      for (const [version, hash] of acknowledgements(writing.lines())) acknowledged.set(version, hash);
      await expectKept('board', acknowledged);
    }
    process.stdout.write(`${acknowledged.size} acknowledged writes kept through ${kills} kills\n`);
    expect(acknowledged.size).toBeGreaterThan(kills);
  }, 600_000);

  it('lets two processes write while a third loops checkpoints', async () => {
    const count = isDeep ? 5_000 : 150;
    const writers = ['left', 'right'].map((name, index) => start([file, name, String(index), String(count)]));
    const checkpointer = new DatabaseSync(file, { timeout: 5000 });
    let running = true;
    const ended = Promise.all(writers.map((one) => one.ended)).finally(() => (running = false));
    let checkpoints = 0;
    while (running) {
      checkpointer.exec(`pragma wal_checkpoint(${checkpoints % 2 === 0 ? 'passive' : 'truncate'})`);
      checkpoints += 1;
      await delay(2);
    }
    await ended;
    checkpointer.close();
    expect(checkpoints).toBeGreaterThan(10);
    for (const [index, name] of ['left', 'right'].entries()) {
      const lines = writers[index]?.lines() ?? [];
      const found = acknowledgements(lines);
      // On a machine that is busy enough a write waits for more than its 5 s; it is refused in words then, not lost.
      const refused = lines.filter((line) => line === 'refused store_busy 503').length;
      expect(found.length + refused).toBe(count);
      expect(refused).toBeLessThan(count / 100 + 1);
      await expectKept(name, new Map(found));
    }
  }, 600_000);

  it('acknowledges nothing that a failed sync could lose, and reads on', async (context) => {
    if (!traces()) context.skip('strace cannot inject faults on this machine');
    let refusedRuns = 0;
    const chosen = randomFifth('EIO on the n-th sync');
    for (let nth = 1; nth <= 50; nth += 1) {
      if (!chosen()) continue;
      const name = `sync${nth}`;
      const fault = `inject=fsync,fdatasync:error=EIO:when=${nth}`;
      const traced = [
        '-f',
        '-qq',
        '-o',
        '/dev/null',
        '-e',
        'trace=fsync,fdatasync',
        '-e',
        fault,
        process.execPath,
      ];
      const run = start([file, name, '1', '20'], tools.trace, traced);
      await run.ended;
      const lines = run.lines();
      const firstRefusal = lines.findIndex((line) => line.startsWith('refused'));
      const found = acknowledgements(lines);
      if (firstRefusal >= 0) {
        refusedRuns += 1;
        expect(lines[firstRefusal]).toBe('refused store_not_writable 507');
        // Once a sync failed, nothing is acknowledged until a restart, and reading goes on.
        expect(acknowledgements(lines.slice(firstRefusal))).toEqual([]);
        expect(lines.at(-1)).toMatch(/^health \{"ok":true,"writable":false,"reason":"the disk reported/);
      } else if (!lines.some((line) => line.startsWith('failed'))) expect(found).toHaveLength(20);
      await expectKept(name, new Map(found));
    }
    expect(refusedRuns).toBeGreaterThan(0);
  }, 600_000);

  it('refuses a write when the disk is full, reads on, keeps nothing half, and recovers', (context) => {
    const place = join(folder, 'small');
    mkdirSync(place);
    const script = 'mount -t tmpfs -o size=16m,mode=0700 tmpfs "$1" && exec "$2" "$3" "$1"';
    const probe = spawnSync(tools.isolate, ['-Urm', 'true']);
    if (probe.status !== 0) context.skip('this machine lets no user make a mount namespace');
    const run = spawnSync(
      tools.isolate,
      ['-Urm', 'sh', '-c', script, 'sh', place, process.execPath, filler],
      {
        encoding: 'utf8',
      },
    );
    expect(run.stderr).toBe('');
    const seen: unknown = JSON.parse(run.stdout);
    process.stdout.write(`disk full: ${run.stdout}`);
    expect(seen).toMatchObject({
      codes: ['store_not_writable 507'],
      allKept: true,
      currentIsLast: true,
      integrity: [{ integrity_check: 'ok' }],
      recovered: 61,
    });
    expect(seen).toHaveProperty('refusals', expect.any(Number));
    expect(seen).toMatchObject(sameCounts(seen));
  }, 120_000);

  function start(
    args: readonly string[],
    program = process.execPath,
    before: readonly string[] = [],
  ): ChildWriter {
    const running = startWriter(args, program, before);
    children.push(running.child);
    return running;
  }

  async function expectKept(name: string, acknowledged: ReadonlyMap<number, string>): Promise<void> {
    const store = await createSqliteStore({ file, clock: Date.now });
    let newest = -1;
    for (const [version, hash] of acknowledged) {
      const revision = await store.revision('Dashboard', 'team', name, version);
      const specText = revision?.document?.specText ?? '';
      expect(createHash('sha256').update(specText).digest('hex')).toBe(hash);
      newest = Math.max(newest, version);
    }
    const current = await store.get('Dashboard', 'team', name);
    // A write may be on disk without its acknowledgement having been read; it is whole then.
    if (current !== null) expect(() => JSON.parse(current.specText)).not.toThrow();
    expect(current?.metadata.version ?? -1).toBeGreaterThanOrEqual(newest);
    await store.close();
    const database = new DatabaseSync(file);
    expect(database.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    const range = database.prepare(
      'select count(*) as count, max(version) as newest from revision where kind = ? and name = ?',
    );
    const versions = (current?.metadata.version ?? -1) + 1;
    expect(range.get('Dashboard', name)).toEqual({
      count: versions,
      newest: versions === 0 ? null : versions - 1,
    });
    database.close();
  }
});

function traces(): boolean {
  return spawnSync(tools.trace, ['-qq', '-o', '/dev/null', 'true']).status === 0;
}

/** After every refusal the last document was read and the store said that it cannot be written. */
function sameCounts(seen: unknown): object {
  const refusals = typeof seen === 'object' && seen !== null && 'refusals' in seen ? seen.refusals : -1;
  return { readsAfterRefusal: refusals, unwritable: refusals };
}
