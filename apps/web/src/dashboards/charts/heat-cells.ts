import type { ChartSeries } from './time-chart-model.ts';

/** A heatmap of counts: one row per bucket from low to high, one column per instant; null = no sample. */
export interface HeatCells {
  readonly times: readonly number[];
  /** Upper bounds of the buckets; the last may be infinite. */
  readonly bounds: readonly number[];
  /** `counts[row][column]`. */
  readonly counts: readonly (readonly (number | null)[])[];
  readonly highest: number;
}

/**
 * Counts per bucket from classic histogram series (`le` label, cumulative upwards): each bucket minus the one below.
 * Undefined when no series has a bucket bound. Empty rows above the highest and below the lowest used bucket are left out.
 */
export function heatCells(series: readonly ChartSeries[]): HeatCells | undefined {
  const buckets = series
    .flatMap((one) => {
      const text = one.labels?.['le'];
      const bound = text === '+Inf' ? Number.POSITIVE_INFINITY : Number(text ?? Number.NaN);
      return text === undefined || Number.isNaN(bound) ? [] : [{ bound, byTime: new Map(one.points) }];
    })
    .toSorted((a, b) => a.bound - b.bound);
  if (buckets.length === 0) return undefined;
  const times = [...new Set(buckets.flatMap(({ byTime }) => [...byTime.keys()]))].toSorted((a, b) => a - b);
  const counts = buckets.map(({ byTime }, row) =>
    times.map((time) => {
      const upTo = byTime.get(time) ?? null;
      const below = row === 0 ? 0 : (buckets[row - 1]?.byTime.get(time) ?? 0);
      // Rates of neighbouring buckets are scraped apart: a tiny negative difference is no count.
      return upTo === null || !Number.isFinite(upTo) ? null : Math.max(0, upTo - below);
    }),
  );
  const isUsed = counts.map((row) => row.some((count) => count !== null && count > 0));
  const first = Math.max(0, isUsed.indexOf(true));
  const last = isUsed.lastIndexOf(true);
  const kept = last < 0 ? counts : counts.slice(first, last + 1);
  const bounds = buckets.map(({ bound }) => bound);
  return {
    times,
    bounds: last < 0 ? bounds : bounds.slice(first, last + 1),
    counts: kept,
    highest: kept.flat().reduce<number>((a, b) => Math.max(a, b ?? 0), 0),
  };
}

/** The colour step (0 to steps − 1) of a count on a log10 scale; undefined for 0. */
export function heatStep(count: number, highest: number, steps: number): number | undefined {
  if (count <= 0 || highest <= 0) return undefined;
  const share = Math.log10(1 + (9 * count) / highest);
  return Math.min(steps - 1, Math.max(0, Math.ceil(share * steps) - 1));
}
