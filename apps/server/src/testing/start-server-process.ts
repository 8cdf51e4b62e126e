import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** Null while it runs. */
  readonly exitCode: () => number | null;
  /** Resident memory in bytes. */
  readonly residentBytes: () => number;
  /** What it wrote about errors that are its own. */
  readonly complaints: () => string;
  readonly kill: (signal: 'SIGKILL' | 'SIGTERM') => Promise<void>;
}

/** Starts one on a free port; `cwd` is where a file would land that has no place of its own. */
export async function startServerProcess(options: {
  readonly file: string;
  readonly scratchFolder: string;
  readonly cwd: string;
}): Promise<ServerProcess> {
  const script = fileURLToPath(new URL('./server-process.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--max-semi-space-size=16', script, options.file, options.scratchFolder],
    {
      cwd: options.cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, TMPDIR: options.scratchFolder, NODE_ENV: 'production' },
    },
  );
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-20_000);
  });
  const exited = once(child, 'exit');
  const first: unknown = await Promise.race([
    once(child.stdout, 'data').then(([chunk]: unknown[]) => chunk),
    exited.then(() => {
      throw new Error(`the server did not start: ${complaints}`);
    }),
  ]);
  return {
    url: String(first).trim(),
    pid: child.pid ?? 0,
    exitCode: () => child.exitCode,
    residentBytes: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 'NaN') * 1024;
    },
    complaints: () => complaints,
    kill: async (signal) => {
      child.kill(signal);
      await exited;
    },
  };
}
