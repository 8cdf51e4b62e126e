import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rawArchive, rawTar, type RawEntry } from '../testing/archives.ts';
import { call } from '../testing/http-client.ts';
import { rawRequest } from '../testing/raw-request.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { importArchive } from '../testing/transfer-client.ts';
import { readArchive } from './read-archive.ts';
import { transferLimits } from './transfer-limits.ts';

// The rows of the list of known vulnerabilities that concern import and archives, each under its number there.

const good: RawEntry = {
  name: 'good.json',
  content: '{"kind":"Project","metadata":{"name":"good"},"spec":{}}',
};
const project = (name: string): RawEntry => ({
  name: `${name}.json`,
  content: JSON.stringify({ kind: 'Project', metadata: { name }, spec: {} }),
});
const dashboard = (spec: string, name = 'd'): RawEntry => ({
  name: `${name}.json`,
  content: `{"kind":"Dashboard","metadata":{"name":${JSON.stringify(name)},"project":"good"},"spec":${spec}}`,
});

describe('hostile archives', () => {
  let server: TestServer;
  let before: readonly string[] = [];
  beforeEach(async () => {
    server = await startTestServer();
    before = readdirSync(server.folder);
  });
  afterEach(() => server.stop());

  const projects = async (): Promise<string> => (await call(`${server.url}/api/v1/projects`)).text;
  /** Nothing was stored, and nothing is on the disk that was not there. */
  const untouched = async (): Promise<void> => {
    expect(await projects()).toBe('[]');
    const now = readdirSync(server.folder).filter((name) => !/-(wal|shm)$/.test(name));
    expect(now).toEqual(before.filter((name) => !/-(wal|shm)$/.test(name)));
  };

  it.each([
    ['a path out of the folder', { name: '../../x.json', content: '{}' }, 'leads out of the folder'],
    ['a path out in the middle', { name: 'a/../../x.json', content: '{}' }, 'leads out of the folder'],
    ['an absolute path', { name: '/etc/cron.d/x.json', content: '{}' }, 'absolute'],
    ['a drive letter', { name: 'C:/x.json', content: '{}' }, 'absolute'],
    ['a backslash', { name: '..\\x.json', content: '{}' }, 'backslash'],
    ['an empty part', { name: 'a//x.json', content: '{}' }, 'empty part'],
    ['a control character', { name: 'a\nb.json', content: '{}' }, 'control character'],
    ['half a surrogate pair', { name: 'a\ufffdb.json', content: '{}' }, 'control character'],
    ['a long name', { name: `${'a/'.repeat(300)}x.json`, content: '{}' }, 'more than 512 characters'],
    ['a symbolic link', { name: 'x.json', type: '2', linkTo: '/etc/passwd' }, 'a symbolic link'],
    ['a hard link', { name: 'x.json', type: '1', linkTo: 'good.json' }, 'a hard link'],
    ['a character device', { name: 'x.json', type: '3' }, 'a device'],
    ['a block device', { name: 'x.json', type: '4' }, 'a device'],
    ['a pipe', { name: 'x.json', type: '6' }, 'a pipe'],
    ['a sparse file', { name: 'x.json', type: 'S', claimedSize: 10 * 2 ** 30 }, 'no plain file'],
    ['a file that claims 10 GB', { name: 'x.json', claimedSize: 10 * 2 ** 30 }, 'more than 5 MiB'],
    ['a folder out of the folder', { name: '../out/', type: '5' }, 'leads out of the folder'],
    ['an unknown type', { name: 'x.json', type: 'Z' }, 'no plain file'],
  ] as const)('row 5: refuses the whole archive for %s and writes nothing', async (_, entry, reason) => {
    for (const entries of [
      [good, entry],
      [entry, good],
    ]) {
      const answer = await importArchive(server.url, rawArchive(entries));
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(answer.message).toContain(reason);
      expect(answer.message).toContain('nothing was changed');
    }
    await untouched();
  });

  it('row 5: refuses two files of one name, in any spelling, and two files of one document', async () => {
    for (const [entries, reason] of [
      [[good, good], 'good.json twice'],
      [[good, { ...project('other'), name: 'GOOD.JSON' }], 'GOOD.JSON twice'],
      [[good, { ...good, name: 'again/good.json' }], 'are the same document'],
      [[good, { ...good, name: './good.json' }], 'twice'],
    ] as const) {
      const answer = await importArchive(server.url, rawArchive(entries));
      expect(answer.status).toBe(400);
      expect(answer.message).toContain(reason);
    }
    await untouched();
  });

  it('row 5: stops at the bounds of a bomb long before it is unpacked', async () => {
    const zeros = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    // As one enormous file, as nothing but zeros, as headers that never end, as a packed archive in an archive.
    const header = rawTar([{ name: 'x.json', claimedSize: 60 * 1024 * 1024 }]).subarray(0, 512);
    const bombs: readonly Buffer[] = [
      zeros,
      gzipSync(Buffer.concat([header, Buffer.alloc(64 * 1024 * 1024)])),
      rawArchive([{ name: 'pax', type: 'x', content: Buffer.alloc(24 * 1024 * 1024, 'a') }]),
      gzipSync(zeros),
    ];
    for (const bomb of bombs) {
      const answer = await importArchive(server.url, bomb);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
    await untouched();
  });

  it('row 5: counts files, bytes of a file, bytes together, bytes of the archive and their ratio', async () => {
    const small = {
      ...transferLimits,
      entries: 3,
      entryBytes: 2_000,
      decodedBytes: 20_000,
      archiveBytes: 10_000,
      ratio: 4,
      ratioFromBytes: 4_000,
    };
    const refusal = async (bytes: Buffer, limits = small): Promise<unknown> => {
      async function* chunks(): AsyncGenerator<Uint8Array> {
        for (let at = 0; at < bytes.length; at += 100) yield bytes.subarray(at, at + 100);
      }
      try {
        await readArchive(chunks(), async () => undefined, { limits });
        return null;
      } catch (error) {
        return error instanceof Error ? Reflect.get(error, 'code') : error;
      }
    };
    const named = (count: number, content: string) =>
      Array.from({ length: count }, (_, index) => ({ name: `f${index}.json`, content }));
    const noise = (length: number): string =>
      Array.from({ length }, (_, index) =>
        String.fromCharCode(33 + ((index * 7919 + (index % 97) * 31) % 90)),
      ).join('');
    expect(await refusal(rawArchive(named(3, 'x')), { ...small, ratio: 1_000 })).toBeNull();
    expect(await refusal(rawArchive(named(4, 'x')), { ...small, ratio: 1_000 })).toBe(
      'archive_too_many_entries',
    );
    expect(await refusal(rawArchive(named(1, noise(2_001))))).toBe('entry_too_large');
    expect(await refusal(rawArchive(named(3, 'y'.repeat(1_900))))).toBe('archive_ratio');
    const wide = { ...small, ratio: 1_000, entryBytes: 9_000 };
    expect(await refusal(rawArchive(named(3, noise(7_000))), wide)).toBe('archive_unpacks_too_large');
    expect(await refusal(rawArchive(named(3, noise(7_000))), { ...wide, archiveBytes: 500 })).toBe(
      'archive_too_large',
    );
  });

  it('row 22: takes nothing beyond the bounds of a document, file by file, and goes on with the others', async () => {
    const panels = `{"panels":{${Array.from({ length: 5_000 }, (_, n) => `"p${n}":{"kind":"Panel","spec":{}}`).join(',')}}}`;
    const variables = `{"variables":[${Array.from({ length: 1_000 }, (_, n) => `{"kind":"TextVariable","spec":{"name":"v${n}","value":""}}`).join(',')}]}`;
    const answer = await importArchive(
      server.url,
      rawArchive(
        [
          good,
          dashboard('{"duration":"1h"}', 'n'.repeat(1_000_000)),
          dashboard(`{"display":{"name":"${'x'.repeat(1_000_000)}"}}`, 'title'),
          dashboard(`{"display":{"description":"${'x'.repeat(4_000_000)}"}}`, 'description'),
          dashboard(panels, 'panels'),
          dashboard(variables, 'variables'),
          dashboard(
            '{"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":1000000000,"width":1,"height":1,"content":{"$ref":"#/spec/panels/a"}}]}}],"panels":{}}',
            'grid',
          ),
        ].map((entry, index) => ({ ...entry, name: `${index}.json` })),
      ),
    );
    const documents = answer.lines.filter((line) => line['type'] === 'document');
    expect(documents.map((line) => line['outcome'])).toEqual([
      'created',
      ...Array.from({ length: 6 }, () => 'refused'),
    ]);
    for (const line of documents) expect(JSON.stringify(line).length).toBeLessThan(1_500);
  });

  it('row 38: follows no reference to a file and runs no tag: documents never name files', async () => {
    const bomb = `a: &a ["x","x"]\n${Array.from({ length: 9 }, (_, n) => `${'bcdefghij'[n]}: &${'bcdefghij'[n]} [*${'abcdefghi'[n]},*${'abcdefghi'[n]}]`).join('\n')}\n`;
    const answer = await importArchive(
      server.url,
      rawArchive([
        good,
        { name: 'ref.json', content: '{"$ref":"file:///etc/passwd"}' },
        {
          name: 'ref2.json',
          content:
            '{"kind":"Dashboard","metadata":{"name":"ref","project":"good"},"spec":{"$ref":"file:///etc/passwd","jsonnetLib":"/etc/passwd"}}',
        },
        { name: 'tag.yaml', content: 'kind: !!js/function "function(){}"\n' },
        { name: 'tag2.yaml', content: 'kind: Project\nmetadata: {name: !include /etc/passwd}\nspec: {}\n' },
        {
          name: 'bomb.yaml',
          content: `kind: Project\nmetadata: {name: bomb}\nspec:\n${bomb.replaceAll(/^/gm, '  ')}`,
        },
        { name: 'two.yaml', content: 'kind: Project\n---\nkind: Project\n' },
      ]),
    );
    const results = new Map(answer.lines.map((line) => [line['file'], line]));
    for (const file of ['ref.json', 'tag.yaml', 'tag2.yaml', 'two.yaml']) {
      expect(results.get(file)).toMatchObject({ file, outcome: 'refused' });
    }
    // A reference is text like any other: it is kept and nobody follows it.
    expect(results.get('ref2.json')).toMatchObject({ outcome: 'created' });
    const all = `${await projects()}${(await call(`${server.url}/api/v1/dashboards`)).text}`;
    expect(all).not.toContain('root:');
    expect(JSON.stringify(answer.lines)).not.toContain('root:');
  });

  it('row 57: takes names of prototypes as the text they are, and keeps its own objects as they were', async () => {
    const spec =
      '{"duration":"1h","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    const answer = await importArchive(
      server.url,
      rawArchive([
        good,
        dashboard(spec, 'proto'),
        { name: '__proto__.json', content: '{"kind":"__proto__","metadata":{"name":"x"}}' },
        {
          name: 'constructor.json',
          content: '{"__proto__":{"kind":"Project"},"metadata":{"name":"hidden"}}',
        },
        {
          name: 'host.json',
          content:
            '{"kind":"GlobalDatasource","metadata":{"name":"idn"},"spec":{"default":false,"plugin":{"kind":"PrometheusDatasource","spec":{"proxy":{"kind":"HTTPProxy","spec":{"url":"http://xn--\\u0000iñvalid-.example/"}}}}}}',
        },
      ]),
    );
    expect(answer.status).toBe(200);
    const results = new Map(answer.lines.map((line) => [line['file'], line]));
    expect(results.get('proto.json')).toMatchObject({ outcome: 'created' });
    expect(results.get('__proto__.json')).toMatchObject({ outcome: 'refused' });
    expect(results.get('constructor.json')).toMatchObject({ outcome: 'refused' });
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect((await call(`${server.url}/api/v1/projects/good/dashboards/proto`)).text).toContain(
      `"spec":${spec}`,
    );
    expect((await call(`${server.url}/api/v1/health`)).status).toBe(200);
  });

  it('row 57: answers a request whose headers have names of prototypes', async () => {
    const archive = rawArchive([good]);
    const head = [
      'POST /api/hecate/v1/import?dryRun=true HTTP/1.1',
      `Host: localhost:${server.port}`,
      'Connection: close',
      'Content-Type: application/gzip',
      `Content-Length: ${archive.length}`,
      '__proto__: polluted',
      'constructor: polluted',
    ];
    const answer = await rawRequest(
      server.port,
      Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), archive]),
    );
    expect([200, 400]).toContain(answer.status);
    expect((await call(`${server.url}/api/v1/health`)).status).toBe(200);
  });

  it('row 58: refuses objects of more keys than 20 000 without a long stop', async () => {
    // Integer-like keys that fall together in a weak table.
    const keys = Array.from({ length: 60_000 }, (_, n) => `"${n * 65_536}":1`).join(',');
    const answer = await importArchive(server.url, rawArchive([good, dashboard(`{${keys}}`, 'keys')]));
    expect(answer.lines.at(-2)).toMatchObject({
      outcome: 'refused',
      detail: expect.stringContaining('20000'),
    });
  });

  it('row 59: refuses documents that nest 100 000 deep, in JSON and YAML', async () => {
    const deep = 100_000;
    const answer = await importArchive(
      server.url,
      rawArchive([
        good,
        dashboard(`${'['.repeat(deep)}${']'.repeat(deep)}`, 'arrays'),
        dashboard(`${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`, 'objects'),
        { name: 'deep.yaml', content: `kind: Project\nspec: ${'['.repeat(deep)}${']'.repeat(deep)}\n` },
        { name: 'deep2.yaml', content: `kind: Project\nspec: ${'{a: '.repeat(deep)}1${'}'.repeat(deep)}\n` },
      ]),
    );
    const refused = answer.lines.filter((line) => line['outcome'] === 'refused');
    expect(refused).toHaveLength(4);
    expect((await call(`${server.url}/api/v1/health`)).status).toBe(200);
  });
});
