import type { Point } from './time-chart-model.ts';

/** A time without a sample of any curve: between two samples, or at an end of the range. */
export interface Gap {
  readonly edge: 'before' | 'between' | 'after';
  readonly fromMs: number;
  readonly toMs: number;
}

/** Samples further apart than this many steps are a gap (console.md §2.5). */
const GAP_STEPS = 1.5;
/** How near a sample must be to be what is pointed at, steps. */
const REACH_STEPS = 0.75;

/** The gap of all curves that an instant lies in; undefined near a sample, and where nothing has any. */
export function gapAt(
  series: readonly { readonly points: readonly Point[] }[],
  atMs: number,
  window: { readonly startMs: number; readonly endMs: number; readonly stepMs: number },
): Gap | undefined {
  let before: number | undefined;
  let after: number | undefined;
  for (const { points } of series)
    for (const [time, value] of points) {
      if (value === null) continue;
      if (time <= atMs) before = Math.max(before ?? time, time);
      else after = Math.min(after ?? time, time);
    }
  if (before === undefined && after === undefined) return undefined;
  const reachMs = window.stepMs * REACH_STEPS;
  const isNear = (time: number | undefined) => time !== undefined && Math.abs(time - atMs) <= reachMs;
  const [fromMs, toMs] = [before ?? window.startMs, after ?? window.endMs];
  if (isNear(before) || isNear(after) || toMs - fromMs <= window.stepMs * GAP_STEPS) return undefined;
  if (before === undefined) return { edge: 'before', fromMs, toMs };
  return { edge: after === undefined ? 'after' : 'between', fromMs, toMs };
}
