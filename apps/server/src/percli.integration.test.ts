import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createResolver } from '@hecate/components';
import { resourceKinds, type KindEntry } from '@hecate/perses';
import { datasourceSpec, sampleDocument } from './testing/documents.ts';
import { call } from './testing/http-client.ts';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';

const testData = process.env['HECATE_TEST_DATA'] ?? resolve(import.meta.dirname, '../../../../shared/data');
const hasTestData = existsSync(testData) || process.env['CI'] === 'true';

let percli = '';
let folder = '';
let server: TestServer;

beforeAll(async () => {
  const resolver = createResolver({ report: () => {} });
  percli = (await resolver.resolve('percli', { order: 'tests' })).path;
  folder = mkdtempSync(join(tmpdir(), 'hecate-percli-'));
  server = await startTestServer();
  await run(['login', server.url]);
  await run(['apply', '-f', written('team.json', sampleDocument('Project', 'team'))]);
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real percli with a configuration of this test alone. */
async function run(args: readonly string[]): Promise<Ended> {
  return new Promise<Ended>((settle) => {
    execFile(
      percli,
      [...args, '--percliconfig', join(folder, 'percli-config.json')],
      { cwd: folder, timeout: 60_000, env: { PATH: process.env['PATH'], HOME: folder } },
      (error, stdout, stderr) =>
        settle({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
    );
  });
}

function written(name: string, document: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(document));
  return path;
}

const inTeam = ({ scope }: KindEntry): readonly string[] => (scope === 'project' ? ['-p', 'team'] : []);
const json = (ended: Ended): unknown => JSON.parse(ended.stdout);

describe.each(resourceKinds)('percli and a $kind', (entry) => {
  const { kind, root } = entry;
  const name = `a-${kind.toLowerCase()}`;
  const sample = sampleDocument(kind, name, entry.scope === 'project' ? 'team' : undefined);

  it('creates it, and updates it when it is there already', async () => {
    const file = written(`${kind}.json`, sample);
    for (const version of [0, 1]) {
      const applied = await run(['apply', '-f', file]);
      expect(applied).toMatchObject({ code: 0 });
      expect(applied.stdout).toContain(`object "${kind}" "${name}" has been applied`);
      const stored = await run(['describe', root, name, ...inTeam(entry), '-ojson']);
      expect(json(stored)).toMatchObject({ kind, metadata: { name, version } });
    }
  });

  it('gets it by the beginning of its name, and nothing by another', async () => {
    const found = await run(['get', root, 'a-', ...inTeam(entry), '-ojson']);
    expect(json(found)).toMatchObject([{ kind, metadata: { name } }]);
    expect(json(await run(['get', root, 'zz', ...inTeam(entry), '-ojson']))).toBeNull();
    expect((await run(['get', root, '-a'])).stdout).toContain(name);
  });

  it('finds it good, online', async () => {
    const file = written(`${kind}.json`, sample);
    expect(await run(['lint', '-f', file, '--online'])).toMatchObject({
      code: 0,
      stdout: 'your resources look good\n',
    });
  });

  it('deletes it, and says afterwards that it is not there', async () => {
    const args = ['delete', root, name, ...inTeam(entry)];
    expect((await run(args)).stdout).toContain('has been deleted');
    expect((await run(args)).stdout).toContain('is not found');
    const gone = await run(['describe', root, name, ...inTeam(entry)]);
    expect(gone.code).not.toBe(0);
    expect(gone.stderr).toContain('Message: document not found StatusCode: 404');
  });
});

describe('percli', () => {
  it('logs in to a server without login, and applies the project of these tests', async () => {
    const login = await run(['login', server.url]);
    expect(login).toMatchObject({ code: 0, stdout: `successfully logged in ${server.url}\n` });
    expect((await call(`${server.url}/api/v1/projects/team`)).status).toBe(200);
  });

  it('shows the versions of both sides and the configuration of the server', async () => {
    expect((await run(['version'])).stdout).toContain('0.0.0-test');
    expect((await run(['config', '--online'])).stdout).toMatch(/enable_auth: false/);
  });

  it('refuses to apply into a project that does not exist, and makes it when asked to', async () => {
    const file = written('lost.json', sampleDocument('Dashboard', 'lost', 'nowhere'));
    const refused = await run(['apply', '-f', file]);
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain("doesn't exist");
    expect(await run(['apply', '-f', file, '--create-project'])).toMatchObject({ code: 0 });
    expect((await call(`${server.url}/api/v1/projects/nowhere/dashboards/lost`)).status).toBe(200);
  });

  it('shows a dashboard as code before it is merged: a preview that expires, and the difference', async () => {
    const file = written('board.json', sampleDocument('Dashboard', 'board', 'team'));
    const args = ['-f', file, '-p', 'team'];
    const previewed = await run(['dac', 'preview', ...args, '--ttl', '2h', '--prefix', 'pr7', '-ojson']);
    expect(json(previewed)).toEqual([
      {
        project: 'team',
        dashboard: 'board',
        preview: `${server.url}/projects/team/ephemeraldashboards/pr7-board`,
      },
    ]);
    expect(
      (await call(`${server.url}/api/v1/projects/team/ephemeraldashboards/pr7-board`)).json,
    ).toMatchObject({ spec: { ttl: '2h' } });
    expect((await run(['dac', 'diff', ...args])).stdout).toContain('status: NEW');
    await run(['apply', '-f', file]);
    const changed = sampleDocument('Dashboard', 'board', 'team', { panels: {}, layouts: [], duration: '2h' });
    const different = ['dac', 'diff', '-f', written('board.json', changed), '-p', 'team'];
    expect((await run(different)).stdout).toContain('status: UPDATED');
  });

  it('reports what only the server can find wrong: a second default datasource', async () => {
    const [first, second] = ['first', 'second'].map((name) =>
      written(
        `${name}.json`,
        sampleDocument('Datasource', name, 'team', datasourceSpec('http://127.0.0.1:9', true)),
      ),
    );
    expect(await run(['apply', '-f', first ?? ''])).toMatchObject({ code: 0 });
    expect(await run(['lint', '-f', first ?? '', '--online'])).toMatchObject({ code: 0 });
    for (const args of [
      ['lint', '-f', second ?? '', '--online'],
      ['apply', '-f', second ?? ''],
    ]) {
      const refused = await run(args);
      expect(refused.code).not.toBe(0);
      expect(refused.stderr).toMatch(/default/);
    }
    expect((await call(`${server.url}/api/v1/projects/team/datasources/second`)).status).toBe(404);
  });

  it.skipIf(!hasTestData)(
    'applies a folder of 41 real dashboards, twice, and finds all of them good',
    async () => {
      const real = join(testData, 'dashboards', 'perses-community');
      const count = readdirSync(real).length;
      for (const version of [0, 1]) {
        expect(await run(['apply', '-d', real, '--create-project'])).toMatchObject({ code: 0 });
        const listed = json(await run(['get', 'dashboards', '-p', 'perses-dev', '-ojson']));
        expect(listed).toHaveLength(count);
        expect(listed).toEqual(
          Array.from({ length: count }, () =>
            expect.objectContaining({ metadata: expect.objectContaining({ version }) }),
          ),
        );
      }
      expect(await run(['lint', '-d', real, '--online'])).toMatchObject({ code: 0 });
    },
  );

  it.skipIf(!hasTestData)(
    'migrates a real Grafana dashboard on the server, and applies what came out',
    async () => {
      const file = join(testData, 'dashboards', 'grafana', 'dcgm-exporter.json');
      const migrated = await run(['migrate', '-f', file, '--online', '--project', 'team', '-ojson']);
      expect(migrated).toMatchObject({ code: 0, stderr: '' });
      const dashboard: unknown = json(migrated);
      expect(dashboard).toMatchObject({ kind: 'Dashboard', metadata: { project: 'team' } });
      expect(await run(['apply', '-f', written('migrated.json', dashboard)])).toMatchObject({ code: 0 });
      const name = String(Reflect.get(Object(Reflect.get(Object(dashboard), 'metadata')), 'name'));
      const stored = json(await run(['describe', 'dashboards', name, '-p', 'team', '-ojson']));
      expect(stored).toMatchObject({ spec: Reflect.get(Object(dashboard), 'spec') });
    },
  );
});
