import { once } from 'node:events';
import { join } from 'node:path';
import { createCluster, type Cluster } from '../cluster/cluster.ts';
import type { ClusterSize } from '../cluster/cluster-plan.ts';
import { createTargets } from '../cluster/targets.ts';
import { TICK_MS, tickAt } from '../model/grid.ts';
import { openClusterState, writeJson } from './cluster-state.ts';
import { readCheckpoint, writeCheckpoint, writeCheckpointNow } from './checkpoint.ts';
import { openEpisodeLog } from './episode-log.ts';
import { createLiveCounters } from './live-counters.ts';
import { createScraper } from './scrape.ts';
import { createSimulatorServer, type HistoryProgress } from './simulator-server.ts';

/** What a simulator needs. */
export interface RunSimulatorOptions {
  readonly port: number;
  readonly stateDir: string;
  readonly seed: number;
  readonly size: ClusterSize;
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds of a clock that never goes back. */
  readonly elapsed: () => number;
  /** How long after the start scrapes can be counted on; the past reaches at most until then. */
  readonly firstScrapeAfterMs: number;
  /** Fills in the past: called with the cluster before anything is served; resolves when the first screen's part is there. */
  readonly prepareHistory: (cluster: Cluster) => Promise<() => HistoryProgress>;
}

/** A simulator that serves. */
export interface RunningSimulator {
  readonly port: number;
  readonly cluster: Cluster;
  /** Writes the counters and closes. */
  stop(): void;
}

/** Name of the file in the state folder that says where the simulator is. */
export const ADDRESS_FILE = 'simulator.json';
const CHECKPOINT_TICKS = 4;

/** Starts a simulated cluster on a state folder and serves it on the loopback address. */
export async function runSimulator(options: RunSimulatorOptions): Promise<RunningSimulator> {
  const { stateDir, now } = options;
  const nowTick = (): number => tickAt(now());
  const cluster = createCluster(
    openClusterState(stateDir, options, tickAt(now() + options.firstScrapeAfterMs)),
  );
  const log = openEpisodeLog(stateDir, cluster);
  for (const episode of log.demanded) cluster.addEpisode(episode);
  const targetsAt = createTargets(cluster);
  const counters = createLiveCounters(cluster, readCheckpoint(stateDir, cluster), options.elapsed);
  const scraper = createScraper(counters, options.elapsed);
  const history = await options.prepareHistory(cluster);
  const server = createSimulatorServer({
    cluster,
    scraper,
    log,
    targetsAt,
    nowTick,
    history,
    signal: options.signal,
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  writeJson(join(stateDir, ADDRESS_FILE), { url: `http://127.0.0.1:${port}`, pid: process.pid });

  let isBusy = false;
  let nextCheckpoint = nowTick() + CHECKPOINT_TICKS;
  const round = async (): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    try {
      const tick = nowTick();
      log.append(
        cluster.book.between(cluster.historyStartTick, tick + 1).filter(({ startTick }) => startTick <= tick),
      );
      // Targets that nobody scrapes keep up too, so that no scrape finds hours to count.
      for (const target of targetsAt(tick)) {
        await scraper.keepUp(target, tick, options.signal);
        await turn();
      }
      if (tick >= nextCheckpoint) {
        nextCheckpoint = tick + CHECKPOINT_TICKS;
        await writeCheckpoint(stateDir, cluster, counters, tick, turn);
      }
    } finally {
      isBusy = false;
    }
  };
  const timer = setInterval(() => {
    round().catch((error: unknown) => {
      if (!options.signal.aborted) throw error;
    });
  }, TICK_MS);
  await round();
  return {
    port,
    cluster,
    stop() {
      clearInterval(timer);
      writeCheckpointNow(stateDir, cluster, counters, nowTick());
      server.close();
      server.closeAllConnections();
    },
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
