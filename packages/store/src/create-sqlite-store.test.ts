import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acknowledgedMarkOf } from './acknowledged-mark.ts';
import { createSqliteStore } from './create-sqlite-store.ts';
import { board, describeStore, project } from './store-conformance.ts';

describeStore('SQLite', async (clock) => {
  const folder = mkdtempSync(join(tmpdir(), 'hecate-store-'));
  const file = join(folder, 'hecate.sqlite');
  let store = await createSqliteStore({ file, clock });
  return {
    store,
    reopen: async () => {
      await store.close();
      store = await createSqliteStore({ file, clock });
      return store;
    },
    dispose: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});

describe('createSqliteStore', () => {
  const by = { author: 'ada' };
  let folder = '';
  let file = '';
  const open = (sqliteVersion = '3.53.4') =>
    createSqliteStore({ file, clock: Date.now, sqliteVersion, busySeconds: 0.1 });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hecate-store-'));
    file = join(folder, 'below', 'hecate.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('writes ahead, syncs fully, and lets nobody else read the file', async () => {
    const store = await open();
    await store.create(project('team'), by);
    const beside = new DatabaseSync(file, { readOnly: true });
    expect(beside.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' });
    beside.close();
    for (const name of [file, `${file}-wal`]) expect(statSync(name).mode & 0o077).toBe(0);
    expect(statSync(join(folder, 'below')).mode & 0o077).toBe(0);
    await store.close();
  });

  it('says that another process holds the file instead of waiting for ever', async () => {
    const store = await open();
    const other = new DatabaseSync(file, { timeout: 0 });
    other.exec('begin immediate');
    await expect(store.create(project('team'), by)).rejects.toMatchObject({
      code: 'store_busy',
      status: 503,
    });
    expect(await store.list('Project', {})).toEqual([]);
    other.exec('rollback');
    await store.create(project('team'), by);
    expect(await store.health()).toEqual({ ok: true, writable: true, reason: null });
    other.close();
    await store.close();
  });

  it.each(['3.51.2', '3.50.99', '3.7.0', '2.8.17'])(
    'refuses SQLite %s with the version it needs',
    async (version) => {
      await expect(open(version)).rejects.toMatchObject({
        code: 'sqlite_too_old',
        message: expect.stringContaining('3.51.3'),
      });
    },
  );

  it.each(['3.51.3', '3.52.0', '3.100.1', '4.0.0'])('takes SQLite %s', async (version) => {
    const store = await open(version);
    await store.close();
  });

  it('refuses a file that is no database, and one that is damaged, with what to do', async () => {
    mkdirSync(join(folder, 'below'));
    writeFileSync(file, 'Dear diary, today I am not a database.'.repeat(100));
    await expect(open()).rejects.toMatchObject({
      code: 'store_damaged',
      message: expect.stringContaining('restore the last backup'),
    });
    expect(readFileSync(file, 'utf8')).toContain('Dear diary');

    for (const one of [file, acknowledgedMarkOf(file)]) rmSync(one, { force: true });
    await filled();
    const size = statSync(file).size;
    truncateSync(file, size - 3 * 4096);
    await expect(open()).rejects.toMatchObject({ code: 'store_damaged' });

    for (const one of [file, acknowledgedMarkOf(file)]) rmSync(one, { force: true });
    await filled();
    const bytes = readFileSync(file);
    bytes.fill(0xff, 8192, 12_288);
    writeFileSync(file, bytes);
    await expect(open()).rejects.toMatchObject({ code: 'store_damaged' });
  });

  it('never makes an empty store where one with acknowledged writes was', async () => {
    await filled();
    rmSync(file);
    await expect(open()).rejects.toMatchObject({
      code: 'store_missing',
      message: expect.stringContaining('hecate restore FILE --replace'),
    });
    writeFileSync(file, '');
    await expect(open()).rejects.toMatchObject({ code: 'store_missing' });
    expect(statSync(file).size).toBe(0);
    for (const one of [file, acknowledgedMarkOf(file)]) rmSync(one);
    const store = await open();
    expect(await store.list('Project', {})).toEqual([]);
    await store.close();
  });

  it('refuses a database of a newer version without touching it', async () => {
    await filled();
    const database = new DatabaseSync(file);
    database.exec(
      `insert into kysely_migration (name, timestamp) values ('999_future', '2099-01-01T00:00:00.000Z')`,
    );
    database.close();
    await expect(open()).rejects.toMatchObject({
      code: 'store_too_new',
      message: expect.stringContaining('999_future'),
    });
  });

  it('upgrades whole or not at all', async () => {
    mkdirSync(join(folder, 'below'));
    const before = new DatabaseSync(file);
    before.exec('create table revision (in_the_way text)');
    before.close();
    await expect(open()).rejects.toMatchObject({
      code: 'store_upgrade_failed',
      message: expect.stringContaining('nothing was changed'),
    });
    const after = new DatabaseSync(file);
    const tables = after.prepare(`select name from sqlite_schema where type = 'table' and name = 'resource'`);
    expect(tables.all()).toEqual([]);
    after.exec('drop table revision');
    after.close();
    const store = await open();
    await store.create(project('team'), by);
    await store.close();
  });

  it('refuses a place where no file can be', async () => {
    writeFileSync(join(folder, 'below'), '');
    await expect(open()).rejects.toMatchObject({
      code: 'store_cannot_open',
      message: expect.stringContaining(file),
    });
  });

  async function filled(): Promise<void> {
    const store = await open();
    await store.create(project('team'), by);
    for (let n = 0; n < 50; n += 1) await store.create(board(`b${n}`, `{"text":"${'x'.repeat(2000)}"}`), by);
    await store.close();
  }
});
