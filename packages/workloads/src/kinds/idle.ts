import type { RangeSeries } from '../metrics-query.ts';
import { limits } from '../limits.ts';

type Points = RangeSeries['points'];

/** How long a notebook has been idle. */
export type Idle = Readonly<{
  seconds: number;
  /** True when nothing was seen in use over the whole window: idle at least that long. */
  isAtLeast: boolean;
}>;

/**
 * Time since CPU or GPU were last in use, from their curves; null when there is no sample.
 * Kubernetes knows the last activity only as an annotation, which metrics do not carry.
 */
export function idleTime(cpu: Points | null, gpu: Points | null, nowMs: number): Idle | null {
  const all = [...(cpu ?? []), ...(gpu ?? [])];
  const first = Math.min(...all.flatMap(([at, value]) => (value === null ? [] : [at])));
  if (!Number.isFinite(first)) return null;
  const last = Math.max(lastUse(cpu, limits.idleCores), lastUse(gpu, limits.gpuIdle));
  const isAtLeast = last === Number.NEGATIVE_INFINITY;
  return { seconds: Math.max(0, nowMs / 1000 - (isAtLeast ? first : last)), isAtLeast };
}

/** The idle time at every point of a grid. */
export function idleCurve(
  cpu: Points | null,
  gpu: Points | null,
  gridSeconds: readonly number[],
): [number, number | null][] {
  return gridSeconds.map((at) => {
    const until = (points: Points | null): Points | null => points?.filter(([when]) => when <= at) ?? null;
    return [at, idleTime(until(cpu), until(gpu), at * 1000)?.seconds ?? null];
  });
}

function lastUse(points: Points | null, threshold: number): number {
  return (points ?? []).reduce(
    (last, [at, value]) => (value !== null && value >= threshold && at > last ? at : last),
    Number.NEGATIVE_INFINITY,
  );
}
