import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from './covered-test.ts';
import { startHecate, type StartedHecate } from './start-hecate.ts';

const project = 'llm-prod';

/** The processes whose command line names this state folder, Hecate itself left out. */
function childrenOf(hecate: StartedHecate): readonly number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== hecate.pid)
    .filter((pid) => commandLine(pid).includes(hecate.data))
    .map(Number);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(join('/proc', pid, 'cmdline'), 'utf8');
  } catch {
    // The process ended between listing and reading.
    return '';
  }
}

test('what was saved is there after kill -9, and the next start ends what the crash left behind', async ({
  request,
}) => {
  const first = await startHecate({ args: ['--history', 'none'] });
  let second: StartedHecate | null = null;
  try {
    const dashboard = {
      kind: 'Dashboard',
      metadata: { name: 'kept', project },
      spec: { display: { name: 'Kept' }, duration: '1h', panels: {}, layouts: [], unknownField: { a: 1.0 } },
    };
    const created = await request.post(`${first.url}api/v1/projects/${project}/dashboards`, {
      data: dashboard,
    });
    expect(created.status()).toBe(200);
    // The URL is printed before Prometheus and the simulator run: the crash must leave some of them behind.
    await expect.poll(() => childrenOf(first).length, { timeout: 60_000 }).toBeGreaterThan(1);
    const orphans = childrenOf(first);
    await first.end('SIGKILL');
    expect(childrenOf(first).filter((pid) => orphans.includes(pid)).length).toBeGreaterThan(0);

    second = await startHecate({ data: first.data, args: ['--history', 'none'] });
    const read = await request.get(`${second.url}api/v1/projects/${project}/dashboards/kept`);
    expect(read.status()).toBe(200);
    expect(await read.json()).toMatchObject({ spec: { unknownField: { a: 1 } }, metadata: { version: 0 } });
    const living = childrenOf(second);
    expect(orphans.filter((pid) => living.includes(pid))).toEqual([]);
  } finally {
    await first.end('SIGKILL');
    await second?.end('SIGTERM');
    first.removeData();
  }
});

test('a second start on the same state says so and exits; Ctrl-C stops every child', async () => {
  const hecate = await startHecate({ args: ['--history', 'none'] });
  try {
    let refusal = '';
    try {
      execFileSync(process.execPath, ['apps/cli/src/main.ts', 'up', '--port', '0', '--data', hecate.data], {
        cwd: join(import.meta.dirname, '..'),
        stdio: 'pipe',
      });
    } catch (error) {
      refusal = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    }
    expect(refusal).toContain(`Hecate already runs on ${hecate.data}`);
    expect(refusal).toContain(hecate.url);
  } finally {
    await hecate.end('SIGINT');
  }
  expect(childrenOf(hecate)).toEqual([]);
  hecate.removeData();
});
