import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { areNamedAtEnds, endLabelRoom, lineEnds, spread } from './line-ends.ts';
import type { InkedSeries } from './time-chart-model.ts';

const line = (id: string, last: number | null): InkedSeries => ({
  id,
  name: id,
  points: [
    [0, 1],
    [1, last],
  ],
  colour: '#000000',
  dash: undefined,
});
const list = { kind: 'list', columns: [] } as const;
const lines = { display: 'line', isStacked: false } as const;
const wide = { width: 600, height: 200 };
const inked = (count: number) => ({
  series: Array.from({ length: count }, (_each, index) => line(String(index), index)),
  band: undefined,
});

describe('areNamedAtEnds', () => {
  it('is for two to four lines on a plot of 480 px and more', () => {
    const counts = [1, 2, 3, 4, 5];
    expect(counts.map((count) => areNamedAtEnds(list, lines, inked(count), wide))).toStrictEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(areNamedAtEnds(list, lines, inked(2), { ...wide, width: 500 })).toBe(false);
    expect(areNamedAtEnds(list, lines, inked(4), { ...wide, height: 100 })).toBe(false);
  });

  it('leaves tables, bars, stacks and charts with a band of others alone', () => {
    const two = inked(2);
    expect(areNamedAtEnds({ kind: 'table', columns: ['last'] }, lines, two, wide)).toBe(false);
    expect(areNamedAtEnds(list, { ...lines, display: 'bar' }, two, wide)).toBe(false);
    expect(areNamedAtEnds(list, { ...lines, isStacked: true }, two, wide)).toBe(false);
    expect(areNamedAtEnds(list, lines, { ...two, band: { count: 1, low: [], high: [] } }, wide)).toBe(false);
  });
});

describe('lineEnds', () => {
  const plot = { top: 8, height: 100 };

  it('puts a label beside the last sample of its line, the highest first', () => {
    const ends = lineEnds([line('low', 0), line('high', 10)], { min: 0, max: 10 }, plot);
    expect(ends.map(({ series, top }) => [series.id, top])).toStrictEqual([
      ['high', 0],
      ['low', 96],
    ]);
  });

  it('uses the last sample there is, and keeps a label without one at the bottom', () => {
    const ends = lineEnds(
      [{ ...line('none', null), points: [] }, line('stale', null)],
      { min: 0, max: 2 },
      plot,
    );
    expect(ends.map(({ series, top }) => [series.id, top])).toStrictEqual([
      ['stale', 46],
      ['none', 96],
    ]);
  });
});

describe('spread', () => {
  it('keeps order, distance and limits, and leaves alone what has room', () => {
    const place = fc.integer({ min: -50, max: 250 });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 4 }), (unsorted) => {
        const places = unsorted.toSorted((a, b) => a - b);
        const moved = spread(places, 24, 0, 200);
        for (const [index, at] of moved.entries()) {
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at).toBeLessThanOrEqual(200);
          if (index > 0) expect(at - (moved[index - 1] ?? 0)).toBeGreaterThanOrEqual(24);
        }
        const isFree = places.every(
          (at, index) => at >= 0 && at <= 200 && (index === 0 || at - (places[index - 1] ?? 0) >= 24),
        );
        if (isFree) expect(moved).toStrictEqual(places);
      }),
    );
  });
});

it('gives labels the room of the longest, at most three tenths of the width', () => {
  expect(endLabelRoom([line('p50', 420), line('p95', 1)], '', 800)).toBe(93);
  expect(endLabelRoom([line('a'.repeat(80), 1)], '', 600)).toBe(180);
});
