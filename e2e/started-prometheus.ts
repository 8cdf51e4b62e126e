import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The Prometheus that a started Hecate runs, to hang, kill and bring back. */
export interface StartedPrometheus {
  readonly hang: () => void;
  readonly goOn: () => void;
  readonly kill: () => void;
  /** Starts it again with the same words; the new one is this process' child. */
  readonly startAgain: () => void;
  /** Lets nothing behind: goes on where it hangs, ends what was started again. */
  readonly end: () => Promise<void>;
}

/** Finds it by the pid file in the run folder of the state. */
export function startedPrometheus(data: string): StartedPrometheus {
  const pid = pidIn(join(data, 'run/prometheus.pid'));
  const [command = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  let isStopped = false;
  let again: ChildProcess | null = null;
  const goOn = (): void => {
    if (isStopped) process.kill(pid, 'SIGCONT');
    isStopped = false;
  };
  return {
    hang() {
      process.kill(pid, 'SIGSTOP');
      isStopped = true;
    },
    goOn,
    kill: () => process.kill(pid, 'SIGKILL'),
    startAgain() {
      again = spawn(command, args, { cwd: data, stdio: 'ignore' });
    },
    async end() {
      goOn();
      if (again === null || again.exitCode !== null) return;
      const exited = once(again, 'exit');
      again.kill('SIGTERM');
      await exited;
    },
  };
}

function pidIn(path: string): number {
  const record: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const identity: unknown = typeof record === 'object' && record !== null && Reflect.get(record, 'process');
  const pid: unknown = typeof identity === 'object' && identity !== null && Reflect.get(identity, 'pid');
  if (typeof pid === 'number') return pid;
  throw new Error(`${path} names no process.`);
}
