import { expect, test } from 'vitest';
import { thresholdCrossings } from './threshold-crossings.ts';
import type { Point, TimeChartModel } from './time-chart-model.ts';

test('a curve that passes a limit says its name, the limit and its value, in both directions', () => {
  const before = chart([['p95', 1.5]]);
  const after = chart([['p95', 2.5]]);
  expect(thresholdCrossings(before, after)).toEqual(['p95 is above TTFT limit 2 s now: 2.5 s.']);
  expect(thresholdCrossings(after, before)).toEqual(['p95 is below TTFT limit 2 s now: 1.5 s.']);
});

test('staying on one side, a new curve and a curve without samples are no crossings', () => {
  expect(thresholdCrossings(chart([['a', 3]]), chart([['a', 4]]))).toEqual([]);
  expect(thresholdCrossings(chart([]), chart([['a', 4]]))).toEqual([]);
  expect(thresholdCrossings(chart([['a', 1]]), chart([['a', null]]))).toEqual([]);
});

function chart(lasts: readonly (readonly [string, number | null])[]): TimeChartModel {
  return {
    series: lasts.map(([name, value]) => {
      const point: Point = [1_000, value];
      return { id: name, name, points: [point] };
    }),
    startMs: 0,
    endMs: 2_000,
    stepMs: 1_000,
    unit: 'seconds',
    display: 'line',
    isStacked: false,
    areaOpacity: 0,
    thresholds: [{ value: 2, label: 'TTFT limit', colour: '#000' }],
  };
}
