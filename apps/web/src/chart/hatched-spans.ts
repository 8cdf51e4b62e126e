import { newestSample } from '../dashboards/charts/gaps.ts';
import type { Point } from '../dashboards/charts/time-chart-model.ts';

/** A part of the time axis in which nothing has a sample. */
export type HatchedSpan = {
  readonly edge: 'before' | 'after';
  readonly fromMs: number;
  readonly toMs: number;
};

/** Slack beyond two sample distances before the end counts as stale, ms. */
const slackMs = 10_000;

/** The time before the first and after the newest sample, where it is longer than two sample distances and 10 s. */
export function hatchedSpans(
  series: readonly { readonly points: readonly Point[] }[],
  window: { readonly startMs: number; readonly endMs: number; readonly stepMs: number },
): readonly HatchedSpan[] {
  const newest = newestSample(series);
  if (newest === undefined) return [];
  const first = Math.min(
    ...series.map(
      ({ points }) => points.find(([, value]) => value !== null)?.[0] ?? Number.POSITIVE_INFINITY,
    ),
  );
  const tooLong = 2 * window.stepMs + slackMs;
  return [
    ...(first - window.startMs > tooLong
      ? [{ edge: 'before', fromMs: window.startMs, toMs: first } as const]
      : []),
    ...(window.endMs - newest > tooLong
      ? [{ edge: 'after', fromMs: newest, toMs: window.endMs } as const]
      : []),
  ];
}
