import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const projectRoot = join(import.meta.dirname, '..');

/** A whole Hecate as `npm start` starts it, on ports the system chose and with a state folder of its own. */
export interface StartedHecate {
  readonly url: string;
  readonly pid: number;
  readonly data: string;
  /** What it has printed so far. */
  readonly output: () => string;
  /** Ends it and waits; SIGKILL leaves its children behind, as a crash does. */
  readonly end: (signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL') => Promise<void>;
  readonly removeData: () => void;
}

/** Starts `hecate up` and waits for its URL; throws with what it printed when none comes. */
export async function startHecate(options: {
  readonly data?: string;
  readonly args?: readonly string[];
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}): Promise<StartedHecate> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), 'hecate-e2e-'));
  const child = spawn(
    process.execPath,
    ['apps/cli/src/main.ts', 'up', '--port', '0', '--data', data, ...(options.args ?? [])],
    { cwd: projectRoot, env: { ...process.env, ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-100_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const url = await printedUrl(child, () => output, options.timeoutMs ?? 300_000);
  return {
    url,
    pid: child.pid ?? 0,
    data,
    output: () => output,
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    },
    removeData: () => rmSync(data, { recursive: true, force: true, maxRetries: 5 }),
  };
}

async function printedUrl(child: ChildProcess, output: () => string, timeoutMs: number): Promise<string> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const found = /https?:\/\/127\.0\.0\.1:\d+\//.exec(output());
    if (found !== null) return found[0];
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  throw new Error(`hecate up printed no URL within ${timeoutMs} ms. It printed:\n${output()}`);
}
