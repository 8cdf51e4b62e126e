import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createResolver } from '@hecate/components';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

const testData =
  process.env['HECATE_TEST_DATA'] ?? resolve(import.meta.dirname, '../../../../../../shared/data');

describe.skipIf(!existsSync(testData) && process.env['CI'] !== 'true')('percli migrate --online', () => {
  let percli = '';
  let folder = '';
  let server: TestServer;

  beforeAll(async () => {
    percli = (await createResolver({ report: () => {} }).resolve('percli', { order: 'tests' })).path;
    folder = mkdtempSync(join(tmpdir(), 'hecate-migrate-'));
    server = await startTestServer();
    await run(['login', server.url]);
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gets every panel of the real dashboard, as a document and as a custom resource', async () => {
    const file = `${testData}/dashboards/grafana/dcgm-exporter.json`;
    const migrated = await run(['migrate', '-f', file, '--online', '-o', 'json']);
    expect(migrated).toMatchObject({ code: 0 });
    const document: unknown = JSON.parse(migrated.stdout);
    expect(document).toMatchObject({
      kind: 'Dashboard',
      metadata: { name: 'Oxed_c6Wz' },
      spec: { duration: '15m', panels: { 0: { spec: { plugin: { kind: 'TimeSeriesChart' } } } } },
    });
    const resource = await run([
      'migrate',
      '-f',
      file,
      '--online',
      '-o',
      'json',
      '--format',
      'cr',
      '--project',
      'p',
    ]);
    expect(resource).toMatchObject({ code: 0 });
    expect(JSON.parse(resource.stdout)).toMatchObject({ kind: 'PersesDashboard' });
  });

  it('passes inputs on, and the wish for the default datasource', async () => {
    const file = `${testData}/dashboards/grafana-golden/basic_grafana_dashboard.json`;
    const migrated = await run([
      'migrate',
      '-f',
      file,
      '--online',
      '-o',
      'json',
      '--input',
      'MyConst=filled',
      '--use-default-datasource',
    ]);
    expect(migrated).toMatchObject({ code: 0 });
    expect(migrated.stdout).toContain('sum(up{$MyTextBox,filled})');
  });

  /** Runs the real percli with a configuration of this test alone. */
  function run(
    args: readonly string[],
  ): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
    return new Promise((settle) => {
      execFile(
        percli,
        [...args, '--percliconfig', join(folder, 'percli-config.json')],
        { cwd: folder, timeout: 60_000, env: { PATH: process.env['PATH'], HOME: folder } },
        (error, stdout, stderr) =>
          settle({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
      );
    });
  }
});
