import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createComponentCache, sha256Of, type CacheEntry, type ComponentCache } from './cache.ts';
import { parseVersion } from './version.ts';

let folder = '';
let cache: ComponentCache = createComponentCache('/nowhere');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-cache-'));
  cache = createComponentCache(folder);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function store(version: string, content: string): Promise<string> {
  const work = await cache.workFolder('tool');
  const source = join(work, 'built');
  writeFileSync(source, content, { mode: 0o600 });
  return cache.store({ name: 'tool', version, way: 'go-build', source });
}

async function read(text: string): Promise<CacheEntry> {
  const version = parseVersion(text);
  if (version === null) throw new Error(`${text} should be a version`);
  return cache.read('tool', version);
}

describe('a stored program', () => {
  it('is executable, intact and noted with its checksum', async () => {
    const path = await store('1.2.3', 'content');
    expect(path).toBe(join(folder, 'tool', '1.2.3', 'tool'));
    expect(statSync(path).mode & 0o777).toBe(0o755);
    expect(await read('1.2.3')).toEqual({ kind: 'intact', path });
    expect(JSON.parse(readFileSync(join(folder, 'tool', '1.2.3', 'entry.json'), 'utf8'))).toEqual({
      file: 'tool',
      sha256: await sha256Of(path),
      version: '1.2.3',
      way: 'go-build',
    });
  });

  it('replaces an older one of the same version as a whole', async () => {
    await store('1.2.3', 'old');
    const path = await store('1.2.3', 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(await read('1.2.3')).toEqual({ kind: 'intact', path });
  });

  it.each([
    ['its bytes changed', () => writeFileSync(join(folder, 'tool/1.2.3/tool'), 'c0ntent'), /SHA-256 differs/],
    ['it was cut short', () => writeFileSync(join(folder, 'tool/1.2.3/tool'), ''), /SHA-256 differs/],
    ['it is gone', () => rmSync(join(folder, 'tool/1.2.3/tool')), /ENOENT/],
    ['its note is gone', () => rmSync(join(folder, 'tool/1.2.3/entry.json')), /ENOENT/],
    ['its note is no JSON', () => writeFileSync(join(folder, 'tool/1.2.3/entry.json'), '{'), /JSON/],
    [
      'its note points elsewhere',
      () => writeFileSync(join(folder, 'tool/1.2.3/entry.json'), note('../../../bin/sh')),
      /cannot be read/,
    ],
  ])('is damaged when %s', async (_, damage, why) => {
    await store('1.2.3', 'content');
    damage();
    expect(await read('1.2.3')).toEqual({ kind: 'damaged', why: expect.stringMatching(why) });
  });
});

describe('the cache folder', () => {
  it('lists versions newest first and nothing else', async () => {
    for (const version of ['1.9.0', '1.10.0', '1.2.0+ds']) await store(version, version);
    mkdirSync(join(folder, 'tool', '.work-abc'));
    mkdirSync(join(folder, 'tool', 'notes'));
    expect((await cache.versions('tool')).map(({ text }) => text)).toEqual(['1.10.0', '1.9.0', '1.2.0+ds']);
    expect(await cache.versions('other')).toEqual([]);
  });

  it('keeps the four newest versions, and always the one just stored', async () => {
    for (const version of ['1.1.0', '1.2.0', '1.3.0', '1.4.0', '1.5.0']) await store(version, version);
    expect(readdirSync(join(folder, 'tool')).toSorted()).not.toContain('1.1.0');
    const oldest = await store('1.0.0', 'oldest');
    expect(existsSync(oldest)).toBe(true);
  });

  it('clears what a killed fetch left behind', async () => {
    const left = await cache.workFolder('tool');
    writeFileSync(join(left, 'half'), '');
    const fresh = await cache.workFolder('tool');
    expect(existsSync(left)).toBe(false);
    expect(readdirSync(fresh)).toEqual([]);
  });
});

function note(file: string): string {
  return JSON.stringify({ file, sha256: 'a'.repeat(64), way: 'go-build', version: '1.2.3' });
}
