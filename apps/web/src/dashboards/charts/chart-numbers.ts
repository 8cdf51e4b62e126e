import type { Band, Point, TimeChartModel } from './time-chart-model.ts';
import { alignPoints } from './gaps.ts';

/** Lowest and highest drawn value; of a stack its total. Infinite when there is no sample. */
export function valueBounds(model: Pick<TimeChartModel, 'series' | 'isStacked'>): {
  readonly low: number;
  readonly high: number;
} {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const take = (value: number | null) => {
    if (value === null || !Number.isFinite(value)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const { points } of model.series) for (const [, value] of points) take(value);
  if (model.isStacked) {
    const { times, columns } = alignPoints(model.series);
    for (const index of times.keys()) take(columns.reduce((sum, column) => sum + (column[index] ?? 0), 0));
  }
  return { low, high };
}

/** What a legend tells about one curve. */
export interface SeriesFigures {
  readonly last: number | undefined;
  readonly mean: number | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly sum: number | undefined;
  readonly first: number | undefined;
}

/** First, last, mean, extremes and sum of the finite samples; undefined where there is none. */
export function seriesFigures(points: readonly Point[]): SeriesFigures {
  const values = points.map(([, value]) => value).filter((value) => value !== null && Number.isFinite(value));
  const numbers = values.filter((value) => value !== null);
  if (numbers.length === 0)
    return {
      last: undefined,
      mean: undefined,
      min: undefined,
      max: undefined,
      sum: undefined,
      first: undefined,
    };
  const sum = numbers.reduce((a, b) => a + b, 0);
  return {
    first: numbers[0],
    last: numbers.at(-1),
    mean: sum / numbers.length,
    min: numbers.reduce((a, b) => Math.min(a, b)),
    max: numbers.reduce((a, b) => Math.max(a, b)),
    sum,
  };
}

/** The sample of `points` (rising in time) at `atMs` or up to `reachMs` away from it; undefined in a gap. */
export function sampleNear(points: readonly Point[], atMs: number, reachMs: number): Point | undefined {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points[middle]?.[0] ?? 0) < atMs) low = middle + 1;
    else high = middle;
  }
  const after = points[low];
  const before = points[low - 1];
  const isBefore = before && (!after || atMs - before[0] <= after[0] - atMs);
  const near = isBefore ? before : after;
  return near && near[1] !== null && Math.abs(near[0] - atMs) <= reachMs ? near : undefined;
}

/** The instant of the nearest sample of any curve: where the crosshair snaps to. */
export function snapTime(
  series: readonly { readonly points: readonly Point[] }[],
  atMs: number,
): number | undefined {
  let best: number | undefined;
  for (const { points } of series) {
    const near = sampleNear(points, atMs, Number.POSITIVE_INFINITY)?.[0];
    if (near !== undefined && (best === undefined || Math.abs(near - atMs) < Math.abs(best - atMs)))
      best = near;
  }
  return best;
}

/** Lowest and highest of the band at an instant. */
export function bandNear(band: Band, atMs: number, reachMs: number): readonly [number, number] | undefined {
  const low = sampleNear(band.low, atMs, reachMs)?.[1];
  const high = sampleNear(band.high, atMs, reachMs)?.[1];
  return low === undefined || low === null || high === undefined || high === null ? undefined : [low, high];
}
