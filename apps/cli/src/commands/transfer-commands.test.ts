import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, createServer, readConfig, writeArchive, type HecateServer } from '@hecate/server';
import { createSqliteStore, type Store } from '@hecate/store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeStateFolder } from '../up/state-folder.ts';
import { runExport } from './export.ts';
import { runImport } from './import.ts';
import { filesOfFolder, packedFiles } from '../transfer/folder-files.ts';
import { sendArchive } from '../transfer/send-archive.ts';
import { runSync } from './sync.ts';

const project = (name: string): string => `{"kind":"Project","metadata":{"name":"${name}"},"spec":{}}`;
const dashboard = (name: string, duration = '1h'): string =>
  `{"kind":"Dashboard","metadata":{"name":"${name}","project":"team"},"spec":{"duration":"${duration}"}}`;

describe('hecate export, import and sync', () => {
  let folder = '';
  let store: Store;
  let server: HecateServer;
  let url = '';
  const lines: string[] = [];
  const stop = new AbortController();
  const dependencies = (signal: AbortSignal = stop.signal) => ({
    cwd: folder,
    signal,
    report: (line: string) => void lines.push(line),
  });
  const at = (...path: string[]): string => join(folder, ...path);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hecate-transfer-'));
    lines.length = 0;
    store = await createSqliteStore({ file: at('store', 'hecate.sqlite'), clock: Date.now });
    server = await createServer({
      config: readConfig({ env: {}, flags: { port: '0' } }),
      logger: createLogger('silent'),
      store,
      version: 'test',
      webDist: at('no-dist'),
      webPackage: null,
    });
    ({ url } = await server.listen());
    mkdirSync(at('git', 'boards'), { recursive: true });
    writeFileSync(at('git', 'team.json'), project('team'));
    writeFileSync(at('git', 'boards', 'a.json'), dashboard('a'));
    writeFileSync(
      at('git', 'boards', 'b.yaml'),
      'kind: Dashboard\nmetadata: {name: b, project: team}\nspec: {duration: 1h}\n',
    );
    writeFileSync(at('git', 'README.md'), '# ours');
  });
  afterEach(async () => {
    await server.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const version = async (name: string): Promise<number | undefined> =>
    (await store.get('Dashboard', 'team', name))?.metadata.version;

  it('syncs a folder one way: created, unchanged, updated, removed only with --prune, each file on its own', async () => {
    expect(await runSync(['git', '--server', url], dependencies())).toBe(0);
    expect(lines.at(-1)).toBe('3 created.');
    expect(await runSync(['git', '--server', url], dependencies())).toBe(0);
    expect(lines.at(-1)).toBe('3 unchanged.');
    expect([await version('a'), await version('b')]).toEqual([0, 0]);
    writeFileSync(at('git', 'boards', 'a.json'), dashboard('a', '6h'));
    writeFileSync(at('git', 'boards', 'bad.json'), '{"kind":"Dashboard",');
    rmSync(at('git', 'boards', 'b.yaml'));
    lines.length = 0;
    expect(await runSync(['git', '--prune', '--server', url], dependencies())).toBe(1);
    expect(lines).toContainEqual('updated   Dashboard team/a: 1 setting changed');
    expect(lines).toContainEqual('            changed setting duration');
    expect(lines.join('\n')).toMatch(/refused {3}boards\/bad\.json: .*not valid JSON/);
    expect(lines.at(-1)).toMatch(/^Nothing was removed/);
    expect(await version('b')).toBe(0);
    rmSync(at('git', 'boards', 'bad.json'));
    await store.create(await documentOf('byhand'), { author: 'ada' });
    expect(await runSync(['git', '--prune', '--dry-run', '--server', url], dependencies())).toBe(0);
    expect(await version('b')).toBe(0);
    expect(await runSync(['git', '--prune', '--server', url], dependencies())).toBe(0);
    expect(lines.at(-1)).toBe('2 removed, 2 unchanged.');
    expect([await version('b'), await version('byhand')]).toEqual([undefined, undefined]);
    const [newest] = await store.revisions('Dashboard', 'team', 'a', {});
    expect(newest).toMatchObject({ message: 'sync of git' });
  });

  it('watches a folder until it is ended', async () => {
    const ending = new AbortController();
    const watching = runSync(['git', '--watch', '--server', url], {
      ...dependencies(ending.signal),
      intervalMs: 20,
    });
    while (!lines.includes('3 created.')) await new Promise((go) => setTimeout(go, 10));
    writeFileSync(at('git', 'boards', 'c.json'), dashboard('c'));
    while (!lines.includes('1 created, 3 unchanged.')) await new Promise((go) => setTimeout(go, 10));
    ending.abort();
    expect(await watching).toBe(0);
  });

  it('removes nothing while the files of a watched folder come and go, and what is gone when they are the same twice', async () => {
    const ending = new AbortController();
    const watching = runSync(['git', '--watch', '--prune', '--server', url], {
      ...dependencies(ending.signal),
      intervalMs: 50,
    });
    while (!lines.includes('3 created.')) await new Promise((go) => setTimeout(go, 10));
    // Half a checkout: the dashboard is away, and at every look something else has changed.
    rmSync(at('git', 'boards', 'a.json'));
    for (let n = 0; n < 60; n += 1) {
      writeFileSync(at('git', 'boards', 'c.json'), dashboard('c') + ' '.repeat(n));
      await new Promise((go) => setTimeout(go, 5));
    }
    writeFileSync(at('git', 'boards', 'a.json'), dashboard('a'));
    while (!lines.includes('1 created, 3 unchanged.')) await new Promise((go) => setTimeout(go, 10));
    expect(await version('a')).toBe(0);
    expect(lines.filter((line) => /removed/.test(line))).toEqual([]);
    rmSync(at('git', 'boards', 'a.json'));
    while (!lines.some((line) => /1 removed/.test(line))) await new Promise((go) => setTimeout(go, 10));
    ending.abort();
    expect(await watching).toBe(0);
  });

  it('tells a file that went before it was read from a server that is away', async () => {
    const { files } = await filesOfFolder(at('git'));
    rmSync(at('git', 'boards', 'a.json'));
    const sent = sendArchive({
      server: url,
      archive: writeArchive(packedFiles(files)),
      query: {},
      message: '',
      signal: stop.signal,
    });
    await expect(sent.next()).rejects.toThrow(/^boards\/a\.json went while the folder was read/);
    expect(await store.list('Dashboard', {})).toEqual([]);
  });

  it('exports an archive, a folder and one document, and imports each of them again as unchanged', async () => {
    await runImport(['git', '--server', url], dependencies());
    expect(await runExport(['--server', url], dependencies())).toBe(0);
    expect(await runExport(['--project', 'team', '-o', 'out/', '--server', url], dependencies())).toBe(0);
    expect(lines.at(-1)).toBe('out/: 3 files written, 0 unchanged.');
    expect(await runExport(['--project', 'team', '-o', 'out', '--server', url], dependencies())).toBe(0);
    expect(lines.at(-1)).toBe('out: 0 files written, 3 unchanged.');
    expect(readFileSync(at('out/projects/team/dashboards/a.json'), 'utf8')).toBe(dashboard('a'));
    expect(await runExport(['--dashboard', 'team/a', '-o', 'a.json', '--server', url], dependencies())).toBe(
      0,
    );
    expect(readFileSync(at('a.json'), 'utf8')).toBe(dashboard('a'));
    for (const source of ['hecate.tar.gz', 'out', 'a.json']) {
      expect(await runImport([source, '--server', url], dependencies())).toBe(0);
      expect(lines.at(-1)).toMatch(/^\d unchanged\.$/);
    }
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('leaves no part of a document behind where it cannot take its name', async () => {
    await runImport(['git', '--server', url], dependencies());
    mkdirSync(at('taken.json', 'inside'), { recursive: true });
    const words = ['--dashboard', 'team/a', '-o', 'taken.json', '--server', url];
    await expect(runExport(words, dependencies())).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('says what it would do, and keeps both by renaming', async () => {
    await runImport(['git', '--server', url], dependencies());
    writeFileSync(at('git', 'boards', 'a.json'), dashboard('a', '2h'));
    expect(
      await runImport(['git', '--dry-run', '--on-conflict', 'overwrite', '--server', url], dependencies()),
    ).toBe(0);
    expect(lines.at(-1)).toBe('It would be: 1 updated, 2 unchanged.');
    expect(await version('a')).toBe(0);
    await runImport(['git', '--on-conflict', 'rename', '--server', url], dependencies());
    expect(lines).toContainEqual('renamed   Dashboard team/a-2: a is there already and differs');
  });

  it('finds the server that runs on the state folder, and says so when there is none', async () => {
    await expect(runExport([], dependencies())).rejects.toThrow(/No Hecate runs on .*hecate up/);
    const state = takeStateFolder(at('.hecate'));
    state.announce(`${url}/`);
    expect(await runExport(['-o', 'found.tar.gz'], dependencies())).toBe(0);
    state.release();
    await expect(runExport(['--server', 'http://127.0.0.1:1'], dependencies())).rejects.toThrow(
      /does not answer/,
    );
  });

  it('follows no link out of the folder, and leaves hidden files alone', async () => {
    writeFileSync(at('outside.json'), dashboard('outside'));
    symlinkSync(at('outside.json'), at('git', 'link.json'));
    symlinkSync(folder, at('git', 'loop'));
    mkdirSync(at('git', '.git'));
    writeFileSync(at('git', '.git', 'x.json'), dashboard('hidden'));
    expect(await runSync(['git', '--server', url], dependencies())).toBe(0);
    expect(lines.at(-1)).toBe('3 created.');
  });

  it('names what is wrong with the words and the file', async () => {
    const call = (run: typeof runImport, ...words: string[]) =>
      run([...words, '--server', url], dependencies());
    await expect(call(runImport)).rejects.toThrow('Name one file or folder');
    await expect(call(runImport, 'none')).rejects.toThrow('no such file');
    await expect(call(runImport, 'git', '--on-conflict', 'merge')).rejects.toThrow(
      'skip, overwrite or rename',
    );
    await expect(call(runExport, '--project', 'none')).rejects.toThrow('project none not found');
    await expect(call(runExport, '--all', '--project', 'p')).rejects.toThrow('Give one of');
    await expect(call(runExport, '--dashboard', 'p')).rejects.toThrow('PROJECT/NAME');
    await expect(call(runSync, 'README.md')).rejects.toThrow('is no folder');
    writeFileSync(at('broken.tar.gz'), 'no archive');
    await expect(call(runImport, 'broken.tar.gz')).rejects.toThrow(/The server refused: .*not gzip/);
    expect(existsSync(at('hecate.tar.gz'))).toBe(false);
  });

  async function documentOf(name: string) {
    const { parseDocument } = await import('@hecate/perses');
    return parseDocument(dashboard(name), { kind: 'Dashboard' });
  }
});
