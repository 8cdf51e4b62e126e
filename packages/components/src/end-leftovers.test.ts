import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from './free-port.ts';
import { writePidFile } from './pid-file.ts';
import { identityOf, type ProcessIdentity } from './process-identity.ts';
import { createRunner, type ComponentRunner } from './runner.ts';
import { fakeComponent } from './testing/fake-component.ts';

let runDir = '';
let folder = '';
const sleepers: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-leftovers-'));
  runDir = join(folder, 'run');
  mkdirSync(runDir);
});

afterEach(async () => {
  for (const child of sleepers.splice(0)) await endSleeper(child);
  // A failed test may have left the component of its killed parent.
  await runner(200).endLeftovers();
  rmSync(folder, { recursive: true, force: true });
});

function runner(killAfterMs = 5_000): ComponentRunner {
  return createRunner({ runDir, logDir: join(folder, 'logs'), report: () => {}, killAfterMs });
}

/** A process of this test that only waits. */
async function sleeper(script = 'console.log(1); setInterval(() => {}, 1000)'): Promise<ProcessIdentity> {
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  sleepers.push(child);
  await once(child.stdout, 'data');
  const identity = identityOf(child.pid ?? -1);
  if (identity === null) throw new Error('the process should run');
  return identity;
}

async function endSleeper(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const gone: ProcessIdentity = { pid: 4_194_304, startTime: '1', bootId: 'b' };

describe('leftovers', () => {
  it('of a killed parent are found and ended by the next runner', async () => {
    const port = await freePort();
    const parent = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `const { createRunner } = await import(process.argv[1]);
         const [runDir, logDir, spec] = process.argv.slice(2);
         const component = await createRunner({ runDir, logDir, report: () => {} }).start(JSON.parse(spec));
         console.log(component.pid);
         setInterval(() => {}, 1000);`,
        join(import.meta.dirname, 'runner.ts'),
        runDir,
        join(folder, 'logs'),
        JSON.stringify(fakeComponent('server', port)),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    sleepers.push(parent);
    const [printed] = await once(parent.stdout, 'data');
    const pid = Number(String(printed));
    expect(await runner().endLeftovers()).toEqual([]);

    parent.kill('SIGKILL');
    await once(parent, 'exit');
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);

    expect(await runner().endLeftovers()).toEqual([
      `Ended server (process ${pid}), left over from a run that was killed.`,
    ]);
    expect(identityOf(pid)).toBeNull();
    expect(readFileSync(join(folder, 'logs', 'server.log'), 'utf8')).toContain('SIGTERM');
    expect(await runner().endLeftovers()).toEqual([]);
  });

  it('that do not end when asked are killed', async () => {
    const stubborn = await sleeper(
      'process.on("SIGTERM", () => {}); console.log(1); setInterval(() => {}, 1000)',
    );
    writePidFile(runDir, { id: 'server', binary: 'x', process: stubborn, parent: gone });
    expect(await runner(200).endLeftovers()).toEqual([
      expect.stringMatching(/^Killed server .* did not end when asked\.$/),
    ]);
    await expect.poll(() => sleepers[0]?.signalCode).toBe('SIGKILL');
  });

  it.each([
    [
      'another start time',
      (real: ProcessIdentity) => ({ ...real, startTime: `${Number(real.startTime) - 1}` }),
    ],
    [
      'another boot',
      (real: ProcessIdentity) => ({ ...real, bootId: '00000000-0000-0000-0000-000000000000' }),
    ],
  ])('a process that has the recorded id but %s is never touched', async (_, recorded) => {
    const stranger = await sleeper();
    const path = writePidFile(runDir, {
      id: 'server',
      binary: 'x',
      process: recorded(stranger),
      parent: gone,
    });
    expect(await runner().endLeftovers()).toEqual([]);
    expect(identityOf(stranger.pid)).toEqual(stranger);
    expect(existsSync(path)).toBe(false);
  });

  it('whose parent still runs are not leftovers', async () => {
    const component = await sleeper();
    const parent = await sleeper();
    const path = writePidFile(runDir, { id: 'server', binary: 'x', process: component, parent });
    expect(await runner().endLeftovers()).toEqual([]);
    expect(identityOf(component.pid)).toEqual(component);
    expect(existsSync(path)).toBe(true);
  });

  it.each([
    '',
    '{',
    '{"pid": 1}',
    '{"id":"server","binary":"x","process":{"pid":0,"startTime":"1","bootId":""}}',
  ])('a pid file that says %j ends nobody and is removed', async (text) => {
    writeFileSync(join(runDir, 'server.pid'), text);
    expect(await runner().endLeftovers()).toEqual([]);
    expect(existsSync(join(runDir, 'server.pid'))).toBe(false);
  });

  it('are none where there is no run folder yet', async () => {
    rmSync(runDir, { recursive: true });
    expect(await runner().endLeftovers()).toEqual([]);
  });
});
