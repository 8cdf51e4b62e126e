import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ComponentsError } from './components-error.ts';
import { endLeftovers } from './end-leftovers.ts';
import { openLogFile, type LogFile } from './log-file.ts';
import { removePidFile, writePidFile } from './pid-file.ts';
import { identityOf } from './process-identity.ts';
import { waitUntilReady } from './wait-until-ready.ts';

/** One program to start, and the URL that answers 2xx once it is ready. */
export interface ComponentStart {
  /** Lower-case letters, digits, hyphens; names the log and the pid file. */
  readonly id: string;
  readonly binary: string;
  readonly args: readonly string[];
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly ready: { readonly url: string; readonly timeoutMs: number };
}

/** How a process ended. */
export interface ComponentExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A component that answered its readiness URL. */
export interface RunningComponent {
  readonly id: string;
  readonly pid: number;
  readonly logFile: string;
  /** Resolves when it has ended, for whatever reason; never rejects. */
  readonly exited: Promise<ComponentExit>;
  /** Asks it to end (SIGTERM), kills it 5 s later, and waits until it is gone; rejects when it outlives that by 5 s. May be called again. */
  stop(): Promise<void>;
}

/** Starts components and knows every one that runs. */
export interface ComponentRunner {
  /** `signal` ends the wait for readiness, and the component with it; afterwards only `stop` does. */
  start(spec: ComponentStart, signal?: AbortSignal): Promise<RunningComponent>;
  /** Ends what a killed predecessor with the same run folder left running; one sentence for each. */
  endLeftovers(): Promise<readonly string[]>;
  /** Stops every one and waits for all; rejects, when all others are gone, naming those that did not end. */
  stopAll(): Promise<void>;
}

/** What the runner needs; `runDir` holds the pid files, `logDir` the logs. */
export interface RunnerDeps {
  readonly runDir: string;
  readonly logDir: string;
  readonly report: (line: string) => void;
  readonly env?: NodeJS.ProcessEnv;
  readonly fetch?: typeof globalThis.fetch;
  /** How long a component may take to end when asked, and once more when killed. Default 5 000 ms. */
  readonly killAfterMs?: number;
}

const maxRunning = 64;
const quotedLines = 12;
const defaultKillAfterMs = 5_000;

/** Creates a runner; it holds nothing until the first start. */
export function createRunner(deps: RunnerDeps): ComponentRunner {
  const running = new Map<string, RunningComponent>();
  const starting = new Set<string>();
  const killAfterMs = deps.killAfterMs ?? defaultKillAfterMs;

  return {
    async start(spec, signal) {
      signal?.throwIfAborted();
      refuseImpossible(spec.id);
      starting.add(spec.id);
      try {
        return await started(spec, signal);
      } finally {
        starting.delete(spec.id);
      }
    },

    endLeftovers: () => endLeftovers(deps.runDir, { killAfterMs, report: deps.report }),

    async stopAll() {
      const stops = await Promise.allSettled([...running.values()].map((component) => component.stop()));
      const refusals = stops.flatMap((stop) => (stop.status === 'rejected' ? [String(stop.reason)] : []));
      if (refusals.length > 0)
        throw new ComponentsError('not_all_stopped', { refusals: refusals.join('\n') });
    },
  };

  function refuseImpossible(id: string): void {
    if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(id)) throw new ComponentsError('invalid_id', { id });
    const count = running.size + starting.size;
    if (count >= maxRunning) throw new ComponentsError('too_many_running', { count });
    if (running.has(id) || starting.has(id)) {
      throw new ComponentsError('already_running', { id, pid: running.get(id)?.pid ?? 'starting' });
    }
  }

  async function started(spec: ComponentStart, signal: AbortSignal | undefined): Promise<RunningComponent> {
    const log = openLogFile(join(deps.logDir, `${spec.id}.log`));
    const { component, exit } = await launched(spec, log);
    const waiting = AbortSignal.any(signal === undefined ? [exit] : [exit, signal]);
    try {
      const readiness = await waitUntilReady(spec.ready, {
        fetch: deps.fetch ?? globalThis.fetch,
        signal: waiting,
      });
      // Somebody else's server may have answered on that port while ours ended.
      exit.throwIfAborted();
      if (readiness.kind === 'ready') return component;
      throw new ComponentsError('not_ready', {
        id: spec.id,
        url: spec.ready.url,
        timeoutMs: spec.ready.timeoutMs,
        why: readiness.why,
        ...quoted(log),
      });
    } catch (error) {
      if (exit.aborted) {
        const how = describeExit(await component.exited);
        throw new ComponentsError('exited_early', { id: spec.id, how, ...quoted(log) }, { cause: error });
      }
      await component.stop();
      throw error;
    }
  }

  /** Spawns the program, writes its pid file at once, and follows it to its end; `exit` aborts when it has ended. */
  async function launched(
    spec: ComponentStart,
    log: LogFile,
  ): Promise<{ readonly component: RunningComponent; readonly exit: AbortSignal }> {
    mkdirSync(deps.runDir, { recursive: true });
    const child = spawn(spec.binary, spec.args, {
      stdio: ['ignore', log.descriptor, log.descriptor],
      env: { ...(deps.env ?? process.env), ...spec.env },
      ...(spec.cwd === undefined ? {} : { cwd: spec.cwd }),
    });
    log.handedOver();
    const { pid } = child;
    if (pid === undefined) {
      log.stopWatching();
      const [error] = await once(child, 'error').catch((reason: unknown) => [reason]);
      throw spawnFailed(spec, error);
    }
    child.on('error', (error) => deps.report(`${spec.id} (process ${pid}): ${error.message}`));
    const pidFile = recorded(spec, pid);
    const ended = new AbortController();
    const exited = new Promise<ComponentExit>((resolve) => {
      child.once('exit', (code, exitSignal) => {
        running.delete(spec.id);
        log.stopWatching();
        if (pidFile !== null) removePidFile(pidFile, pid);
        resolve({ code, signal: exitSignal });
        ended.abort();
      });
    });
    const component: RunningComponent = {
      id: spec.id,
      pid,
      logFile: log.path,
      exited,
      stop: () => stopped(spec.id, child, exited),
    };
    running.set(spec.id, component);
    return { component, exit: ended.signal };
  }

  /** Null where the system has no /proc: without a start time a leftover could not be told from a stranger, so none is recorded. */
  function recorded(spec: ComponentStart, pid: number): string | null {
    const own = identityOf(pid);
    const parent = identityOf(process.pid);
    if (own === null || parent === null) return null;
    return writePidFile(deps.runDir, { id: spec.id, binary: spec.binary, process: own, parent });
  }

  async function stopped(id: string, child: ChildProcess, exited: Promise<ComponentExit>): Promise<void> {
    // ChildProcess sends no signal once the process has been waited for, so a recycled id is never hit.
    child.kill('SIGTERM');
    if (await endsWithin(killAfterMs, exited)) return;
    child.kill('SIGKILL');
    if (await endsWithin(killAfterMs, exited)) return;
    throw new ComponentsError('not_stopped', { id, pid: child.pid ?? 'unknown', waitMs: killAfterMs });
  }
}

async function endsWithin(waitMs: number, exited: Promise<ComponentExit>): Promise<boolean> {
  const tooLong = new AbortController();
  const waited = wait(waitMs, false, { signal: tooLong.signal }).catch(() => false);
  try {
    return await Promise.race([exited.then(() => true), waited]);
  } finally {
    tooLong.abort();
  }
}

function spawnFailed(spec: ComponentStart, error: unknown): ComponentsError {
  const why = error instanceof Error ? error.message : String(error);
  return new ComponentsError('spawn_failed', { id: spec.id, binary: spec.binary, why }, { cause: error });
}

function quoted(log: LogFile): { readonly lines: string; readonly logFile: string } {
  const lines = log.lastLines(quotedLines).map((line) => `  ${line.slice(0, 400)}`);
  return { lines: lines.length === 0 ? '  (it wrote nothing)' : lines.join('\n'), logFile: log.path };
}

function describeExit(exit: ComponentExit): string {
  return exit.signal === null ? `code ${exit.code}` : `signal ${exit.signal}`;
}
