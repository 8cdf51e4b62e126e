import { join } from 'node:path';
import { freePort, type ComponentBinary, type ComponentRunner } from '@hecate/components';
import { projectRoot } from '../project-root.ts';
import type { UpOptions } from './options.ts';
import type { StateFolder } from './state-folder.ts';

/** The running simulated cluster. */
export interface StartedSimulator {
  readonly url: URL;
}

/** What the simulator answers about filling its past. */
interface HistoryProgress {
  readonly fraction: number;
  readonly message: string;
}

const readyTimeoutMs = 120_000;
const askEveryMs = 2_000;
const reportEveryMs = 30_000;

/** Starts the simulated cluster as a child; it builds what the first screen needs before it is ready, the rest afterwards. */
export async function startSimulator(parts: {
  readonly options: UpOptions;
  readonly state: StateFolder;
  readonly runner: ComponentRunner;
  readonly report: (line: string) => void;
  readonly promtool: ComponentBinary;
  readonly signal: AbortSignal;
  readonly history: { fraction: number; message: string };
}): Promise<StartedSimulator> {
  const { options, state, runner, report, promtool, signal } = parts;
  const port = await freePort();
  const url = new URL(`http://127.0.0.1:${port}`);
  await runner.start(
    {
      id: 'simulator',
      binary: process.execPath,
      args: [
        join(projectRoot, 'packages/simulator/src/main.ts'),
        `--port=${port}`,
        `--state=${state.simulator}`,
        `--size=${options.size}`,
        `--history=${options.history}`,
        `--promtool=${promtool.path}`,
        `--tsdb=${state.prometheus}`,
      ],
      ready: { url: new URL('/-/ready', url).href, timeoutMs: readyTimeoutMs },
    },
    signal,
  );
  report(`The simulated cluster (${options.size}) is ready.`);
  void followHistory(new URL('/history', url), parts);
  return { url };
}

/** Tells people how far the past is filled in until it is whole; gives up quietly when Hecate ends. */
async function followHistory(
  url: URL,
  parts: {
    readonly report: (line: string) => void;
    readonly signal: AbortSignal;
    readonly history: { fraction: number; message: string };
  },
): Promise<void> {
  let reportedAt = 0;
  let wasFilling = false;
  while (!parts.signal.aborted) {
    const progress = await askHistory(url, parts.signal);
    if (progress !== null) {
      parts.history.fraction = progress.fraction;
      parts.history.message = progress.message;
      if (progress.fraction >= 1) {
        if (wasFilling) parts.report('The simulated past is filled in.');
        return;
      }
      wasFilling = true;
      if (Date.now() - reportedAt >= reportEveryMs) {
        reportedAt = Date.now();
        parts.report(
          `Filling in the simulated past: ${Math.round(progress.fraction * 100)}% (${progress.message}).`,
        );
      }
    }
    await new Promise((resolve) => setTimeout(resolve, askEveryMs).unref());
  }
}

async function askHistory(url: URL, signal: AbortSignal): Promise<HistoryProgress | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(askEveryMs)]) });
    const value: unknown = await answer.json();
    if (
      typeof value !== 'object' ||
      value === null ||
      !('fraction' in value) ||
      typeof value.fraction !== 'number'
    )
      return null;
    return {
      fraction: value.fraction,
      message: 'message' in value && typeof value.message === 'string' ? value.message : '',
    };
  } catch {
    // The simulator is busy or ending: the next round asks again.
    return null;
  }
}
