import type { Evidence } from '../assessment.ts';
import type { MetricsQuery } from '../metrics-query.ts';
import { gatherCurves, type Ask } from '../read/gather.ts';
import { windowOf } from '../read/grid.ts';

type Points = readonly (readonly [seconds: number, value: number | null])[];

/** When a problem began; `isAtLeast` when it is older than everything that is known of it. */
export type Begin = Readonly<{ sinceMs: number; isAtLeast: boolean }>;

/** How far back is looked for the begin, and how closely: one week at a quarter of an hour, 673 points a problem. */
const lookBackMs = 7 * 86_400_000;
const stepMs = 900_000;

/** Looks for the begin of problems that were there before the window on the screen; a key is missing where nothing bad is known. */
export async function readBegins(
  query: MetricsQuery,
  evidences: Readonly<Record<string, Evidence>>,
  { nowMs, signal }: Readonly<{ nowMs: number; signal: AbortSignal }>,
): Promise<Readonly<{ begins: ReadonlyMap<string, Begin>; warnings: readonly string[] }>> {
  const asks: Record<string, Ask> = Object.fromEntries(
    Object.entries(evidences).map(([key, { label, promql }]) => [
      key,
      { promql, key: [], what: `begin of ${label}` },
    ]),
  );
  const curves = await gatherCurves(query, asks, { ...windowOf(nowMs, lookBackMs, stepMs), signal });
  const begins = Object.entries(evidences).flatMap(([key, { isBad }]) => {
    const begin = beginOf(curves.points(key) ?? [], isBad);
    return begin === null ? [] : [[key, begin] as const];
  });
  return { begins: new Map(begins), warnings: curves.warnings };
}

/** Start of the bad stretch that lasts until now; gaps do not end it; null when it is over or nothing is known. */
export function beginOf(points: Points, isBad: (value: number) => boolean): Begin | null {
  let sinceMs: number | null = null;
  for (const [at, value] of points.toReversed()) {
    if (value === null) continue;
    if (!isBad(value)) return sinceMs === null ? null : { sinceMs, isAtLeast: false };
    sinceMs = at * 1000;
  }
  return sinceMs === null ? null : { sinceMs, isAtLeast: true };
}
