import type { Problem } from '../assessment.ts';
import type { OverviewAttention } from '../contract/overview.ts';
import type { WorkloadKind } from '../contract/workload.ts';
import type { MetricsQuery } from '../metrics-query.ts';
import { gatherCurves, type Ask } from '../read/gather.ts';
import { gridOf, onGrid } from '../read/grid.ts';
import type { Assessed, Scope } from '../read-inventory.ts';
import { beginOf, readBegins, type Begin } from './problem-begin.ts';
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
  const rows = shown.map(({ subject, problem }, index) => {
    const points = onGrid(curves.points(String(index)), grid);
    return { subject, problem, points, begin: beginInView(problem, points) };
  });
  const older = await readBegins(
    query,
    Object.fromEntries(
      rows.flatMap(({ problem, begin }, index) =>
        begin !== null && begin.isAtLeast ? [[String(index), problem.evidence]] : [],
      ),
    ),
    { nowMs, signal },
  );
  const attention = rows.map(({ subject, problem, points, begin: inView }, index) => {
    const begin = older.begins.get(String(index)) ?? inView;
    return {
      namespace: subject.namespace,
      kind: subject.kind,
      name: subject.name,
      class: problem.class,
      cause: problem.cause,
      sinceMs: begin?.sinceMs ?? null,
      ...(begin?.isAtLeast === true ? { isSinceAtLeast: true } : {}),
      evidence: { label: problem.evidence.label, unit: problem.evidence.unit, points },
    };
  });
  return { attention, total: ranked.length, warnings: [...curves.warnings, ...older.warnings] };
}

function beginInView(problem: Problem, points: Parameters<typeof beginOf>[0]): Begin | null {
  return problem.sinceMs === null
    ? beginOf(points, problem.evidence.isBad)
    : { sinceMs: problem.sinceMs, isAtLeast: false };
}

/** Severity times people times recency; a problem of unknown age counts as two hours old, and none as older than half a day: old ones still hurt. */
function score({ subject, problem }: Assessed & Readonly<{ problem: Problem }>, nowMs: number): number {
  const severity = problem.class === 'failed' ? 3 : 2;
  const ageHours =
    problem.sinceMs === null ? 2 : Math.min(12, Math.max(0, nowMs - problem.sinceMs) / 3_600_000);
  return (severity * (0.5 + reach[subject.kind] / 2)) / (1 + ageHours / 12);
}
