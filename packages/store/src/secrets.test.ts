import {
  chmodSync,
  existsSync,
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
import { inspect } from 'node:util';
import { printDocument, type SecretReference } from '@hecate/perses';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSqliteStore } from './create-sqlite-store.ts';
import { machineFiles, type FileOperations } from './file-operations.ts';
import { rotateSecretKey } from './rotate-secret-key.ts';
import { makeKeyFile } from './secret-key-file.ts';
import { openSecretVault } from './secret-vault.ts';
import { project } from './store-conformance.ts';
import { backupStore } from './write-backup.ts';
import type { Store } from './store.ts';
import { basicSecret, secretDocument } from './testing/secret-documents.ts';

const by = { author: 'ada' };
let folder = '';
let file = '';
let keyFile = '';
let store: Store;
const open = () => createSqliteStore({ file, clock: Date.now });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-secrets-'));
  file = join(folder, 'hecate.sqlite');
  keyFile = join(folder, 'secrets.key');
  store = await open();
  await store.create(project('team'), by);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const team = (name: string): SecretReference => ({ kind: 'Secret', project: 'team', name });
const passwordOf = async (name: string): Promise<string | null> => {
  const login = (await store.openSecret(team(name)))?.reveal().login;
  return login?.kind === 'basic' ? login.password : null;
};

describe('a stored secret', () => {
  it('is masked in every answer and opened by one call', async () => {
    const made = await store.create(basicSecret('One', 'canary', { allowedHosts: ['prom'] }), by);
    await store.update(basicSecret('one', 'canary-2', { allowedHosts: ['prom'] }), by, {});
    const answers = [
      made,
      await store.get('Secret', 'team', 'one'),
      await store.list('Secret', {}),
      await store.revisions('Secret', 'team', 'one', {}),
      await store.revision('Secret', 'team', 'one', 0),
      await store.revision('Secret', 'team', 'one', 1),
      await store.openSecret(team('one')),
    ];
    expect(`${JSON.stringify(answers)}${inspect(answers, { depth: 20 })}`).not.toContain('canary');
    expect(printDocument(made)).toContain('"password":"<secret>"');
    expect((await store.openSecret(team('ONE')))?.reveal()).toEqual({
      allowedHosts: [{ hostname: 'prom', port: null }],
      login: { kind: 'basic', username: 'u', password: 'canary-2' },
      tls: {},
    });
    expect(await store.openSecret(team('two'))).toBeNull();
    expect(await store.openSecret({ kind: 'GlobalSecret', name: 'one' })).toBeNull();
  });

  it('is nowhere on disk in clear', async () => {
    const values = {
      basicAuth: { username: 'u', password: 'canary-password' },
      tlsConfig: { ca: '-----BEGIN CERTIFICATE-----\ncanary-ca' },
    };
    await store.create(secretDocument('one', values), by);
    await store.create(secretDocument('one', { authorization: { credentials: 'canary-token' } }, null), by);
    for (const name of [file, `${file}-wal`]) {
      if (existsSync(name)) expect(readFileSync(name, 'latin1')).not.toContain('canary');
    }
    await store.close();
    expect(readFileSync(file, 'latin1')).not.toContain('canary');
    store = await open();
  });

  it('keeps a value that is written back as <secret>', async () => {
    await store.create(basicSecret('one', 'first', { allowedHosts: ['prom:9090', 'other'] }), by);
    await store.update(basicSecret('one', '<secret>', { allowedHosts: ['other:1', 'prom:9090'] }), by, {});
    expect(await passwordOf('one')).toBe('first');
    await store.update(basicSecret('one', 'second', { allowedHosts: ['everywhere'] }), by, {});
    expect(await passwordOf('one')).toBe('second');
    const summaries = (await store.revisions('Secret', 'team', 'one', {})).map(({ summary }) => summary);
    expect(summaries).toEqual(['1 setting changed, 1 value written', '1 setting changed', 'created']);
  });

  it.each([
    [['prom:9090', 'evil'], 'spec.allowedHosts adds "evil"'],
    [['prom'], 'spec.allowedHosts adds "prom"'],
    [['prom:9091'], 'spec.allowedHosts adds "prom:9091"'],
  ])('wants the value again when it may be sent to %j', async (allowedHosts, change) => {
    await store.create(basicSecret('one', 'first', { allowedHosts: ['prom:9090'] }), by);
    await expect(
      store.update(basicSecret('one', '<secret>', { allowedHosts }), by, {}),
    ).rejects.toMatchObject({
      code: 'secret_value_needed',
      status: 400,
      message: `bad request: ${change}, so the stored values could reach someone else: give spec.basicAuth.password again in the same change`,
    });
    expect(await passwordOf('one')).toBe('first');
  });

  it('wants the value again when its token comes from another address', async () => {
    const oauth = (tokenURL: string, clientSecret: string) =>
      secretDocument('one', { oauth: { clientID: 'i', clientSecret, tokenURL }, allowedHosts: ['login'] });
    await store.create(oauth('https://login/a', 's'), by);
    await expect(store.update(oauth('http://login/a', '<secret>'), by, {})).rejects.toThrow(
      'bad request: spec.oauth.tokenURL is another address',
    );
    await store.update(oauth('https://login/a', '<secret>'), by, {});
  });

  it('keeps its hosts when a client that does not know them writes it', async () => {
    await store.create(basicSecret('one', 'first', { allowedHosts: ['prom:9090'] }), by);
    const written = await store.update(basicSecret('one', 'second'), by, {});
    expect(written.specText).toContain('"allowedHosts":["prom:9090"]');
    await store.update(basicSecret('one', '<secret>'), by, {});
    expect(await passwordOf('one')).toBe('second');
    await store.update(basicSecret('one', 'third', { allowedHosts: [] }), by, {});
    expect((await store.openSecret(team('one')))?.reveal().allowedHosts).toEqual([]);
  });

  it('refuses <secret> where nothing is stored', async () => {
    const refusal = {
      code: 'secret_value_missing',
      message:
        'bad request: spec.basicAuth.password is "<secret>", which keeps the stored value, and none is stored: give the value',
    };
    await expect(store.create(basicSecret('one', '<secret>'), by)).rejects.toMatchObject(refusal);
    await store.create(secretDocument('one', { authorization: { credentials: 'x' } }), by);
    await expect(store.update(basicSecret('one', '<secret>'), by, {})).rejects.toMatchObject(refusal);
  });

  it('comes back with the value of the version that is restored', async () => {
    await store.create(basicSecret('one', 'first'), by);
    await store.update(basicSecret('one', 'second'), by, {});
    await store.restore('Secret', 'team', 'one', 0, by, {});
    expect(await passwordOf('one')).toBe('first');
    await store.remove('Secret', 'team', 'one', by, {});
    expect(await passwordOf('one')).toBeNull();
    await store.restore('Secret', 'team', 'one', 1, by, {});
    expect(await passwordOf('one')).toBe('second');
    await store.remove('Project', null, 'team', by, {});
    expect(await store.list('Secret', {})).toEqual([]);
  });

  it('changes its fingerprint with every version', async () => {
    const prints = new Set<string | undefined>();
    const note = async () => prints.add((await store.openSecret(team('one')))?.fingerprint);
    await store.create(basicSecret('one', 'first'), by);
    await note();
    await store.update(basicSecret('one', 'second'), by, {});
    await note();
    await store.remove('Secret', 'team', 'one', by, {});
    await store.create(basicSecret('one', 'third'), by);
    await note();
    expect(prints.size).toBe(3);
  });
});

describe('a ciphertext', () => {
  it('opens no more when any bit of it was changed', async () => {
    await store.create(basicSecret('one', 'first'), by);
    const database = new DatabaseSync(file);
    const sealed = String(database.prepare('select sealed from sealed_secret').get()?.['sealed']);
    const prefix = sealed.slice(0, 16);
    const bytes = Buffer.from(sealed.slice(16), 'base64url');
    const write = database.prepare('update sealed_secret set sealed = ?');
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async (bit) => {
        const changed = Buffer.from(bytes);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        write.run(`${prefix}${changed.toString('base64url')}`);
        await expect(store.openSecret(team('one'))).rejects.toMatchObject({
          code: 'secret_damaged',
          status: 503,
        });
      }),
      { numRuns: 60 },
    );
    write.run(sealed);
    expect(await passwordOf('one')).toBe('first');
    database.exec('delete from sealed_secret');
    await expect(store.openSecret(team('one'))).rejects.toMatchObject({ code: 'secret_damaged' });
    database.close();
  });

  it('opens nowhere but at its own secret', async () => {
    await store.create(basicSecret('one', 'first'), by);
    await store.create(basicSecret('two', 'second'), by);
    const database = new DatabaseSync(file);
    database.exec(
      `update sealed_secret set sealed = (select sealed from sealed_secret where name = 'one') where name = 'two'`,
    );
    database.close();
    await expect(store.openSecret(team('two'))).rejects.toMatchObject({
      code: 'secret_damaged',
      message: expect.stringContaining('Secret "two"'),
    });
  });
});

describe('the key file', () => {
  it('is made at the first start for its owner alone and used again', async () => {
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    const text = readFileSync(keyFile, 'utf8');
    await store.create(basicSecret('one', 'first'), by);
    await store.close();
    store = await open();
    expect(readFileSync(keyFile, 'utf8')).toBe(text);
    expect(await passwordOf('one')).toBe('first');
  });

  const restart = async (change: () => void): Promise<unknown> => {
    await store.create(basicSecret('one', 'first'), by);
    await store.close();
    const text = readFileSync(keyFile, 'utf8');
    change();
    const refusal: unknown = await open().then(
      () => null,
      (cause: unknown) => cause,
    );
    rmSync(keyFile, { force: true, recursive: true });
    writeFileSync(keyFile, text, { mode: 0o600 });
    store = await open();
    expect(await passwordOf('one')).toBe('first');
    return refusal;
  };
  const other = JSON.stringify({
    keys: [{ id: 'aaaaaaaaaaaa', key: Buffer.alloc(32, 1).toString('base64') }],
  });

  it.each([
    ['readable by others', () => chmodSync(keyFile, 0o640), 'secret_key_open', 'chmod 600'],
    ['missing while secrets are stored', () => rmSync(keyFile), 'secret_key_missing', 'put it back'],
    ['cut short', () => writeFileSync(keyFile, '{"keys":['), 'secret_key_damaged', 'put it back'],
    ['empty', () => writeFileSync(keyFile, ''), 'secret_key_damaged', 'put it back'],
    [
      'that of another store',
      () => writeFileSync(keyFile, other),
      'secret_key_other',
      'belongs to this database',
    ],
  ])('that is %s stops the start with what to do', async (_, change, code, remedy) => {
    expect(await restart(change)).toMatchObject({ code, message: expect.stringContaining(remedy) });
  });

  it('of two first starts is the one that came first', () => {
    const text = readFileSync(keyFile, 'utf8');
    expect(makeKeyFile(keyFile)).toBe(false);
    expect(readFileSync(keyFile, 'utf8')).toBe(text);
    rmSync(keyFile);
    expect(makeKeyFile(keyFile)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes('part'))).toEqual([]);
  });

  it('of another user stops the start', () => {
    const ownUser = (process.getuid?.() ?? 0) + 1;
    expect(() => openSecretVault({ keyFile, neededKeys: [], ownUser })).toThrow(`run \`chown ${ownUser}`);
  });
});

describe('rotateSecretKey', () => {
  it('gives a new key to every version of every secret while the store is open', async () => {
    await store.create(basicSecret('one', 'first'), by);
    await store.update(basicSecret('one', 'second'), by, {});
    await store.create(basicSecret('one', 'global', {}, null), by);
    const before = readFileSync(keyFile, 'utf8');
    const steps: string[] = [];
    const rotated = await rotateSecretKey({ file, batchSize: 2, onStep: (step) => steps.push(step) });
    expect(rotated).toEqual({ rows: 3, isResumed: false });
    expect(steps).toEqual(['new key written', 'rows encrypted', 'rows encrypted', 'old key dropped']);
    const after: unknown = JSON.parse(readFileSync(keyFile, 'utf8'));
    expect(after).toMatchObject({ keys: [{}] });
    expect(readFileSync(keyFile, 'utf8')).not.toBe(before);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(await passwordOf('one')).toBe('second');
    await store.restore('Secret', 'team', 'one', 0, by, {});
    expect(await passwordOf('one')).toBe('first');
    // The old key opens nothing any more.
    await store.close();
    writeFileSync(keyFile, before);
    await expect(open()).rejects.toMatchObject({ code: 'secret_key_other' });
    writeFileSync(keyFile, JSON.stringify(after));
    store = await open();
  });

  it('is noticed by a backup that it meets, which would hold secrets without their key', async () => {
    await store.create(basicSecret('one', 'first'), by);
    const target = join(folder, 'x.backup');
    const options = {
      file,
      target,
      secret: Buffer.alloc(32, 1),
      secretFiles: [{ name: 'secrets.key', path: keyFile }],
      clock: Date.now,
    };
    const meeting: FileOperations = {
      ...machineFiles,
      create: async (path) => {
        await rotateSecretKey({ file });
        return machineFiles.create(path);
      },
    };
    await expect(backupStore({ ...options, files: meeting })).rejects.toMatchObject({
      code: 'backup_failed',
      message: expect.stringContaining('the key of the secrets was changed meanwhile; run it again'),
    });
    expect(existsSync(target)).toBe(false);
    const { files } = await backupStore(options);
    expect(files.map(({ name }) => name)).toEqual(['hecate.sqlite', 'secrets.key']);
  });

  it('refuses a store that is not there', async () => {
    await expect(rotateSecretKey({ file: join(folder, 'none.sqlite') })).rejects.toMatchObject({
      code: 'store_cannot_open',
    });
    expect(existsSync(join(folder, 'none.sqlite'))).toBe(false);
  });
});
