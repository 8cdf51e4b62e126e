import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '../cluster/cluster.ts';
import { scrapeTicks } from '../cluster/scrape-ticks.ts';
import { createTargets } from '../cluster/targets.ts';
import { hours, minutes } from '../model/grid.ts';
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

/** One file and one block at a time: about 300 MB while it is made, and never across a border of Prometheus' two-hour blocks. */
const DENSE_BLOCK_TICKS = minutes(30);
const THIN_BLOCK_TICKS = hours(1);
const DENSE_TICKS = hours(24);
const THIN_STEP = 4;

/**
 * Fills in the past behind the first screen's hour while Prometheus runs: 24 hours as densely as live, what is older at 60 s; newest first. A killed run goes on where it was: finished blocks are in the marker, the counts are made again.
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
  const blocks: number[] = [];
  for (let end = boundaryTick; end >= fromTick;) {
    const first = Math.max(fromTick, end - (end % blockTicks(end, boundaryTick)));
    blocks.push(first);
    end = first - 1;
  }
  return blocks;
}

/** The hour in which the last day begins is thin as a whole. */
function isDense(tick: number, boundaryTick: number): boolean {
  return tick - (tick % THIN_BLOCK_TICKS) >= boundaryTick - DENSE_TICKS;
}

function blockTicks(tick: number, boundaryTick: number): number {
  return isDense(tick, boundaryTick) ? DENSE_BLOCK_TICKS : THIN_BLOCK_TICKS;
}

/** What one block holds. */
export function blockWindow(cluster: Cluster, block: number): Window {
  const { boundaryTick } = cluster;
  const ticks = blockTicks(block, boundaryTick);
  return {
    fromTick: block,
    toTick: Math.min(block - (block % ticks) + ticks - 1, boundaryTick),
    anchorTick: boundaryTick,
    stepOf: ({ group }) => (isDense(block, boundaryTick) ? scrapeTicks(group) : THIN_STEP),
    includes: () => true,
  };
}
