import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parseDocument, yamlToJson } from '@hecate/perses';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesIn, rawArchive } from '../testing/archives.ts';
import { sampleDocument } from '../testing/documents.ts';
import { call } from '../testing/http-client.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { exportArchive, importArchive } from '../testing/transfer-client.ts';

const file = (name: string, content: string) => ({ name, content });
const project = (name: string): string => `{"kind":"Project","metadata":{"name":"${name}"},"spec":{}}`;
const dashboard = (name: string, spec = '{"duration":"1h"}', inProject = 'team'): string =>
  `{"kind":"Dashboard","metadata":{"name":"${name}","project":"${inProject}"},"spec":${spec}}`;

describe('export and import', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer();
  });
  afterEach(() => server.stop());

  const outcomes = (lines: readonly Record<string, unknown>[]) =>
    lines
      .filter((line) => line['type'] === 'document')
      .map(
        (line) =>
          `${String(line['kind'])} ${String(line['project'])}/${String(line['name'])}: ${String(line['outcome'])}`,
      );
  const read = async (path: string): Promise<string> => (await call(`${server.url}/api/v1/${path}`)).text;

  it('brings every byte of spec and every unknown field from one server to another, twice the same archive', async () => {
    const odd =
      '{ "duration":"1h", "n": 1.50, "big": 12345678901234567890, "ünknown": {"__proto__": [1e400]},\n\t"a":"\\u00e9" }';
    await importArchive(
      server.url,
      rawArchive([
        file(
          'p.json',
          '{"kind":"Project","metadata":{"name":"team","x-own":[1, 2]},"spec":{},"top":{"kept": true}}',
        ),
        file(
          'v.json',
          '{"kind":"Variable","metadata":{"name":"cluster","project":"team"},"spec":{"kind":"TextVariable","spec":{"value":"a"}}}',
        ),
        file(
          'd.json',
          `{"kind":"Dashboard","metadata":{"name":"odd","project":"team","tags":["b","a"],"x":"y"},"spec":${odd}}`,
        ),
        file('g.json', JSON.stringify(sampleDocument('GlobalVariable', 'everywhere'))),
      ]),
    );
    const first = await exportArchive(server.url);
    const other = await startTestServer();
    try {
      const answer = await importArchive(other.url, first);
      expect(answer.lines.at(-1)).toMatchObject({ type: 'end', counts: { created: 4 } });
      const second = await exportArchive(other.url);
      const [before, after] = [filesIn(first), filesIn(second)];
      expect([...after.keys()]).toEqual([
        'projects/team/project.json',
        'globalvariables/everywhere.json',
        'projects/team/variables/cluster.json',
        'projects/team/dashboards/odd.json',
        'hecate-manifest.json',
      ]);
      expect(after).toEqual(before);
      expect(after.get('projects/team/dashboards/odd.json')).toContain(`"spec":${odd}`);
      expect(after.get('projects/team/dashboards/odd.json')).toContain('"x":"y"');
      expect((await importArchive(other.url, second)).lines.at(-1)).toMatchObject({
        counts: { unchanged: 4 },
      });
    } finally {
      await other.stop();
    }
  });

  it('brings the real dashboards there and back byte for byte', async (context) => {
    const folder = resolve(
      process.env['HECATE_TEST_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data'),
      'dashboards/perses-community',
    );
    if (!existsSync(folder)) context.skip('the real dashboards are not on this machine');
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => file(name, readFileSync(join(folder, name), 'utf8')));
    expect(files).toHaveLength(41);
    const owner = '{"kind":"Project","metadata":{"name":"perses-dev"},"spec":{}}';
    const answer = await importArchive(server.url, rawArchive([file('p.json', owner), ...files]));
    expect(answer.lines.at(-1)).toMatchObject({ counts: { created: 42 } });
    const archive = await exportArchive(server.url, '?project=perses-dev');
    const exported = filesIn(archive);
    for (const { content } of files) {
      const { metadata, specText } = parseDocument(yamlToJson(content), { kind: 'Dashboard' });
      expect(exported.get(`projects/perses-dev/dashboards/${metadata.name}.json`)).toContain(
        `"spec":${specText}`,
      );
    }
    const other = await startTestServer();
    try {
      await importArchive(other.url, archive);
      expect(filesIn(await exportArchive(other.url, '?project=perses-dev'))).toEqual(exported);
    } finally {
      await other.stop();
    }
  });

  it('says in a dry run what it would do, with the changes, and does nothing', async () => {
    await importArchive(
      server.url,
      rawArchive([file('p.json', project('team')), file('a.json', dashboard('a'))]),
    );
    const archive = rawArchive([
      file('n/p.json', project('new')),
      file(
        'n/v.json',
        '{"kind":"Variable","metadata":{"name":"v","project":"new"},"spec":{"kind":"TextVariable","spec":{"value":"a"}}}',
      ),
      file(
        'n/uses.json',
        dashboard(
          'uses',
          '{"duration":"1h","variables":[{"kind":"TextVariable","spec":{"name":"w","value":"$v"}}]}',
          'new',
        ),
      ),
      file('a.json', dashboard('a', '{"duration":"6h"}')),
      file('lost.json', dashboard('lost', '{"duration":"1h"}', 'nowhere')),
      file('bad.json', '{"kind":"Dashboard"'),
      file('README.md', 'not a document'),
    ]);
    const dry = await importArchive(server.url, archive, { dryRun: 'true', onConflict: 'overwrite' });
    expect(dry.lines[0]).toEqual({ type: 'begin', dryRun: true, documents: 6, ignored: 1 });
    expect(outcomes(dry.lines)).toEqual([
      'Project /new: created',
      'Variable new/v: created',
      'Dashboard new/uses: created',
      'Dashboard team/a: updated',
      'Dashboard nowhere/lost: refused',
      ' /: refused',
    ]);
    expect(dry.lines[4]).toMatchObject({
      detail: '1 setting changed',
      changes: [{ area: 'setting', change: 'changed', label: 'duration' }],
    });
    expect(dry.lines[5]).toMatchObject({ detail: `bad request: metadata.project "nowhere" doesn't exist` });
    expect(await read('projects')).not.toContain('"new"');
    expect(await read('projects/team/dashboards/a')).toContain('"duration":"1h"');
    const real = await importArchive(server.url, archive, { onConflict: 'overwrite' });
    expect(outcomes(real.lines)).toEqual(outcomes(dry.lines));
  });

  it('skips, overwrites or renames what is there and differs, and leaves what is the same alone', async () => {
    const base = [
      file('p.json', project('team')),
      file('a.json', dashboard('a')),
      file('same.json', dashboard('same')),
    ];
    await importArchive(server.url, rawArchive(base));
    const changed = rawArchive([
      file('p.json', project('team')),
      file('a.json', dashboard('a', '{"duration":"2h"}')),
      file('same.json', dashboard('same')),
    ]);
    expect(outcomes((await importArchive(server.url, changed)).lines)).toEqual([
      'Project /team: unchanged',
      'Dashboard team/a: skipped',
      'Dashboard team/same: unchanged',
    ]);
    const renamed = await importArchive(server.url, changed, { onConflict: 'rename' });
    expect(outcomes(renamed.lines)[1]).toBe('Dashboard team/a-2: renamed');
    expect(await read('projects/team/dashboards/a-2')).toContain('"spec":{"duration":"2h"}');
    expect(await read('projects/team/dashboards/a')).toContain('"spec":{"duration":"1h"}');
    expect(outcomes((await importArchive(server.url, changed, { onConflict: 'overwrite' })).lines)[1]).toBe(
      'Dashboard team/a: updated',
    );
    const same = await call(`${server.url}/api/v1/projects/team/dashboards/same`);
    expect(same.json).toMatchObject({ metadata: { version: 0 } });
  });

  it('puts everything into one project when it is told to, and refuses what is in none', async () => {
    await importArchive(server.url, rawArchive([file('p.json', project('target'))]));
    const archive = rawArchive([
      file('p.json', project('team')),
      file('a.json', dashboard('a')),
      file('b.yaml', 'kind: Dashboard\nmetadata:\n  name: b\nspec:\n  duration: 1h\n'),
    ]);
    const answer = await importArchive(server.url, archive, { project: 'target' });
    expect(outcomes(answer.lines)).toEqual([
      'Project target/team: refused',
      'Dashboard target/a: created',
      'Dashboard target/b: created',
    ]);
    expect((await importArchive(server.url, archive, { project: 'none' })).message).toBe(
      `bad request: metadata.project "none" doesn't exist`,
    );
  });

  it('removes only what the projects of the archive do not hold, and nothing when a file was refused', async () => {
    await importArchive(
      server.url,
      rawArchive([
        file('p.json', project('team')),
        file('q.json', project('other')),
        file('a.json', dashboard('a')),
        file('b.json', dashboard('b')),
        file('c.json', dashboard('c', '{"duration":"1h"}', 'other')),
      ]),
    );
    const broken = rawArchive([
      file('p.json', project('team')),
      file('a.json', dashboard('a')),
      file('b.json', '{'),
    ]);
    const refused = await importArchive(server.url, broken, { prune: 'true' });
    expect(refused.lines.at(-1)).toMatchObject({ note: expect.stringContaining('nothing was removed') });
    const archive = rawArchive([file('p.json', project('team')), file('a.json', dashboard('a'))]);
    const dry = await importArchive(server.url, archive, { prune: 'true', dryRun: 'true' });
    expect(outcomes(dry.lines).at(-1)).toBe('Dashboard team/b: removed');
    expect(await read('projects/team/dashboards/b')).toContain('"b"');
    await importArchive(server.url, archive, { prune: 'true' });
    expect(await read('projects/team/dashboards/b')).toContain('document not found');
    expect(await read('projects/other/dashboards/c')).toContain('"c"');
  });

  it('exports one dashboard, one project, and names what is not there', async () => {
    await importArchive(
      server.url,
      rawArchive([file('p.json', project('team')), file('a.json', dashboard('a'))]),
    );
    expect([...filesIn(await exportArchive(server.url, '?project=team&dashboard=A')).keys()]).toEqual([
      'projects/team/dashboards/a.json',
      'hecate-manifest.json',
    ]);
    expect([...filesIn(await exportArchive(server.url, '?project=team')).keys()]).toHaveLength(3);
    const refused = async (search: string) =>
      (await call(`${server.url}/api/hecate/v1/export${search}`)).message;
    expect(await refused('?project=none')).toBe('project none not found: there is nothing to export');
    expect(await refused('?project=team&dashboard=none')).toBe(
      'dashboard team/none not found: there is nothing to export',
    );
    expect(await refused('?dashboard=a')).toContain('needs its project');
    expect(await refused('?project=..')).toContain('bad request');
  });

  it('refuses an archive that its own manifest does not agree with', async () => {
    await importArchive(
      server.url,
      rawArchive([file('p.json', project('team')), file('a.json', dashboard('a'))]),
    );
    const files = filesIn(await exportArchive(server.url));
    const again = (change: (entries: Map<string, string>) => void) => {
      const entries = new Map(files);
      change(entries);
      return rawArchive([...entries].map(([name, content]) => file(name, content)));
    };
    const fresh = await startTestServer();
    try {
      const message = async (archive: Uint8Array) => (await importArchive(fresh.url, archive)).message;
      expect(await message(again((entries) => entries.delete('projects/team/dashboards/a.json')))).toContain(
        'projects/team/dashboards/a.json is missing',
      );
      expect(
        await message(again((entries) => entries.set('projects/team/project.json', project('other')))),
      ).toContain('projects/team/project.json was changed');
      expect(await message(again((entries) => entries.set('more.json', dashboard('more'))))).toContain(
        'more.json is not in it',
      );
      expect(await message(again((entries) => entries.set('hecate-manifest.json', '{}')))).toContain(
        'not version 1',
      );
      expect((await call(`${fresh.url}/api/v1/projects`)).text).toBe('[]');
    } finally {
      await fresh.stop();
    }
  });

  it('refuses an archive that is cut anywhere, changed anywhere in its packing, or no archive', async () => {
    await importArchive(
      server.url,
      rawArchive([file('p.json', project('team')), file('a.json', dashboard('a'))]),
    );
    const sound = await exportArchive(server.url);
    const fresh = await startTestServer();
    try {
      for (let at = 0; at < sound.length; at += 23) {
        const answer = await importArchive(fresh.url, sound.subarray(0, at));
        expect(answer.status, `cut at ${at}`).toBe(400);
        expect(answer.message).toMatch(/damaged or cut short|not gzip/);
      }
      const tar = gunzipSync(sound);
      // Whole for gzip, without the end of the tar.
      expect((await importArchive(fresh.url, gzipSync(tar.subarray(0, 1024)))).message).toContain(
        'cut short',
      );
      expect((await importArchive(fresh.url, Buffer.from('PK\u0003\u0004 a zip'))).message).toContain(
        'not gzip',
      );
      expect((await importArchive(fresh.url, gzipSync(sound))).message).toContain('packed twice');
      expect((await importArchive(fresh.url, rawArchive([]))).message).toContain('holds no .json');
      expect((await call(`${fresh.url}/api/v1/projects`)).text).toBe('[]');
    } finally {
      await fresh.stop();
    }
  });

  it('has no import on a read-only server, and takes archives only', async () => {
    const readonly = await startTestServer({ HECATE_SERVER_READONLY: 'true' });
    try {
      expect((await importArchive(readonly.url, rawArchive([]))).status).toBe(404);
      expect((await exportArchive(readonly.url)).length).toBeGreaterThan(0);
    } finally {
      await readonly.stop();
    }
    const json = await call(`${server.url}/api/hecate/v1/import`, { method: 'POST', body: {} });
    expect(json).toMatchObject({ status: 415 });
  });

  it('carries masked secrets: they keep the stored value, and where there is none it must be given', async () => {
    const secret = {
      kind: 'Secret',
      metadata: { name: 'prom', project: 'team' },
      spec: {
        basicAuth: { username: 'me', password: 'hunter2-canary' },
        allowedHosts: ['prometheus.example:9090'],
      },
    };
    const first = await importArchive(
      server.url,
      rawArchive([file('p.json', project('team')), file('s.json', JSON.stringify(secret))]),
    );
    expect(first.lines.at(-1)).toMatchObject({ counts: { created: 2 } });
    const archive = await exportArchive(server.url);
    expect(gunzipSync(archive).toString('latin1')).not.toContain('hunter2-canary');
    expect(filesIn(archive).get('projects/team/secrets/prom.json')).toContain('<secret>');
    expect(outcomes((await importArchive(server.url, archive, { onConflict: 'overwrite' })).lines)).toEqual([
      'Project /team: unchanged',
      'Secret team/prom: unchanged',
    ]);
    const fresh = await startTestServer();
    try {
      for (const dryRun of ['true', 'false']) {
        const { lines } = await importArchive(fresh.url, archive, { dryRun });
        expect(outcomes(lines)).toEqual(['Project /team: created', 'Secret team/prom: refused']);
        expect(lines[2]).toMatchObject({ detail: expect.stringContaining('spec.basicAuth.password') });
      }
    } finally {
      await fresh.stop();
    }
  });

  it('counts what runs and keeps nothing on disk', async () => {
    await importArchive(server.url, rawArchive([file('p.json', project('team'))]));
    expect((await call(`${server.url}/metrics`)).text).toContain('hecate_transfers_running 0');
    expect(readdirSync(server.folder).filter((name) => name.startsWith('hecate-import-'))).toEqual([]);
  });
});
