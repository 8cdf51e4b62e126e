import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '../cluster/cluster.ts';
import { createTargets } from '../cluster/targets.ts';
import { hours } from '../model/grid.ts';
import { createBlockMaker } from './create-blocks.ts';
import type { HistoryOptions } from './first-screen.ts';
import { readHistoryMarker, writeHistoryMarker } from './history-marker.ts';
import { createOpenMetricsFile } from './open-metrics-file.ts';
import { surveyPast } from './past-counters.ts';
import { writeWindow, type Window } from './write-window.ts';

/** How much of the past to fill in, and whom to tell. */
export interface FillOptions extends HistoryOptions {
  readonly hours: number;
  /** Fraction 0 to 1. */
  readonly report: (fraction: number, message: string) => void;
}

/** One file and one block an hour: below 300 MB while it is made, and never across a border of Prometheus' two-hour blocks. */
const BLOCK_TICKS = hours(1);
const DENSE_TICKS = hours(24);
const DENSE_STEP = 2;
const THIN_STEP = 4;

/**
 * Fills in the past behind the first screen's hour while Prometheus runs: 24 hours at 30 s, what is older at 60 s, states of Kubernetes objects at
 * 60 s throughout; newest first. A killed run goes on where it was: finished blocks are in the marker, the counts are made again.
 */
export async function fillHistory(options: FillOptions): Promise<void> {
  const { cluster, stateDir, signal, report } = options;
  const marker = readHistoryMarker(stateDir, cluster);
  if (marker.hoursDone >= options.hours) return report(1, 'complete');
  const targetsAt = createTargets(cluster);
  const fromTick = Math.max(cluster.historyStartTick, cluster.boundaryTick - hours(options.hours));
  const blocks = blocksOf(fromTick, cluster.boundaryTick);
  const maker = await createBlockMaker({ ...options, stagingDir: join(stateDir, 'blocks'), isPatient: true });
  const pause = async (): Promise<void> => signal.throwIfAborted();
  report(0, 'counting through the past');
  const past = await surveyPast(cluster, targetsAt, fromTick, blocks, pause);
  const done = new Set(marker.blocks);
  const path = join(stateDir, 'block.om');
  for (const block of blocks) {
    if (!done.has(block)) {
      const window = blockWindow(cluster, block);
      const file = createOpenMetricsFile(path, { hasStoredBounds: maker.major >= 3 });
      await writeWindow(window, targetsAt, past.from(block), file, pause);
      file.close();
      await maker.make(path, signal);
      rmSync(path);
      done.add(block);
      writeHistoryMarker(stateDir, { ...marker, blocks: [...done] });
    }
    const hoursBack = Math.round((cluster.boundaryTick - block) / hours(1));
    report(
      blocks.indexOf(block) / blocks.length,
      `the last ${hoursBack} h of ${Math.round(options.hours)} h are there`,
    );
  }
  writeHistoryMarker(stateDir, { ...marker, blocks: [...done], hoursDone: options.hours });
  rmSync(join(stateDir, 'blocks'), { recursive: true, force: true });
  report(1, 'complete');
}

/** First ticks of the blocks, newest first; the oldest begins where history does. */
export function blocksOf(fromTick: number, boundaryTick: number): readonly number[] {
  const first = Math.floor(fromTick / BLOCK_TICKS);
  const last = Math.floor(boundaryTick / BLOCK_TICKS);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Math.max(fromTick, (last - index) * BLOCK_TICKS),
  );
}

function blockWindow(cluster: Cluster, block: number): Window {
  const end = (Math.floor(block / BLOCK_TICKS) + 1) * BLOCK_TICKS - 1;
  const toTick = Math.min(end, cluster.boundaryTick);
  const step = cluster.boundaryTick - block <= DENSE_TICKS ? DENSE_STEP : THIN_STEP;
  return {
    fromTick: block,
    toTick,
    stepOf: ({ group }) => (group === 'kube-state' || group === 'operator' ? THIN_STEP : step),
    includes: () => true,
  };
}
