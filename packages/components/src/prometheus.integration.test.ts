import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from './free-port.ts';
import { runCommand } from './run-command.ts';
import { createResolver } from './resolver.ts';
import { createRunner } from './runner.ts';
import { parseVersion, parseVersionRange, satisfies } from './version.ts';

const BuildInfo = Type.Object({
  status: Type.Literal('success'),
  data: Type.Object({ version: Type.String() }),
});

let folder = '';
const lines: string[] = [];
const resolver = createResolver({ report: (line) => lines.push(line) });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-prometheus-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the real components', () => {
  it('Prometheus 3 is had, started, ready and stopped', async () => {
    const binary = await resolver.resolve('prometheus', { order: 'tests' });
    expect(isVersion(binary.version, '>=3.0.0 <4')).toBe(true);

    const runner = createRunner({
      runDir: join(folder, 'run'),
      logDir: join(folder, 'logs'),
      report: () => {},
    });
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    writeFileSync(join(folder, 'prometheus.yml'), '{}\n');
    const args = [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ];
    const ready = { url: `${origin}/-/ready`, timeoutMs: 60_000 };
    const component = await runner.start({ id: 'prometheus', binary: binary.path, args, ready });
    try {
      const info: unknown = await (await fetch(`${origin}/api/v1/status/buildinfo`)).json();
      expect(Value.Parse(BuildInfo, info).data.version).toBe(binary.version);
      const parsed = await fetch(`${origin}/api/v1/parse_query?query=${encodeURIComponent('rate(up[5m])')}`);
      expect(parsed.status).toBe(200);
    } finally {
      await component.stop();
    }
    expect(await component.exited).toEqual({ code: 0, signal: null });
    await expect(fetch(origin)).rejects.toThrow('fetch failed');
  });

  it('a Prometheus with a wrong flag quotes what Prometheus says about it', async () => {
    const { path } = await resolver.resolve('prometheus', { order: 'tests' });
    const runner = createRunner({
      runDir: join(folder, 'run'),
      logDir: join(folder, 'logs'),
      report: () => {},
    });
    const ready = { url: `http://127.0.0.1:${await freePort()}/-/ready`, timeoutMs: 60_000 };
    const start = runner.start({ id: 'wrong', binary: path, args: ['--no-such-flag'], ready });
    await expect(start).rejects.toThrow(
      /wrong ended \(code 1\) before it was ready[\s\S]*unknown long flag '--no-such-flag'/,
    );
  });

  it('promtool checks a configuration', async () => {
    const { path } = await resolver.resolve('promtool', { order: 'tests' });
    const file = join(folder, 'bad.yml');
    writeFileSync(file, 'scrape_configs: [{}]\n');
    const result = await runCommand(path, ['check', 'config', file], { timeoutMs: 30_000 });
    expect(result).toMatchObject({
      kind: 'ended',
      code: 1,
      stderr: expect.stringContaining('job_name is empty'),
    });
  });

  it('the node exporter serves the metrics of this machine', async () => {
    const { path } = await resolver.resolve('node_exporter', { order: 'tests' });
    const runner = createRunner({
      runDir: join(folder, 'run'),
      logDir: join(folder, 'logs'),
      report: () => {},
    });
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/metrics`;
    const args = [`--web.listen-address=127.0.0.1:${port}`];
    const component = await runner.start({
      id: 'node-exporter',
      binary: path,
      args,
      ready: { url, timeoutMs: 30_000 },
    });
    try {
      expect(await (await fetch(url)).text()).toMatch(/^node_load1 \d/m);
    } finally {
      await component.stop();
    }
  });

  it('Chromium is here and prints its version', async () => {
    const binary = await resolver.resolve('chromium', { order: 'tests' });
    expect(isVersion(binary.version, '>=90')).toBe(true);
    expect(lines.some((line) => line.startsWith(`Chromium ${binary.version} (`))).toBe(true);
  });
});

function isVersion(text: string, range: string): boolean {
  const version = parseVersion(text);
  return version !== null && satisfies(version, parseVersionRange(range));
}
