import type { Point } from './time-chart-model.ts';

/** The line with a null where a gap begins, and the samples that no line reaches. */
export interface Broken {
  readonly line: readonly Point[];
  readonly lone: readonly Point[];
}

/** Breaks a line where two samples are further apart than `gapMs`; a sample with a gap on both sides becomes a dot. */
export function breakAtGaps(points: readonly Point[], gapMs: number): Broken {
  const line: Point[] = [];
  const lone: Point[] = [];
  const isBreak = (a: Point | undefined, b: Point | undefined) =>
    !a || !b || a[1] === null || b[1] === null || b[0] - a[0] > gapMs;
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    const isBrokenBefore = isBreak(before, point);
    if (before && isBrokenBefore && before[1] !== null && point[1] !== null) line.push([before[0] + 1, null]);
    line.push(point);
    if (point[1] !== null && isBrokenBefore && isBreak(point, points[index + 1])) lone.push(point);
  }
  return { line, lone };
}

/** Instant of the newest sample of all series, epoch ms; undefined when there is none. */
export function newestSample(series: readonly { readonly points: readonly Point[] }[]): number | undefined {
  let newest: number | undefined;
  for (const { points } of series) {
    const last = points.findLast(([, value]) => value !== null);
    if (last && (newest === undefined || last[0] > newest)) newest = last[0];
  }
  return newest;
}

/** The same instants for every series, null where one has no sample: what a stacked chart needs. */
export function alignPoints(series: readonly { readonly points: readonly Point[] }[]): {
  readonly times: readonly number[];
  readonly columns: readonly (readonly (number | null)[])[];
} {
  const times = [...new Set(series.flatMap(({ points }) => points.map(([time]) => time)))].toSorted(
    (a, b) => a - b,
  );
  const columns = series.map(({ points }) => {
    const byTime = new Map(points);
    return times.map((time) => byTime.get(time) ?? null);
  });
  return { times, columns };
}
