import { spawnSync, type ChildProcess } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acknowledgedMarkOf } from './acknowledged-mark.ts';
import { createSqliteStore } from './create-sqlite-store.ts';
import { machineFiles } from './file-operations.ts';
import { restoreStore } from './restore-backup.ts';
import { board, project } from './store-conformance.ts';
import { StoreError } from './store-error.ts';
import type { Store } from './store.ts';
import { acknowledgements, startWriter } from './testing/child-writer.ts';
import { randomFifth } from './testing/random-fifth.ts';
import { backupStore } from './write-backup.ts';

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

  it('refuses with the restore command, or gives the right text, whatever bytes of a page are harmed', async () => {
    const specs = await writeBoards(40, 3000);
    const sound = readFileSync(file);
    const pages = Math.floor(sound.length / pageBytes);
    const outcomes = { refusedStart: 0, refusedDocument: 0, read: 0 };
    for (let page = 0; page < pages; page += isDeep ? 1 : 4) {
      for (const harm of harms) {
        writeFileSync(file, harmed(sound, page, harm));
        const opened = await openOrRefusal();
        if (opened === null) outcomes.refusedStart += 1;
        else {
          for (const [name, specText] of specs) {
            for (const text of [await textOf(opened, name), await firstVersionOf(opened, name)]) {
              if (text === null) outcomes.refusedDocument += 1;
              else {
                outcomes.read += 1;
                expect(text, `${name} with ${harm.bytes} bytes harmed in page ${page}`).toBe(specText);
              }
            }
          }
          await opened.close();
        }
        for (const beside of ['-wal', '-shm']) rmSync(`${file}${beside}`, { force: true });
      }
    }
    process.stdout.write(`damaged pages: ${JSON.stringify(outcomes)}\n`);
    expect(outcomes.refusedStart).toBeGreaterThan(2);
    expect(outcomes.refusedDocument).toBeGreaterThan(10);
  }, 300_000);

  it('gives no wrong text of a database that is too large to be checked at the start', async () => {
    const specs = await writeBoards(36, 1024 * 1024);
    const size = statSync(file).size;
    expect(size).toBeGreaterThan(64 * 1024 * 1024);
    const descriptor = openSync(file, 'r+');
    // Every 200th page: nearly all of them hold nothing but text.
    for (let page = 300; page < size / pageBytes; page += 200) {
      writeSync(descriptor, Buffer.from('harmed'), 0, 6, page * pageBytes + 2000);
    }
    closeSync(descriptor);
    const store = await createSqliteStore({ file, clock: Date.now });
    let refused = 0;
    for (const [name, specText] of specs) {
      const text = await textOf(store, name);
      if (text === null) refused += 1;
      else expect(text).toBe(specText);
    }
    await store.close();
    expect(refused).toBeGreaterThan(20);
  }, 120_000);

  it('brings a damaged document back from its history, and lists and moves nothing that is damaged', async () => {
    await writeBoards(2, 30_000);
    harmText('resource', 'b1');
    let store = await createSqliteStore({ file, clock: Date.now });
    const refusal = {
      code: 'document_damaged',
      status: 503,
      message: expect.stringMatching(
        /Dashboard "team\/b1".*version 0.*restore.*hecate restore FILE --replace/,
      ),
    };
    const by = { author: 'ada' };
    await expect(store.get('Dashboard', 'team', 'b1')).rejects.toMatchObject(refusal);
    await expect(store.list('Dashboard', {})).rejects.toMatchObject(refusal);
    expect(await store.list('Dashboard', { metadataOnly: true })).toHaveLength(2);
    const from = { project: 'team', name: 'b1' };
    await expect(store.move(from, { project: 'team', name: 'b9' }, by, {})).rejects.toMatchObject(refusal);
    const backup = { file, target: join(folder, 'backup'), secret: null, secretFiles: [], clock: Date.now };
    const carried = { kind: 'Dashboard', project: 'team', name: 'b1', version: 0, isCurrent: true };
    expect((await backupStore({ ...backup, target: join(folder, 'damaged-backup') })).damaged).toEqual([
      carried,
    ]);
    await store.restore('Dashboard', 'team', 'b1', 0, by, {});
    expect((await store.get('Dashboard', 'team', 'b1'))?.specText).toBe(specTextOf(1, 30_000));
    const [newest] = await store.revisions('Dashboard', 'team', 'b1', {});
    expect(newest?.summary).toContain('written over a damaged version');
    await store.move(from, { project: 'team', name: 'b9' }, by, {});
    expect((await store.revision('Dashboard', 'team', 'b9', 0, {}))?.document?.specText).toBe(
      specTextOf(1, 30_000),
    );
    expect((await backupStore(backup)).damaged).toEqual([]);
    await store.close();
    harmText('revision', 'b9');
    store = await createSqliteStore({ file, clock: Date.now });
    await expect(store.revision('Dashboard', 'team', 'b9', 0, {})).rejects.toMatchObject({
      code: 'document_damaged',
    });
    await store.move({ project: 'team', name: 'b9' }, { project: 'team', name: 'b10' }, by, {});
    await expect(store.revision('Dashboard', 'team', 'b10', 0, {})).rejects.toMatchObject({
      code: 'document_damaged',
    });
    await store.close();
  });

  it('backs up everything else beside a damaged old version, names it, and restores it as damaged and the rest as it was', async () => {
    await writeBoards(3, 30_000);
    harmText('revision', 'b1');
    const target = join(folder, 'backup');
    const secret = null;
    const damaged = [{ kind: 'Dashboard', project: 'team', name: 'b1', version: 0, isCurrent: false }];
    const manifest = await backupStore({ file, target, secret, secretFiles: [], clock: Date.now });
    expect(manifest).toMatchObject({ damaged, documents: 4 });
    const fresh = join(folder, 'other', 'hecate.sqlite');
    mkdirSync(dirname(fresh));
    const restored = await restoreStore({
      backup: target,
      file: fresh,
      secret,
      replaces: false,
      clock: Date.now,
    });
    expect(restored.manifest.damaged).toEqual(damaged);
    const store = await createSqliteStore({ file: fresh, clock: Date.now });
    for (const index of [0, 1, 2]) expect(await textOf(store, `b${index}`)).toBe(specTextOf(index, 30_000));
    expect(await firstVersionOf(store, 'b0')).toBe(specTextOf(0, 30_000));
    await expect(store.revision('Dashboard', 'team', 'b1', 0, {})).rejects.toMatchObject({
      code: 'document_damaged',
    });
    await store.close();
  });

  it('refuses a backup that was made of a damaged text before digests were compared, and keeps the store', async () => {
    await writeBoards(2, 30_000);
    const target = join(folder, 'backup');
    const secret = null;
    // As an older version would have made it: the snapshot is harmed after it was looked at.
    const files = {
      ...machineFiles,
      openToRead: (path: string) => {
        if (path.includes('.snapshot-')) harmText('resource', 'b1', path);
        return machineFiles.openToRead(path);
      },
    };
    await backupStore({ file, target, secret, secretFiles: [], clock: Date.now, files });
    const fresh = join(folder, 'other', 'hecate.sqlite');
    mkdirSync(dirname(fresh));
    await expect(
      restoreStore({ backup: target, file: fresh, secret, replaces: false, clock: Date.now }),
    ).rejects.toMatchObject({
      code: 'backup_unreadable',
      message: expect.stringContaining('Dashboard "team/b1" in it differs in version 0'),
    });
    expect(existsSync(fresh)).toBe(false);
  });

  it('gives the rows of an older version their digests when it is brought up to date', async () => {
    const specs = await writeBoards(50, 100);
    const database = new DatabaseSync(file);
    for (const table of ['resource', 'revision']) database.exec(`alter table ${table} drop column digest`);
    database.exec(`delete from kysely_migration where name = '005_content_digest'`);
    database.close();
    const store = await createSqliteStore({ file, clock: Date.now });
    for (const [name, specText] of specs) {
      expect(await textOf(store, name)).toBe(specText);
      expect(await firstVersionOf(store, name)).toBe(specText);
    }
    await store.close();
  });

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
      const chosen = randomFifth(`${code} on the n-th write`);
      for (let nth = 1; nth < 400; nth += 1) {
        if (!chosen()) continue;
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
            expect(line).toMatch(
              /store_(not_writable|cannot_open|not_readable|upgrade_failed|mark_not_written)/,
            );
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

  async function writeBoards(count: number, textBytes: number): Promise<ReadonlyMap<string, string>> {
    const specs = new Map<string, string>();
    const store = await createSqliteStore({ file, clock: Date.now });
    for (let n = 0; n < count; n += 1) {
      const specText = specTextOf(n, textBytes);
      await store.create(board(`b${n}`, specText), { author: 'ada' });
      specs.set(`b${n}`, specText);
    }
    await store.close();
    return specs;
  }

  async function openOrRefusal(): Promise<Store | null> {
    try {
      return await createSqliteStore({ file, clock: Date.now });
    } catch (error) {
      // Harmed names of upgrades or a harmed count read like those of another version, or of a log that was cut.
      expect(error).toMatchObject({ code: expect.stringMatching(/^store_(damaged|too_new|behind)$/) });
      expect(String(error)).toContain(file);
      expect(String(error)).toMatch(/restore (the last|a) backup/);
      return null;
    }
  }

  /** Changes the newest text of a document as a disk would, behind the back of everything that keeps it whole. */
  function harmText(table: 'resource' | 'revision', name: string, harmedFile = file): void {
    const database = new DatabaseSync(harmedFile);
    database
      .prepare(`update ${table} set spec = replace(spec, 'xxxxx', 'xxxxy') where name = ? and version = 0`)
      .run(name);
    database.close();
  }

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

const pageBytes = 4096;

/** The whole page; bytes inside it where a page of text has its text; and one bit. The first four bytes name the next page. */
const harms = [
  { at: 0, bytes: pageBytes },
  { at: 2_000, bytes: 200 },
  { at: 4_000, bytes: 1 },
] as const;

function harmed(sound: Buffer, page: number, { at, bytes }: (typeof harms)[number]): Buffer {
  const copy = Buffer.from(sound);
  const start = page * pageBytes + at;
  for (let n = start; n < start + bytes; n += 1) copy.writeUInt8(copy.readUInt8(n) ^ 1, n);
  return copy;
}

function specTextOf(n: number, textBytes: number): string {
  return `{"n":${n},"text":"${'x'.repeat(textBytes)}"}`;
}

/** The text of a document, null when it is refused in words. */
async function textOf(store: Store, name: string): Promise<string | null> {
  return orRefusal(async () => (await store.get('Dashboard', 'team', name))?.specText);
}

/** The text of the first version in the history, null when it is refused in words. */
async function firstVersionOf(store: Store, name: string): Promise<string | null> {
  return orRefusal(async () => (await store.revision('Dashboard', 'team', name, 0, {}))?.document?.specText);
}

async function orRefusal(read: () => Promise<string | undefined>): Promise<string | null> {
  try {
    return (await read()) ?? 'no such document';
  } catch (error) {
    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({ code: expect.stringMatching(/^(document|store)_damaged$/), status: 503 });
    return null;
  }
}
