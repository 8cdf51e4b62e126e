import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server in a process of its own, so that its CPU time and memory are its own. */
export interface BenchServer {
  readonly url: string;
  /** CPU time used so far, user and system, in milliseconds. */
  readonly cpuMs: () => Promise<number>;
  /** Resident memory in bytes. */
  readonly residentBytes: () => number;
  readonly stop: () => Promise<void>;
}

// Linux counts process times in hundredths of a second on every architecture Node runs on (sysconf _SC_CLK_TCK = 100).
const msPerTick = 10;
// Where bin/hecate.js keeps it: from the second start on Node reads compiled modules and leaves its TypeScript compiler out.
const compileCache = join(import.meta.dirname, '..', 'node_modules', '.cache', 'hecate-compile');

/** Starts `bench/server-process.ts` with an empty store and one default datasource at `prometheusUrl`. */
export async function benchServer(options: { readonly prometheusUrl: string }): Promise<BenchServer> {
  const folder = mkdtempSync(join(tmpdir(), 'hecate-bench-'));
  const server = await benchProcess('server-process.ts', [
    join(folder, 'store.sqlite'),
    options.prometheusUrl,
  ]);
  return {
    ...server,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts a server script of this folder as `bin/hecate.js` would; its first line of output is its URL. */
export async function benchProcess(script: string, args: readonly string[]): Promise<BenchServer> {
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--max-semi-space-size=16', join(import.meta.dirname, script), ...args],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production', NODE_COMPILE_CACHE: compileCache },
    },
  );
  const [first] = await once(child.stdout, 'data');
  return {
    url: String(first).trim(),
    cpuMs: async () => {
      const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return (Number(fields[11]) + Number(fields[12])) * msPerTick;
    },
    residentBytes: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 'NaN') * 1024;
    },
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
