import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { constants, gunzipSync } from 'node:zlib';
import { parseDocument } from '@hecate/perses';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSqliteStore } from './create-sqlite-store.ts';
import { machineFiles } from './file-operations.ts';
import { restorePlanOf } from './finish-restore.ts';
import { restoreStore, type RestoreOptions } from './restore-backup.ts';
import { board, project } from './store-conformance.ts';
import { dumpStore } from './testing/dump-store.ts';
import { failingFiles } from './testing/failing-files.ts';
import { backupStore, type BackupOptions } from './write-backup.ts';

const by = { author: 'ada', message: 'first' };
const secret = Buffer.from('a key that is long enough');
const clock = (): number => Date.parse('2026-03-04T05:06:07.000Z');

describe('backup and restore', () => {
  let folder = '';
  let file = '';
  let target = '';

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hecate-backup-'));
    file = join(folder, 'store', 'hecate.sqlite');
    target = join(folder, 'monday.backup');
    await fill('one');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([['readable', null] as const, ['encrypted', secret] as const])(
    'brings every document and version of a %s backup back, byte for byte',
    async (_, key) => {
      const before = dumpStore(file);
      const made = await backup({ secret: key });
      expect(made).toMatchObject({
        madeAt: '2026-03-04T05:06:07.000Z',
        sequence: 6,
        documents: 3,
        revisions: 6,
        lastWrite: { kind: 'Dashboard', project: 'team', name: 'b', version: 1 },
      });
      expect(statSync(target).mode & 0o077).toBe(0);
      expect(readdirSync(folder).toSorted()).toEqual(['monday.backup', 'store']);
      rmSync(join(folder, 'store'), { recursive: true });
      mkdirSync(join(folder, 'store'));
      const restored = await restore({ secret: key });
      expect(restored.aside).toBeNull();
      expect(dumpStore(file)).toBe(before);
      expect(readdirSync(join(folder, 'store')).toSorted()).toEqual([
        'hecate.sqlite',
        'hecate.sqlite-acknowledged',
        'secrets.key',
      ]);
    },
  );

  it('does not show a word of the documents in an encrypted backup', async () => {
    await backup({ secret: null });
    const readable = readFileSync(target);
    rmSync(target);
    await backup({ secret });
    const encrypted = readFileSync(target);
    // The readable one is a gzip stream behind its header, the encrypted one is noise: no gzip magic, no manifest.
    expect(readable.includes(Buffer.from([0x1f, 0x8b, 0x08]))).toBe(true);
    expect(encrypted.subarray(0, 160).includes(Buffer.from([0x1f, 0x8b, 0x08]))).toBe(false);
    expect(encrypted.includes('hecate.sqlite')).toBe(false);
  });

  it('carries secrets encrypted, and the key that opens them in an encrypted backup only', async () => {
    const keyFile = join(folder, 'store', 'secrets.key');
    const store = await createSqliteStore({ file, clock });
    const text = JSON.stringify({
      kind: 'Secret',
      metadata: { name: 'prom', project: 'team' },
      spec: { basicAuth: { username: 'me', password: 'canary-in-the-mine' }, allowedHosts: ['a:9090'] },
    });
    await store.create(parseDocument(text, { kind: 'Secret' }), by);
    await store.close();
    const key = readFileSync(keyFile);
    const secretFiles = [{ name: 'secrets.key', path: keyFile }];
    const readable = await backup({ secretFiles });
    expect(readable.files.map(({ name }) => name)).toEqual(['hecate.sqlite']);
    const restoreElsewhere = async (key2: Buffer | null, name: string) => {
      const elsewhere = join(folder, name, 'hecate.sqlite');
      await restore({ secret: key2, file: elsewhere });
      return createSqliteStore({ file: elsewhere, clock });
    };
    for (const name of ['bare', 'with-another-key', 'with-its-key']) mkdirSync(join(folder, name));
    const fresh = await createSqliteStore({ file: join(folder, 'with-another-key', 'hecate.sqlite'), clock });
    await fresh.close();
    writeFileSync(join(folder, 'with-its-key', 'secrets.key'), key, { mode: 0o600 });
    for (const name of ['bare', 'with-another-key']) {
      await expect(restoreElsewhere(null, name)).rejects.toMatchObject({
        code: 'restore_key_missing',
        message: expect.stringContaining('nothing was changed'),
      });
    }
    expect(readdirSync(join(folder, 'bare'))).toEqual([]);
    const opened = await restoreElsewhere(null, 'with-its-key');
    await opened.close();
    const packed = readFileSync(target);
    const begin = packed.indexOf(Buffer.from([0x1f, 0x8b, 0x08]));
    // Up to the checksum behind the one piece of a small backup.
    const content = gunzipSync(packed.subarray(begin, packed.length - 32), {
      finishFlush: constants.Z_SYNC_FLUSH,
    });
    expect(content.includes('"basicAuth"')).toBe(true);
    expect(content.includes('canary-in-the-mine')).toBe(false);
    rmSync(target);
    await backup({ secretFiles, secret });
    mkdirSync(join(folder, 'encrypted'));
    const both = await restoreElsewhere(secret, 'encrypted');
    await both.close();
    expect(readFileSync(join(folder, 'encrypted', 'secrets.key'))).toEqual(key);
    expect(statSync(join(folder, 'encrypted', 'secrets.key')).mode & 0o077).toBe(0);
  });

  it('never overwrites a file with a backup', async () => {
    writeFileSync(target, 'mine');
    await expect(backup({})).rejects.toMatchObject({ code: 'backup_target_exists' });
    expect(readFileSync(target, 'utf8')).toBe('mine');
  });

  it('says that there is no store to back up', async () => {
    await expect(backup({ file: join(folder, 'nothing.sqlite') })).rejects.toMatchObject({
      code: 'store_cannot_open',
    });
    expect(existsSync(target)).toBe(false);
  });

  it('refuses to replace a store that holds something unless it is told to, and keeps the old one beside it', async () => {
    await backup({});
    const atBackup = dumpStore(file);
    await fill('two');
    const later = dumpStore(file);
    await expect(restore({ replaces: false })).rejects.toMatchObject({
      code: 'restore_not_empty',
      message: expect.stringContaining('not empty (documents: 5)'),
    });
    expect(dumpStore(file)).toBe(later);
    const { aside } = await restore({ replaces: true });
    expect(dumpStore(file)).toBe(atBackup);
    expect(aside).toBe(`${file}.before-restore-2026-03-04T05-06-07-000Z`);
    expect(dumpStore(aside ?? '')).toBe(later);
  });

  it('replaces a store whose mark of acknowledged writes is damaged, when it is told to', async () => {
    await backup({});
    const atBackup = dumpStore(file);
    rmSync(file);
    writeFileSync(`${file}-acknowledged`, 'harmed');
    await expect(restore({ replaces: false })).rejects.toMatchObject({ code: 'restore_not_empty' });
    await restore({ replaces: true });
    expect(dumpStore(file)).toBe(atBackup);
    await (await createSqliteStore({ file, clock })).close();
  });

  it('takes a store for not empty whose file is gone, empty or behind what was acknowledged', async () => {
    await backup({});
    const atBackup = dumpStore(file);
    const empty = join(folder, 'empty.sqlite');
    new DatabaseSync(empty).close();
    for (const harm of [() => rmSync(file), () => writeFileSync(file, ''), () => copyFileSync(empty, file)]) {
      harm();
      await expect(restore({ replaces: false })).rejects.toMatchObject({ code: 'restore_not_empty' });
      await restore({ replaces: true });
      for (const name of readdirSync(join(folder, 'store'))) expect(name).not.toMatch(/-(wal|shm)$/);
      expect(dumpStore(file)).toBe(atBackup);
      for (const name of readdirSync(join(folder, 'store'))) {
        if (name.includes('before-restore')) rmSync(join(folder, 'store', name));
      }
    }
  });

  it('replaces a damaged store and keeps its log with it', async () => {
    await backup({});
    const atBackup = dumpStore(file);
    writeFileSync(file, 'no database at all'.repeat(300));
    writeFileSync(`${file}-wal`, 'a log that belongs to it');
    await expect(restore({ replaces: false })).rejects.toMatchObject({ code: 'restore_not_empty' });
    const { aside } = await restore({ replaces: true });
    expect(dumpStore(file)).toBe(atBackup);
    expect(readFileSync(aside ?? '', 'utf8')).toContain('no database at all');
    expect(readFileSync(`${aside}-wal`, 'utf8')).toBe('a log that belongs to it');
  });

  it.each([['readable', null] as const, ['encrypted', secret] as const])(
    'refuses a %s backup with any flipped byte or any missing end before it touches the store',
    async (_, key) => {
      await backup({ secret: key });
      const sound = readFileSync(target);
      const before = dumpStore(file);
      const step = Math.max(1, Math.floor(sound.length / (key === null ? 40 : 10)));
      for (let at = 0; at < sound.length; at += step) {
        const flipped = Buffer.from(sound);
        flipped.writeUInt8(flipped.readUInt8(at) ^ 0x41, at);
        writeFileSync(target, flipped);
        await expect(restore({ secret: key, replaces: true }), `byte ${at}`).rejects.toMatchObject({
          code: expect.stringMatching(/^backup_(unreadable|key_wrong|key_needed)$/),
          message: expect.stringContaining('Nothing was changed'),
        });
        writeFileSync(target, sound.subarray(0, at));
        await expect(restore({ secret: key, replaces: true }), `cut at ${at}`).rejects.toMatchObject({
          code: 'backup_unreadable',
        });
      }
      writeFileSync(target, Buffer.concat([sound, Buffer.from('x')]));
      await expect(restore({ secret: key, replaces: true })).rejects.toMatchObject({
        code: 'backup_unreadable',
      });
      expect(dumpStore(file)).toBe(before);
      expect(readdirSync(join(folder, 'store'))).toHaveLength(3);
    },
  );

  it('tells a wrong key from a missing one and from damage', async () => {
    await backup({ secret });
    await expect(restore({ secret: null, replaces: true })).rejects.toMatchObject({
      code: 'backup_key_needed',
    });
    const other = Buffer.from('another key, as long');
    await expect(restore({ secret: other, replaces: true })).rejects.toMatchObject({
      code: 'backup_key_wrong',
    });
    const damaged = readFileSync(target);
    damaged.writeUInt8(damaged.readUInt8(200) ^ 1, 200);
    writeFileSync(target, damaged);
    await expect(restore({ secret, replaces: true })).rejects.toMatchObject({ code: 'backup_unreadable' });
  });

  it('leaves no backup or a whole one when the n-th file operation fails, n = 1, 2, … until it succeeds', async () => {
    const before = dumpStore(file);
    let failures = 0;
    for (let nth = 1; ; nth += 1) {
      const failing = failingFiles(machineFiles, nth, nth % 2 === 0 ? 'once' : 'from then on', 'ENOSPC');
      let refusal: unknown = null;
      try {
        await backup({ files: failing.files });
      } catch (error) {
        refusal = error;
      }
      if (existsSync(target)) {
        const elsewhere = join(folder, `elsewhere-${nth}`);
        mkdirSync(elsewhere);
        await restore({ file: join(elsewhere, 'hecate.sqlite') });
        expect(dumpStore(join(elsewhere, 'hecate.sqlite'))).toBe(before);
        rmSync(target);
      } else expect(refusal).toMatchObject({ code: 'backup_failed', status: 507 });
      for (const name of readdirSync(folder)) if (name.includes('.backup.')) rmSync(join(folder, name));
      expect(dumpStore(file)).toBe(before);
      if (failing.count() < nth) break;
      failures += 1;
    }
    process.stdout.write(`backup: ${failures} file operations failed in turn\n`);
    expect(failures).toBeGreaterThan(15);
  });

  it.each(['once', 'from then on'] as const)(
    'leaves the old store or the whole new one when the n-th file operation of a restore fails %s',
    async (how) => {
      await backup({});
      const atBackup = dumpStore(file);
      await fill('two');
      const later = dumpStore(file);
      const keptOld = join(folder, 'kept-old.sqlite');
      copyFileSync(file, keptOld);
      const outcomes = { old: 0, new: 0 };
      for (let nth = 1; ; nth += 1) {
        rmSync(join(folder, 'store'), { recursive: true });
        mkdirSync(join(folder, 'store'));
        copyFileSync(keptOld, file);
        const failing = failingFiles(machineFiles, nth, how);
        const outcome = await restore({ replaces: true, files: failing.files }).then(
          () => null,
          (error: unknown) => error,
        );
        // What a start does: it finishes a decided restore and opens the store.
        const store = await createSqliteStore({ file, clock });
        await store.close();
        const now = dumpStore(file);
        expect([later, atBackup]).toContain(now);
        outcomes[now === later ? 'old' : 'new'] += 1;
        expect(existsSync(restorePlanOf(file))).toBe(false);
        if (failing.count() < nth) {
          expect(outcome).toBeNull();
          expect(now).toBe(atBackup);
          break;
        }
      }
      process.stdout.write(`restore, failing ${how}: ${JSON.stringify(outcomes)}\n`);
      expect(outcomes.old).toBeGreaterThan(5);
      expect(outcomes.new).toBeGreaterThan(5);
    },
  );

  async function fill(name: string): Promise<void> {
    const store = await createSqliteStore({ file, clock: Date.now });
    if ((await store.get('Project', null, 'team')) === null) await store.create(project('team'), by);
    if (name === 'one') {
      await store.create(board('gone', '{"panels":{}}'), by);
      await store.remove('Dashboard', 'team', 'gone', by, {});
      await store.create(board('a', '{ "numbers" : [1.50, 1e400], "panels":{} }'), by);
      await store.create(board('b', '{"z":1,"a":2}'), by);
      await store.update(board('b', `{"text":"${'ö'.repeat(20_000)}"}`), by, {});
    } else {
      await store.create(board(name, '{}'), by);
      await store.create(board(`${name}-more`, '{}'), by);
    }
    await store.close();
  }

  function backup(more: Partial<BackupOptions>) {
    return backupStore({ file, target, secret: null, secretFiles: [], clock, ...more });
  }

  function restore(more: Partial<RestoreOptions>) {
    return restoreStore({ backup: target, file, secret: null, replaces: false, clock, ...more });
  }
});
