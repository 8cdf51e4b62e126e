import type { Problem } from '../assessment.ts';
import type { OverviewAttention } from '../contract/overview.ts';
import type { WorkloadKind } from '../contract/workload.ts';
import type { MetricsQuery } from '../metrics-query.ts';
import { gatherCurves, type Ask } from '../read/gather.ts';
import { gridOf, onGrid } from '../read/grid.ts';
import type { Assessed, Scope } from '../read-inventory.ts';
import { pulseWindow } from './pulse.ts';

/** Rows on the first screen; the rest is a number and a link. */
const maxRows = 8;

/** How many people feel a problem of a kind, 0–1. */
const reach: Readonly<Record<WorkloadKind, number>> = {
  InferenceService: 1,
  LLMInferenceService: 1,
  ClusterQueue: 0.7,
  TrainJob: 0.6,
  PyTorchJob: 0.6,
  RayJob: 0.6,
  RayCluster: 0.5,
  Notebook: 0.3,
};

/** Reads the attention list: one row per problem, the worst first, each with the curve that shows it. */
export async function readAttention(
  query: MetricsQuery,
  assessed: readonly Assessed[],
  { nowMs, signal }: Scope,
  rangeMs: number,
): Promise<Readonly<{ attention: OverviewAttention[]; total: number; warnings: readonly string[] }>> {
  const ranked = assessed
    .flatMap((each) => each.assessment.problems.map((problem) => ({ ...each, problem })))
    .toSorted((left, right) => score(right, nowMs) - score(left, nowMs));
  const shown = ranked.slice(0, maxRows);
  const window = pulseWindow(nowMs, rangeMs);
  const asks: Record<string, Ask> = Object.fromEntries(
    shown.map(({ problem }, index) => [
      String(index),
      { promql: problem.evidence.promql, key: [], what: `curve of ${problem.evidence.label}` },
    ]),
  );
  const curves = await gatherCurves(query, asks, { ...window, signal });
  const grid = gridOf(window);
  const attention = shown.map(({ subject, problem }, index) => {
    const { label, unit, isBad } = problem.evidence;
    const points = onGrid(curves.points(String(index)), grid);
    return {
      namespace: subject.namespace,
      kind: subject.kind,
      name: subject.name,
      class: problem.class,
      cause: problem.cause,
      sinceMs: problem.sinceMs ?? badSince(points, isBad),
      evidence: { label, unit, points },
    };
  });
  return { attention, total: ranked.length, warnings: curves.warnings };
}

/** Severity times people times recency; a problem of unknown age counts as two hours old. */
function score({ subject, problem }: Assessed & Readonly<{ problem: Problem }>, nowMs: number): number {
  const severity = problem.class === 'failed' ? 3 : 2;
  const ageHours = problem.sinceMs === null ? 2 : Math.max(0, nowMs - problem.sinceMs) / 3_600_000;
  return (severity * (0.5 + reach[subject.kind] / 2)) / (1 + ageHours / 12);
}

/** Start of the bad stretch that lasts until now; gaps do not end it; null when it began before the window or is over. */
export function badSince(
  points: readonly (readonly [seconds: number, value: number | null])[],
  isBad: (value: number) => boolean,
): number | null {
  let since: number | null = null;
  for (const [at, value] of points.toReversed()) {
    if (value === null) continue;
    if (!isBad(value)) return since;
    since = at * 1000;
  }
  return null;
}
