import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createKeptRanges } from './kept-ranges.ts';
import { indexMatrix } from './matrix-block.ts';
import type { FetchedBlock } from './range-entry.ts';
import { matrixBody } from './testing/matrix-bodies.ts';

const place = { tenant: 'team', key: 'up' };
const about = {
  headers: {},
  upstream: 'prom',
  metrics: ['up'],
  window: { startMs: 0, endMs: 100_000, stepMs: 1_000 },
};

function start() {
  const faults: unknown[] = [];
  const ranges = createKeptRanges({
    maxBytes: 1_000_000,
    tenantShare: 1,
    maxEntryBytes: 1_000_000,
    clock: () => 1_000_000,
    onFault: (error) => void faults.push(error),
  });
  return { ranges, faults };
}

/** One final point at this second, with this value. */
async function point(second: number, value = 'old'): Promise<FetchedBlock> {
  const floats = [[second * 1_000, value] as const];
  const block = await indexMatrix(Buffer.from(matrixBody([{ labels: {}, floats, histograms: [] }])));
  if (block === undefined) throw new Error('not indexed');
  const ms = second * 1_000;
  return { block, startMs: ms, endMs: ms, finalEndMs: ms, freshUntilMs: 0, fetchedAtMs: 0 };
}

describe('many short blocks', () => {
  it('are copied into one, and one that comes meanwhile stays beside it', async () => {
    const { ranges, faults } = start();
    const points = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map((second) => point(second)));
    for (const one of points) ranges.keep(place, one, about, ranges.epoch());
    await sleep(20);
    const blocks = ranges.get(place.tenant, place.key)?.blocks ?? [];
    expect(blocks.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [0, 6_000],
      [7_000, 7_000],
    ]);
    expect(faults).toEqual([]);
  });

  it('are not put back by a copy that began before a flush', async () => {
    const { ranges } = start();
    const points = await Promise.all([0, 1, 2, 3, 4, 5, 6].map((second) => point(second)));
    for (const one of points) ranges.keep(place, one, about, ranges.epoch());
    expect(ranges.flush({})).toBe(1);
    const fresh = await point(3, 'new');
    ranges.keep(place, fresh, about, ranges.epoch());
    await sleep(20);
    expect(ranges.get(place.tenant, place.key)?.blocks).toEqual([fresh]);
  });
});
