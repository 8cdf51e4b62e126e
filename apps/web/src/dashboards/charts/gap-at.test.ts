import { describe, expect, it } from 'vitest';
import { gapAt } from './gap-at.ts';
import type { Point } from './time-chart-model.ts';

const window = { startMs: 0, endMs: 100, stepMs: 10 };

describe('the gap under the pointer', () => {
  it('lies between the last sample before and the first after, of all curves', () => {
    const series = [curve(20, 30, 70), curve(20, 40, 80)];
    expect(gapAt(series, 55, window)).toEqual({ edge: 'between', fromMs: 40, toMs: 70 });
  });

  it('is none beside a sample, and none where one curve has samples', () => {
    expect(gapAt([curve(20, 30, 70)], 36, window)).toBeUndefined();
    expect(gapAt([curve(20, 70), curve(20, 30, 40, 50, 60, 70)], 45, window)).toBeUndefined();
  });

  it('reaches to the ends of the range, and counts an absent value as no sample', () => {
    expect(gapAt([curve(50, 60)], 10, window)).toEqual({ edge: 'before', fromMs: 0, toMs: 50 });
    const ended: Point[] = [
      [50, 1],
      [60, null],
    ];
    expect(gapAt([{ points: ended }], 80, window)).toEqual({ edge: 'after', fromMs: 50, toMs: 100 });
    expect(gapAt([], 10, window)).toBeUndefined();
  });
});

function curve(...times: readonly number[]): { readonly points: readonly Point[] } {
  return { points: times.map((time): Point => [time, 1]) };
}
