import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseDocument } from '@hecate/perses';
import { createSqliteStore, secretKeyName } from '@hecate/store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storeFileOf } from '../up/state-folder.ts';
import { runSecrets } from './secrets.ts';

let folder = '';
let keyFile = '';
const lines: string[] = [];
const run = (...argv: readonly string[]) =>
  runSecrets(argv, { cwd: folder, report: (line) => lines.push(line) });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-cli-secrets-'));
  lines.length = 0;
  const file = storeFileOf(join(folder, '.hecate'));
  keyFile = join(dirname(file), secretKeyName);
  const store = await createSqliteStore({ file, clock: Date.now });
  const text =
    '{"kind":"GlobalSecret","metadata":{"name":"a"},"spec":{"authorization":{"credentials":"token"}}}';
  await store.create(parseDocument(text, { kind: 'GlobalSecret' }), { author: 'ada' });
  await store.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('hecate secrets rotate', () => {
  it('gives the secrets of the state folder a new key and says how many', async () => {
    const before = readFileSync(keyFile, 'utf8');
    expect(await run('rotate')).toBe(0);
    expect(readFileSync(keyFile, 'utf8')).not.toBe(before);
    expect(lines.at(-1)).toBe(
      'The secrets have a new key: 1 version encrypted again, the old key is dropped.',
    );
  });

  it('says what is wrong with the key file and changes nothing', async () => {
    const before = readFileSync(keyFile, 'utf8');
    chmodSync(keyFile, 0o644);
    expect(await run('rotate', '--data', '.hecate')).toBe(1);
    expect(lines.at(-1)).toContain('chmod 600');
    expect(readFileSync(keyFile, 'utf8')).toBe(before);
  });

  it.each([[[]], [['rotat']], [['rotate', 'twice']]])('refuses the words %j', async (words) => {
    await expect(run(...words)).rejects.toThrow('Say what to do with the secrets: rotate.');
  });

  it('refuses a folder without a store', async () => {
    await expect(run('rotate', '--data', 'elsewhere')).rejects.toThrow('There is no store in');
  });
});
