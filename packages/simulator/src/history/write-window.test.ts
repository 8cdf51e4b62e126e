import { describe, expect, it } from 'vitest';
import { scrapeTicks } from '../cluster/scrape-ticks.ts';
import { hours, minutes, tickAt } from '../model/grid.ts';
import { createTestCluster, WEDNESDAY } from '../testing/test-cluster.ts';
import { blocksOf, blockWindow } from './fill-history.ts';
import { firstScreenWindow } from './first-screen.ts';
import type { OpenMetricsFile } from './open-metrics-file.ts';
import { writeWindow, type Window } from './write-window.ts';

/** A boundary that is a multiple of nothing: two minutes and a tick past the hour. */
const boundaryTick = WEDNESDAY + minutes(2) + 1;
const THIN_TICKS = 4;
const test = createTestCluster({ boundaryTick });
const wanted = /^(vllm-fraud|kube-state|cadvisor-gpu-node-0)/;
const targets = test
  .targetsAt(boundaryTick)
  .filter(({ id }) => wanted.test(id))
  .map((target) => ({ ...target, isUp: () => true, render: () => undefined }));

/** Ticks at which each target was written. */
async function written(windows: readonly Window[]): Promise<ReadonlyMap<string, readonly number[]>> {
  const found = new Map<string, Set<number>>();
  const file: OpenMetricsFile = {
    at(target, seconds) {
      const ticks = found.get(target.id) ?? new Set();
      found.set(target.id, ticks.add(tickAt(seconds * 1000)));
      return { family: () => undefined, sample: () => undefined };
    },
    samples: () => 0,
    bytes: () => 0,
    close: () => undefined,
  };
  const reader = { read: () => new Float64Array() };
  for (const window of windows)
    await writeWindow(
      window,
      () => targets,
      reader,
      file,
      () => Promise.resolve(),
    );
  return new Map([...found].map(([id, ticks]) => [id, [...ticks].toSorted((a, b) => a - b)]));
}

const steps = (ticks: readonly number[]): readonly number[] => [
  ...new Set(ticks.slice(1).map((tick, index) => tick - (ticks[index] ?? 0))),
];

describe('the samples of the past', () => {
  it('are as far apart at the borders of blocks and hours as within, and the last one is at the boundary', async () => {
    const from = boundaryTick - hours(5);
    const blocks = blocksOf(from, boundaryTick).map((block) => blockWindow(test.cluster, block));
    const ticks = await written([...blocks, firstScreenWindow(test.cluster)]);
    expect(ticks.size).toBe(3);
    for (const { id, group } of targets) {
      expect([id, steps(ticks.get(id) ?? [])]).toEqual([id, [scrapeTicks(group)]]);
      expect(ticks.get(id)?.at(-1)).toBe(boundaryTick);
      expect(ticks.get(id)?.[0]).toBeLessThan(from + 2);
    }
  });

  it('are a minute apart before the last day, with one change of distance', async () => {
    const from = boundaryTick - hours(27);
    const ticks = await written(
      blocksOf(from, boundaryTick).map((block) => blockWindow(test.cluster, block)),
    );
    for (const { id, group } of targets) {
      const own = ticks.get(id) ?? [];
      const change = own.findIndex((tick, index) => (own[index + 1] ?? 0) - tick < THIN_TICKS);
      expect([id, steps(own.slice(0, change + 1))]).toEqual([id, [THIN_TICKS]]);
      expect([id, steps(own.slice(change + 1))]).toEqual([id, [scrapeTicks(group)]]);
      expect(boundaryTick - (own[change] ?? 0)).toBeGreaterThan(hours(23));
      expect(boundaryTick - (own[change] ?? 0)).toBeLessThan(hours(25));
    }
  });
});
