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
  /** Ends it, waits, and answers its exit code, null after SIGKILL, which leaves its children behind as a crash does. */
  readonly end: (signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL') => Promise<number | null>;
  readonly removeData: () => void;
}

/** Starts `hecate up` and waits for its URL; throws with what it printed when none comes. */
export async function startHecate(options: {
  readonly data?: string;
  /**
   * First port that is tried; null names none, as `npm start` does.
   * @default 0, any free one
   */
  readonly port?: number | null;
  readonly args?: readonly string[];
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}): Promise<StartedHecate> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), 'hecate-e2e-'));
  const { port = 0 } = options;
  const child = spawn(
    process.execPath,
    [
      'apps/cli/src/main.ts',
      'up',
      ...(port === null ? [] : ['--port', String(port)]),
      '--data',
      data,
      ...(options.args ?? []),
    ],
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
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
      return child.exitCode;
    },
    removeData: () => rmSync(data, { recursive: true, force: true, maxRetries: 5 }),
  };
}

async function printedUrl(child: ChildProcess, output: () => string, timeoutMs: number): Promise<string> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    // A refusal names URLs too: the one of the Hecate that runs already.
    const found = /Hecate: (https?:\/\/127\.0\.0\.1:\d+\/)/.exec(output());
    if (found?.[1] !== undefined) return found[1];
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  throw new Error(`hecate up printed no URL (waited for ${timeoutMs} ms at most). It printed:\n${output()}`);
}
