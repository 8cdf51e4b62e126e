import { describe, expect, it } from 'vitest';
import { hatchedSpans } from './hatched-spans.ts';

const window = { startMs: 0, endMs: 600_000, stepMs: 15_000 };
const points = (from: number, to: number) =>
  Array.from({ length: (to - from) / 15_000 + 1 }, (_, index) => [from + index * 15_000, 1] as const);

describe('the hatched part of a chart', () => {
  it('is none while samples reach both ends', () => {
    expect(hatchedSpans([{ points: points(0, 600_000) }], window)).toEqual([]);
  });

  it('begins at the newest sample of all curves when that is old', () => {
    const series = [{ points: points(0, 300_000) }, { points: points(0, 450_000) }];
    expect(hatchedSpans(series, window)).toEqual([{ edge: 'after', fromMs: 450_000, toMs: 600_000 }]);
  });

  it('ends at the first sample when the range starts before it', () => {
    expect(hatchedSpans([{ points: points(300_000, 600_000) }], window)).toEqual([
      { edge: 'before', fromMs: 0, toMs: 300_000 },
    ]);
  });

  it('allows two sample distances and 10 s', () => {
    expect(
      hatchedSpans(
        [
          {
            points: [
              [0, 1],
              [560_000, 1],
            ],
          },
        ],
        window,
      ),
    ).toEqual([]);
    expect(
      hatchedSpans(
        [
          {
            points: [
              [0, 1],
              [559_999, 1],
            ],
          },
        ],
        window,
      ),
    ).toHaveLength(1);
  });

  it('has nothing to say about a chart without samples', () => {
    expect(hatchedSpans([{ points: [[0, null]] }], window)).toEqual([]);
    expect(hatchedSpans([], window)).toEqual([]);
  });
});
