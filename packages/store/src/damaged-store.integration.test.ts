import { spawnSync, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acknowledgedMarkOf } from './acknowledged-mark.ts';
import { createSqliteStore } from './create-sqlite-store.ts';
import { board, project } from './store-conformance.ts';
import { acknowledgements, startWriter } from './testing/child-writer.ts';

const isDeep = process.env['HECATE_TEST_DEEP'] === '1';
/** Programs of this machine, used where it has them. */
const tools = { trace: 'strace', isolate: 'unshare' };

describe('a store whose files were harmed', () => {
  let folder = '';
  let file = '';
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hecate-harmed-'));
    file = join(folder, 'hecate.sqlite');
    const store = await createSqliteStore({ file, clock: Date.now });
    await store.create(project('team'), { author: 'setup' });
    await store.close();
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it('refuses to start without the log that held acknowledged writes, and starts again when it is back', async () => {
    const acknowledged = await writeAndKill();
    const log = readFileSync(`${file}-wal`);
    for (const harm of [
      () => rmSync(`${file}-wal`),
      () => truncateSync(`${file}-wal`, 0),
      () => truncateSync(`${file}-wal`, Math.floor(log.length / 2)),
      () => writeFileSync(`${file}-wal`, Buffer.alloc(log.length, 7)),
    ]) {
      const copy = readFileSync(file);
      harm();
      await expect(createSqliteStore({ file, clock: Date.now })).rejects.toMatchObject({
        code: 'store_behind',
        status: 503,
        message: expect.stringMatching(/holds \d+ of \d+ acknowledged writes.*hecate restore FILE --replace/),
      });
      // The files as the killed process left them.
      writeFileSync(file, copy);
      writeFileSync(`${file}-wal`, log);
      rmSync(`${file}-shm`, { force: true });
    }
    const store = await createSqliteStore({ file, clock: Date.now });
    expect((await store.get('Dashboard', 'team', 'board'))?.metadata.version).toBeGreaterThanOrEqual(
      acknowledged - 1,
    );
    await store.close();
  }, 60_000);

  it('begins without the missing writes only when a person moves the mark away', async () => {
    await writeAndKill();
    rmSync(`${file}-wal`);
    rmSync(acknowledgedMarkOf(file));
    const store = await createSqliteStore({ file, clock: Date.now });
    expect(await store.get('Project', null, 'team')).not.toBeNull();
    await store.close();
  });

  it('refuses to start with any damaged page, naming the file and the restore command, or reads every document right', async () => {
    const specs = new Map<string, string>();
    const store = await createSqliteStore({ file, clock: Date.now });
    for (let n = 0; n < 40; n += 1) {
      const specText = `{"n":${n},"text":"${'x'.repeat(3000)}"}`;
      await store.create(board(`b${n}`, specText), { author: 'ada' });
      specs.set(`b${n}`, specText);
    }
    await store.close();
    const sound = readFileSync(file);
    const pages = Math.floor(sound.length / 4096);
    const outcomes = { refused: 0, unused: 0 };
    for (let page = 0; page < pages; page += isDeep ? 1 : 5) {
      const damaged = Buffer.from(sound);
      damaged.fill(0xff, page * 4096, (page + 1) * 4096);
      writeFileSync(file, damaged);
      let opened: Awaited<ReturnType<typeof createSqliteStore>> | null = null;
      try {
        opened = await createSqliteStore({ file, clock: Date.now });
      } catch (error) {
        expect(error, `page ${page}`).toMatchObject({
          code: 'store_damaged',
          message: expect.stringContaining(file),
        });
        expect(String(error)).toContain('hecate restore FILE --replace');
        outcomes.refused += 1;
      }
      if (opened !== null) {
        // An overflow page holds nothing but text: the engine cannot see that it changed, and the reader can.
        outcomes.unused += 1;
        expect((await opened.list('Dashboard', {})).length).toBe(specs.size);
        await opened.close();
      }
      for (const beside of ['-wal', '-shm']) rmSync(`${file}${beside}`, { force: true });
      writeFileSync(file, sound);
    }
    process.stdout.write(`damaged pages: ${JSON.stringify(outcomes)}\n`);
    expect(outcomes.refused).toBeGreaterThan(2);
  }, 120_000);

  it('refuses a folder that may only be read, in words, and makes nothing', (context) => {
    const probe = spawnSync(tools.isolate, ['-Urm', 'true']);
    if (probe.status !== 0) context.skip('this machine lets no user make a mount namespace');
    const script =
      'mount --bind -o ro "$1" "$1" && mount -o remount,bind,ro "$1" && exec "$2" "$3" "$4" board 1 3';
    const writer = new URL('./testing/write-until-killed.ts', import.meta.url).pathname;
    const run = spawnSync(
      tools.isolate,
      ['-Urm', 'sh', '-c', script, 'sh', folder, process.execPath, writer, file],
      {
        encoding: 'utf8',
      },
    );
    expect(run.stderr).toBe('');
    expect(run.stdout).toMatch(/^failed store_(cannot_open|not_writable)\n$/);
  });

  it('keeps versions, order and the newest document right when the clock jumps two hours ahead, back and further back', async () => {
    const times = [0, 7_200_000, -7_200_000, 0, -86_400_000].map(
      (jump) => Date.parse('2026-03-04T12:00:00Z') + jump,
    );
    let at = 0;
    const store = await createSqliteStore({ file, clock: () => times[at] ?? 0 });
    for (at = 0; at < times.length; at += 1) {
      const written = at === 0 ? 'create' : 'update';
      if (written === 'create') await store.create(board('clocked', '{"n":0}'), { author: 'ada' });
      else await store.update(board('clocked', `{"n":${at}}`), { author: 'ada' }, { ifMatch: at - 1 });
    }
    const revisions = await store.revisions('Dashboard', 'team', 'clocked', {});
    expect(revisions.map(({ version }) => version)).toEqual([4, 3, 2, 1, 0]);
    expect((await store.get('Dashboard', 'team', 'clocked'))?.specText).toBe('{"n":4}');
    await expect(
      store.update(board('clocked', '{}'), { author: 'ada' }, { ifMatch: 2 }),
    ).rejects.toMatchObject({ code: 'version_conflict' });
    await store.close();
  });

  it.for(['EIO', 'ENOSPC'])(
    'keeps every acknowledged write when the n-th write to its files fails with %s, n = 1, 2, … until a run is clean',
    { timeout: 600_000 },
    async (code, context) => {
      const traced = spawnSync(tools.trace, ['-qq', '-o', '/dev/null', 'true']).status === 0;
      if (!traced) context.skip('strace cannot inject faults on this machine');
      let failures = 0;
      for (let nth = 1; nth < 400; nth += isDeep ? 1 : 6) {
        const name = `n${nth}`;
        const run = startWriter([file, name, '1', '8'], tools.trace, [
          '-f',
          '-qq',
          '-o',
          '/dev/null',
          '-e',
          'trace=pwrite64',
          '-e',
          `inject=pwrite64:error=${code}:when=${nth}`,
          process.execPath,
        ]);
        children.push(run.child);
        await run.ended;
        const lines = run.lines();
        const kept = acknowledgements(lines);
        const isClean = kept.length === 8 && !lines.some((line) => /^(refused|failed)/.test(line));
        if (!isClean) failures += 1;
        for (const line of lines) {
          if (/^(refused|failed)/.test(line))
            expect(line).toMatch(/store_(not_writable|cannot_open|not_readable|upgrade_failed)/);
        }
        const store = await createSqliteStore({ file, clock: Date.now });
        for (const [version] of kept) {
          expect((await store.revision('Dashboard', 'team', name, version))?.document).not.toBeNull();
        }
        await store.close();
        const database = new DatabaseSync(file);
        expect(database.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
        database.close();
        if (isClean) break;
      }
      process.stdout.write(`${code} on the n-th write: ${failures} runs failed, then one was clean\n`);
      expect(failures).toBeGreaterThan(1);
    },
  );

  async function writeAndKill(): Promise<number> {
    const writing = startWriter([file, 'board', '1', '0']);
    children.push(writing.child);
    await writing.firstLine;
    while (acknowledgements(writing.lines()).length < 5) await new Promise((go) => setTimeout(go, 5));
    writing.child.kill('SIGKILL');
    await writing.ended;
    expect(existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0).toBe(true);
    return acknowledgements(writing.lines()).length;
  }
});
