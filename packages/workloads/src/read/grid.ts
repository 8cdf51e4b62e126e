import type { Point } from '../contract/workload.ts';
import type { RangeSeries } from '../metrics-query.ts';

/** A window whose steps lie on multiples of the step, so that equal windows of different readers are the same query. */
export type Window = Readonly<{ startMs: number; endMs: number; stepMs: number }>;

/** The aligned window of `rangeMs` that ends at or just before now. */
export function windowOf(nowMs: number, rangeMs: number, stepMs: number): Window {
  const endMs = Math.floor(nowMs / stepMs) * stepMs;
  return { startMs: endMs - Math.floor(rangeMs / stepMs) * stepMs, endMs, stepMs };
}

/** Epoch seconds of every step of a window, both ends included. */
export function gridOf({ startMs, endMs, stepMs }: Window): readonly number[] {
  return Array.from(
    { length: Math.floor((endMs - startMs) / stepMs) + 1 },
    (_, index) => (startMs + index * stepMs) / 1000,
  );
}

/** Puts a curve on the grid: null where it has no point. */
export function onGrid(points: RangeSeries['points'] | null, grid: readonly number[]): Point[] {
  const values = new Map((points ?? []).map(([at, value]) => [Math.round(at), value]));
  return grid.map((at) => [at, values.get(Math.round(at)) ?? null]);
}

/** Adds curves up point by point; null only where none has a value. */
export function sumOnGrid(
  curves: readonly (RangeSeries['points'] | null)[],
  grid: readonly number[],
): Point[] {
  const aligned = curves.map((curve) => onGrid(curve, grid));
  return grid.map((at, index) => {
    const values = aligned.flatMap((curve) => {
      const value = curve[index]?.[1] ?? null;
      return value === null ? [] : [value];
    });
    return [at, values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0)];
  });
}
