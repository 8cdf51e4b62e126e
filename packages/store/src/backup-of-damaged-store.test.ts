import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBackupWriter, readPieces } from './backup-format.ts';
import { createSqliteStore } from './create-sqlite-store.ts';
import { machineFiles, piecesOf } from './file-operations.ts';
import { restoreStore } from './restore-backup.ts';
import { board, project } from './store-conformance.ts';
import { dumpStore } from './testing/dump-store.ts';
import { backupStore } from './write-backup.ts';

const clock = (): number => Date.parse('2026-03-04T05:06:07.000Z');
const secret = null;

describe('a backup and what is damaged in the store', () => {
  let folder = '';
  let file = '';
  let target = '';
  let fresh = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hecate-backup-damaged-'));
    file = join(folder, 'hecate.sqlite');
    target = join(folder, 'backup');
    fresh = join(folder, 'fresh.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('names 1000 damaged versions with the longest names, and can be restored', async () => {
    await fillDamaged(1000);
    const manifest = await backup();
    expect(manifest.damaged).toHaveLength(1000);
    expect((await restore()).manifest.damaged).toEqual(manifest.damaged);
    const store = await createSqliteStore({ file: fresh, clock });
    await expect(store.get('Dashboard', 'team', nameOf(999))).rejects.toMatchObject({
      code: 'document_damaged',
    });
    expect((await store.get('Dashboard', 'team', 'sound'))?.specText).toBe('{"n":1}');
    await store.close();
  }, 60_000);

  it('is refused, and leaves nothing, when more versions are damaged than it may name', async () => {
    await fillDamaged(1001);
    await expect(backup()).rejects.toMatchObject({
      code: 'document_damaged',
      status: 503,
      message: expect.stringContaining('hecate restore FILE --replace'),
    });
    expect(existsSync(target)).toBe(false);
  }, 60_000);

  it('of an older version, which says nothing of damage, is restored as one that has none', async () => {
    const store = await createSqliteStore({ file, clock });
    await store.create(project('team'), { author: 'ada' });
    await store.create(board('sound', '{"n":1}'), { author: 'ada' });
    await store.close();
    await backup();
    await rewriteManifest((manifest) => {
      const { damaged, ...older } = manifest;
      expect(damaged).toEqual([]);
      return older;
    });
    expect((await restore()).manifest.damaged).toEqual([]);
    expect(dumpStore(fresh)).toBe(dumpStore(file));
  });

  it('of an older version whose store was damaged unnoticed is refused', async () => {
    await fillDamaged(1);
    await backup();
    await rewriteManifest(({ damaged, ...older }) => {
      expect(damaged).toHaveLength(1);
      return older;
    });
    await expect(restore()).rejects.toMatchObject({ code: 'backup_unreadable' });
    expect(existsSync(fresh)).toBe(false);
  });

  /** A store with this many damaged dashboards, whose histories are sound, and one sound dashboard. */
  async function fillDamaged(count: number): Promise<void> {
    const store = await createSqliteStore({ file, clock });
    await store.create(project('team'), { author: 'ada' });
    await store.create(board('sound', '{"n":1}'), { author: 'ada' });
    await store.create(board(nameOf(0), '{"text":"xxxxx"}'), { author: 'ada' });
    await store.close();
    const database = new DatabaseSync(file);
    const [columns] = [database.prepare('select name from pragma_table_info(?)').all('resource')];
    const others = columns.map(({ name }) => String(name)).filter((name) => name !== 'name');
    // Copies under other names differ from their digest, as a disk that wrote a page elsewhere would leave them.
    const copy = database.prepare(
      `insert into resource (name, ${others.join()}) select ?, ${others.join()} from resource where name = ?`,
    );
    database.exec('begin');
    for (let n = 1; n < count; n += 1) copy.run(nameOf(n), nameOf(0));
    database.exec(`update resource set spec = replace(spec, 'xxxxx', 'xxxxy'); commit`);
    database.close();
  }

  function backup() {
    return backupStore({ file, target, secret, secretFiles: [], clock });
  }

  function restore() {
    return restoreStore({ backup: target, file: fresh, secret, replaces: false, clock });
  }

  async function rewriteManifest(change: (manifest: Record<string, unknown>) => object): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of readPieces(piecesOf(machineFiles, target), { file: target, secret })) {
      pieces.push(piece);
    }
    const content = gunzipSync(Buffer.concat(pieces));
    const length = content.readUInt32BE(0);
    const manifest: Record<string, unknown> = JSON.parse(content.subarray(4, 4 + length).toString());
    const changed = Buffer.from(JSON.stringify(change(manifest)));
    const head = Buffer.alloc(4);
    head.writeUInt32BE(changed.length);
    const packed = gzipSync(Buffer.concat([head, changed, content.subarray(4 + length)]));
    const writer = createBackupWriter(secret);
    writeFileSync(target, Buffer.concat([writer.begin(), writer.piece(packed, true), writer.end()]));
    expect(readFileSync(target).includes(changed)).toBe(false);
  }
});

function nameOf(n: number): string {
  return `b${n}-`.padEnd(75, 'x');
}
