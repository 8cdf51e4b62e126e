import { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freePort } from './free-port.ts';
import { identityOf } from './process-identity.ts';
import { createRunner, type ComponentRunner } from './runner.ts';
import { fakeComponent } from './testing/fake-component.ts';

let folder = '';
let runner: ComponentRunner = create();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-runner-'));
  runner = create();
});

afterEach(async () => {
  await runner.stopAll();
  rmSync(folder, { recursive: true, force: true });
});

function create(killAfterMs = 5_000): ComponentRunner {
  return createRunner({
    runDir: join(folder, 'run'),
    logDir: join(folder, 'logs'),
    report: () => {},
    killAfterMs,
  });
}

async function failure(work: Promise<unknown>): Promise<Error> {
  const result = await work.then(
    () => new Error('it worked'),
    (error: unknown) => error,
  );
  return result instanceof Error ? result : new Error(String(result));
}

describe('starting a component', () => {
  it('answers once its URL answers 2xx, with its output in the log', async () => {
    const port = await freePort();
    const spec = fakeComponent('server', port, { readyAfterMs: 150, env: { GREETING: 'hello' } });
    const component = await runner.start(spec);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    expect(component.logFile).toBe(join(folder, 'logs', 'server.log'));
    expect(readFileSync(component.logFile, 'utf8')).toBe('started hello\n');
    expect(identityOf(component.pid)).not.toBeNull();
  });

  it('that ends early quotes how and its last words', async () => {
    const script =
      'for (let i = 0; i < 40; i++) console.log("line", i); console.error("bad flag"); process.exit(7)';
    const error = await failure(runner.start(fakeComponent('server', await freePort(), { script })));
    expect(error).toMatchObject({ code: 'exited_early' });
    expect(error.message).toMatch(
      /^server ended \(code 7\) before it was ready\. Its last words:\n {2}line 29\n/,
    );
    expect(error.message).toContain(`  bad flag\nThe whole log: ${join(folder, 'logs', 'server.log')}`);
    expect(readdirSync(join(folder, 'run'))).toEqual([]);
  });

  it('that ends without a word says so', async () => {
    const error = await failure(
      runner.start(fakeComponent('server', await freePort(), { script: 'process.exit(0)' })),
    );
    expect(error.message).toContain(
      'server ended (code 0) before it was ready. Its last words:\n  (it wrote nothing)\n',
    );
  });

  it('that is never ready is stopped, and the error says what its URL answered', async () => {
    const busy = createServer((_, response) => response.writeHead(503).end()).listen(0, '127.0.0.1');
    await once(busy, 'listening');
    const address = busy.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/-/ready`;
    const waiting = fakeComponent('server', 0, { script: 'setInterval(() => {}, 1000)' });
    const error = await failure(runner.start({ ...waiting, ready: { url, timeoutMs: 300 } }));
    busy.close();
    expect(error).toMatchObject({ code: 'not_ready' });
    expect(error.message).toContain(
      `server was not ready within 300 ms: ${url} answers HTTP 503. Its last words:`,
    );
    expect(readdirSync(join(folder, 'run'))).toEqual([]);
  });

  it('that cannot be spawned names the program', async () => {
    const spec = { ...fakeComponent('server', await freePort()), binary: join(folder, 'nothing') };
    const error = await failure(runner.start(spec));
    expect(error).toMatchObject({ code: 'spawn_failed' });
    expect(error.message).toContain(`server could not be started from ${folder}/nothing: spawn`);
  });

  it('ends with the abort of its wait', async () => {
    const port = await freePort();
    const stop = new AbortController();
    const starting = runner.start(fakeComponent('server', port, { readyAfterMs: 3_600_000 }), stop.signal);
    setTimeout(() => stop.abort(new Error('enough')), 300);
    expect((await failure(starting)).message).toBe('enough');
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed');
    expect(readdirSync(join(folder, 'run'))).toEqual([]);
  });

  it('outlives an abort that comes after it was ready', async () => {
    const stop = new AbortController();
    const component = await runner.start(fakeComponent('server', await freePort()), stop.signal);
    stop.abort();
    expect(identityOf(component.pid)).not.toBeNull();
  });

  it('is refused while the same id runs, and allowed again afterwards', async () => {
    const port = await freePort();
    const first = await runner.start(fakeComponent('server', port));
    const again = await failure(runner.start(fakeComponent('server', port)));
    expect(again.message).toContain(`"server" runs already (process ${first.pid})`);
    await first.stop();
    await runner.start(fakeComponent('server', port));
  });

  it.each(['', 'Server', '../server', 'a b', 'a'.repeat(65)])('is refused under the id %j', async (id) => {
    expect(await failure(runner.start(fakeComponent(id, 1)))).toMatchObject({ code: 'invalid_id' });
  });
});

describe('stopping a component', () => {
  it('asks it to end and removes its pid file', async () => {
    const component = await runner.start(fakeComponent('server', await freePort()));
    expect(existsSync(join(folder, 'run', 'server.pid'))).toBe(true);
    await Promise.all([component.stop(), component.stop()]);
    expect(await component.exited).toEqual({ code: 0, signal: null });
    expect(readFileSync(component.logFile, 'utf8')).toContain('SIGTERM');
    expect(existsSync(join(folder, 'run', 'server.pid'))).toBe(false);
  });

  it('kills what does not end when asked', async () => {
    runner = create(300);
    const component = await runner.start(fakeComponent('server', await freePort(), { onTerm: 'stay' }));
    await component.stop();
    expect(await component.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(readFileSync(component.logFile, 'utf8')).toContain('SIGTERM');
  });

  it('stops all of them together', async () => {
    const components = await Promise.all(
      ['one', 'two', 'three'].map(async (id) => runner.start(fakeComponent(id, await freePort()))),
    );
    await runner.stopAll();
    expect(components.map(({ pid }) => identityOf(pid))).toEqual([null, null, null]);
  });

  it('waits for all others when one does not end, and then names it', async () => {
    const patient = create(100);
    const stubborn = await patient.start(fakeComponent('stubborn', await freePort()));
    const slow = await patient.start(fakeComponent('slow', await freePort(), { onTerm: 'stay' }));
    // Nothing outlives SIGKILL at will: the signals to one of the two get lost instead.
    const kill = vi.spyOn(ChildProcess.prototype, 'kill').mockImplementation(function (
      this: ChildProcess,
      signal,
    ) {
      return this.pid === stubborn.pid ? true : process.kill(this.pid ?? 0, signal);
    });
    try {
      const error = await failure(patient.stopAll());
      expect(error).toMatchObject({ code: 'not_all_stopped' });
      expect(error.message).toContain(
        `stubborn (process ${stubborn.pid}) still runs 100 ms after it was killed`,
      );
      expect(error.message).not.toContain('slow');
      expect(identityOf(slow.pid)).toBeNull();
    } finally {
      kill.mockRestore();
      await patient.stopAll();
    }
    expect(identityOf(stubborn.pid)).toBeNull();
  });

  it('is known when it ends by itself', async () => {
    const component = await runner.start(fakeComponent('server', await freePort()));
    process.kill(component.pid, 'SIGKILL');
    expect(await component.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(existsSync(join(folder, 'run', 'server.pid'))).toBe(false);
  });
});

describe('the log', () => {
  it('of the run before stays beside the new one', async () => {
    const port = await freePort();
    await (await runner.start(fakeComponent('server', port, { env: { GREETING: 'first' } }))).stop();
    const { logFile } = await runner.start(fakeComponent('server', port, { env: { GREETING: 'second' } }));
    expect(readFileSync(`${logFile}.1`, 'utf8')).toBe('started first\nSIGTERM\n');
    expect(readFileSync(logFile, 'utf8')).toBe('started second\n');
  });
});
