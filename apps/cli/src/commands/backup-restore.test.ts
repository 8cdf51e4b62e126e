import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from '@hecate/perses';
import { createSqliteStore } from '@hecate/store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storeFileOf, takeStateFolder } from '../up/state-folder.ts';
import { runBackup } from './backup.ts';
import { runRestore } from './restore.ts';

describe('hecate backup and hecate restore', () => {
  let folder = '';
  const lines: string[] = [];
  const dependencies = () => ({
    cwd: folder,
    clock: () => Date.parse('2026-03-04T05:06:07.000Z'),
    report: (line: string) => void lines.push(line),
  });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hecate-cli-'));
    lines.length = 0;
    mkdirSync(join(folder, '.hecate/store'), { recursive: true });
    const store = await createSqliteStore({ file: storeFileOf(join(folder, '.hecate')), clock: Date.now });
    const text = '{"kind":"Project","metadata":{"name":"team"},"spec":{"note":"as written"}}';
    await store.create(parseDocument(text, { kind: 'Project' }), { author: 'ada' });
    await store.close();
    writeFileSync(join(folder, 'key'), 'a sentence that nobody guesses\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('says which point in time a backup is, and brings it into another state folder', async () => {
    expect(await runBackup(['monday.backup', '--key-file', 'key'], dependencies())).toBe(0);
    expect(lines.join('\n')).toMatch(
      /^monday\.backup: 1 document in 1 version, .* made 2026-03-04T05:06:07\.000Z\./,
    );
    expect(lines.join('\n')).toContain(
      'every write up to number 1. Last write in it: Project team version 0',
    );
    expect(await runRestore(['monday.backup', '--key-file', 'key', '--data', 'other'], dependencies())).toBe(
      0,
    );
    expect(lines.at(-1)).toBe(`It is the store of ${join(folder, 'other')} now.`);
    expect(statSync(storeFileOf(join(folder, 'other'))).size).toBeGreaterThan(0);
  });

  it('refuses while Hecate runs, and says how to find it', async () => {
    await runBackup(['monday.backup'], dependencies());
    const running = takeStateFolder(join(folder, '.hecate'));
    running.announce('http://127.0.0.1:8080/');
    await expect(runRestore(['monday.backup', '--replace'], dependencies())).rejects.toThrow(
      /^A restore needs Hecate stopped\. Hecate already runs on .*Open http:\/\/127\.0\.0\.1:8080\//,
    );
    running.release();
  });

  it('refuses a store that holds documents without --replace, and keeps the old one with it', async () => {
    await runBackup(['monday.backup'], dependencies());
    expect(await runRestore(['monday.backup'], dependencies())).toBe(1);
    expect(lines.at(-1)).toMatch(/not empty \(documents: 1\), nothing was changed: --replace/);
    expect(await runRestore(['monday.backup', '--replace'], dependencies())).toBe(0);
    expect(lines.at(-1)).toMatch(/is kept as .*before-restore-2026-03-04T05-06-07-000Z/);
  });

  it('writes the backup of a store with a damaged version, names it in both commands, and ends the backup with 3', async () => {
    const file = storeFileOf(join(folder, '.hecate'));
    const harmed = readFileSync(file, 'latin1').replaceAll('"as written"', '"as wristen"');
    writeFileSync(file, harmed, 'latin1');
    const named = '  Project team version 0 of its history';
    expect(await runBackup(['monday.backup'], dependencies())).toBe(3);
    expect(lines).toContain(named);
    lines.length = 0;
    expect(await runRestore(['monday.backup', '--data', 'other'], dependencies())).toBe(0);
    expect(lines).toContain(named);
  });

  it('names what is wrong with the words', async () => {
    await expect(runBackup([], dependencies())).rejects.toThrow('Name one file');
    await expect(runBackup(['a', '--fast'], dependencies())).rejects.toThrow(/--fast/);
    await expect(runBackup(['a', '--data', 'nowhere'], dependencies())).rejects.toThrow('There is no store');
    writeFileSync(join(folder, 'short'), 'abc\n');
    await expect(runBackup(['a', '--key-file', 'short'], dependencies())).rejects.toThrow(
      /holds 3 bytes, at least 16/,
    );
    await expect(runRestore(['a', '--key-file', 'none'], dependencies())).rejects.toThrow('cannot be read');
    expect(await runRestore(['no.backup'], dependencies())).toBe(1);
    expect(lines.at(-1)).toContain('there is no such file');
  });
});
