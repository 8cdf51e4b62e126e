import { fork } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Value } from 'typebox/value';
import type { Cluster } from '../cluster/cluster.ts';
import type { HistoryProgress } from '../live/simulator-server.ts';
import { FillAnswer, type FillRequest } from './fill-request.ts';
import { writeFirstScreenHistory } from './first-screen.ts';
import { readHistoryMarker } from './history-marker.ts';

/** What is known at the start about the past to fill in. */
export interface StartHistoryOptions {
  readonly cluster: Cluster;
  readonly stateDir: string;
  readonly historyHours: number;
  readonly promtool: string | null;
  readonly tsdbDir: string | null;
  readonly signal: AbortSignal;
}

/**
 * How long after its start Prometheus scrapes every target, at the latest, in milliseconds. The past reaches until then: samples of scrapes before its
 * end are refused as too old, so the two neither overlap nor leave a gap, which a rate would show as a dip.
 */
const FIRST_SCRAPE_AFTER_MS = 35_000;

/** How far ahead of the start the past is to be written; 0 when none is asked for. */
export function pastAheadMs(
  options: Pick<StartHistoryOptions, 'historyHours' | 'promtool' | 'tsdbDir'>,
): number {
  return hasPast(options) ? FIRST_SCRAPE_AFTER_MS : 0;
}

/** Writes the first screen's hour, then starts the process that fills in the rest; returns how far that is. */
export async function startHistory(options: StartHistoryOptions): Promise<() => HistoryProgress> {
  const { cluster, stateDir, signal } = options;
  if (!hasPast(options)) return () => ({ fraction: 1, message: 'no past was asked for' });
  const { promtool, tsdbDir } = options;
  try {
    await writeFirstScreenHistory({ cluster, stateDir, promtool, tsdbDir, signal });
  } catch (error) {
    // Comfort, not a need: the cluster serves without a past, and says why it has none.
    signal.throwIfAborted();
    const why = error instanceof Error ? error.message : String(error);
    return () => ({ fraction: 0, message: `stopped: ${why}; it goes on at the next start` });
  }
  if (cluster.size !== 'small')
    return () => ({ fraction: 1, message: 'the last minutes are there; only the small cluster has more' });
  if (readHistoryMarker(stateDir, cluster).hoursDone >= options.historyHours)
    return () => ({ fraction: 1, message: 'complete' });
  const { seed, size, boundaryTick } = cluster;
  return startFilling(
    { cluster: { seed, size, boundaryTick }, stateDir, promtool, tsdbDir, hours: options.historyHours },
    signal,
  );
}

function hasPast<Options extends Pick<StartHistoryOptions, 'historyHours' | 'promtool' | 'tsdbDir'>>(
  options: Options,
): options is Options & { readonly promtool: string; readonly tsdbDir: string } {
  return options.historyHours > 0 && options.promtool !== null && options.tsdbDir !== null;
}

/** A process of its own, at low priority, so that scrapes never wait for the past. */
function startFilling(request: FillRequest, signal: AbortSignal): () => HistoryProgress {
  let progress: HistoryProgress = { fraction: 0, message: 'starting' };
  const child = fork(fileURLToPath(new URL('./fill-main.ts', import.meta.url)), [JSON.stringify(request)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  if (child.pid !== undefined) setPriority(child.pid, 10);
  child.on('message', (message: unknown) => {
    if (Value.Check(FillAnswer, message)) progress = message;
  });
  child.on('exit', (code) => {
    if (code !== 0 && progress.fraction >= 0)
      progress = { fraction: -1, message: `the process that fills in the past ended with ${String(code)}` };
  });
  signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
  return () =>
    progress.fraction < 0
      ? { fraction: 0, message: `stopped: ${progress.message}; it goes on at the next start` }
      : progress;
}
