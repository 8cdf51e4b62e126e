import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createResolver } from '@hecate/components';
import { sampleDocument } from './testing/documents.ts';
import { call } from './testing/http-client.ts';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';

// Go's decoder takes `Display` for `display`, so percli meets a number where it wants an object; to everybody else the two are
// different keys. The document is kept as it came, because a key that is not ours is nobody's to remove.
const plugin = { kind: 'Any', spec: {} };
const display = { name: 'a' };
const variable = { name: 'a', value: 'x', display, Display: 1 };
const kinds = [
  { kind: 'Project', root: 'projects', spec: { display, Display: 1 } },
  {
    kind: 'Dashboard',
    root: 'dashboards',
    spec: { display, Display: 1, duration: '1h', panels: {}, layouts: [] },
  },
  {
    kind: 'EphemeralDashboard',
    root: 'ephemeraldashboards',
    spec: { ttl: '1d', display, Display: 1, duration: '1h', panels: {}, layouts: [] },
  },
  { kind: 'Folder', root: 'folders', spec: { display, Display: 1, items: [] } },
  { kind: 'Variable', root: 'variables', spec: { kind: 'TextVariable', spec: variable } },
  { kind: 'GlobalVariable', root: 'globalvariables', spec: { kind: 'TextVariable', spec: variable } },
  { kind: 'Datasource', root: 'datasources', spec: { display, Display: 1, default: false, plugin } },
  {
    kind: 'GlobalDatasource',
    root: 'globaldatasources',
    spec: { display, Display: 1, default: false, plugin },
  },
] as const;
const secrets = [
  { kind: 'Secret', root: 'secrets' },
  { kind: 'GlobalSecret', root: 'globalsecrets' },
] as const;

let percli = '';
let folder = '';
let server: TestServer;

beforeAll(async () => {
  percli = (await createResolver({ report: () => {} }).resolve('percli', { order: 'tests' })).path;
  folder = mkdtempSync(join(tmpdir(), 'hecate-percli-case-'));
  server = await startTestServer();
  await run(['login', server.url]);
  await call(`${server.url}/api/v1/projects`, { method: 'POST', body: sampleDocument('Project', 'team') });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(kinds)(
  'a $kind with a key that differs from one of Perses only by case',
  ({ kind, root, spec }) => {
    it('is kept as it came, and takes the list from percli, and from nobody else, until it is removed', async () => {
      const isGlobal = kind === 'Project' || kind.startsWith('Global');
      const project = isGlobal ? undefined : 'team';
      const address = `${server.url}/api/v1/${isGlobal ? root : `projects/team/${root}`}`;
      const list = ['get', root, ...(isGlobal ? [] : ['-p', 'team']), '-ojson'];
      const body = sampleDocument(kind, 'cased', project, spec);
      expect(await call(address, { method: 'POST', body })).toMatchObject({ status: 200 });
      const kept = await call(`${address}/cased`);
      expect(kept.json).toMatchObject({ spec });
      expect(await call(address)).toMatchObject({ status: 200 });

      const refused = await run(list);
      expect(refused.code).not.toBe(0);
      expect(refused.stderr).toContain('unable to decode the response body');

      await call(`${address}/cased`, { method: 'DELETE' });
      expect(await run(list)).toMatchObject({ code: 0, stderr: '' });
    });
  },
);

describe.each(secrets)(
  'a $kind with a key that differs from one of Perses only by case',
  ({ kind, root }) => {
    it('is refused, because what stands in an unknown field would not be encrypted', async () => {
      const isGlobal = kind === 'GlobalSecret';
      const address = `${server.url}/api/v1/${isGlobal ? root : `projects/team/${root}`}`;
      const spec = { basicAuth: { username: 'a', password: 'b' }, BasicAuth: 1 };
      const body = sampleDocument(kind, 'cased', isGlobal ? undefined : 'team', spec);
      expect(await call(address, { method: 'POST', body })).toMatchObject({
        status: 400,
        message: expect.stringContaining('BasicAuth is no field of a secret'),
      });
    });
  },
);

async function run(args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((settle) => {
    execFile(
      percli,
      [...args, '--percliconfig', join(folder, 'percli-config.json')],
      { cwd: folder, timeout: 60_000, env: { HOME: folder } },
      (error, stdout, stderr) =>
        settle({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
    );
  });
}
