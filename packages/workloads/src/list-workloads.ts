import type { Point, WorkloadList } from './contract/workload.ts';
import { idleCurve } from './kinds/idle.ts';
import type { MetricsQuery } from './metrics-query.ts';
import { sparklineAsks, type SparklineAsk } from './read/curve-asks.ts';
import { gatherCurves, type Curves } from './read/gather.ts';
import { gridOf, onGrid, sumOnGrid, windowOf } from './read/grid.ts';
import { selectorFor } from './read/selector.ts';
import { readInventory, type Assessed, type Inventory, type Scope } from './read-inventory.ts';
import { byBadness, workloadRow } from './workload-row.ts';

const sparklineMs = 1_800_000;
const sparklineStepMs = 60_000;

/** All workloads of a scope with vitals and 30 minutes of the first vital, worst first. */
export async function listWorkloads(query: MetricsQuery, scope: Scope): Promise<WorkloadList> {
  const window = windowOf(scope.nowMs, sparklineMs, sparklineStepMs);
  const [inventory, curves] = await Promise.all([
    readInventory(query, scope),
    gatherCurves(query, sparklineAsks(selectorFor(scope.namespaces)), { ...window, signal: scope.signal }),
  ]);
  const grid = gridOf(window);
  return {
    workloads: inventory.assessed
      .map((each) => workloadRow(each, sparkline(each, curves, inventory, grid)))
      .toSorted(byBadness),
    observedMs: inventory.observedMs,
    warnings: [...new Set([...inventory.warnings, ...curves.warnings])],
  };
}

/** Curve of the first vital; empty where the kind has none. */
export function sparkline(
  { subject, assessment }: Assessed,
  curves: Curves<SparklineAsk>,
  { activity }: Pick<Inventory, 'activity'>,
  grid: readonly number[],
): Point[] {
  const perPod = (ask: SparklineAsk): Point[] =>
    sumOnGrid(
      subject.pods.map((pod) => curves.points(ask, pod.namespace, pod.pod)),
      grid,
    );
  switch (assessment.runtime) {
    case 'vllm':
      return perPod('requests');
    case 'ovms':
      return perPod('predictRequests');
    case 'pytorch':
      return onGrid(curves.points('progress', subject.namespace, subject.name), grid);
    case 'ray':
      return onGrid(
        curves.points(
          'tasks',
          subject.namespace,
          subject.pods[0]?.labels['label_ray_io_cluster'] ?? subject.name,
        ),
        grid,
      );
    case 'kueue':
      return onGrid(curves.points('pending', subject.name), grid);
    case 'notebook':
      return subject.pods.length === 0 ? [] : idleCurve(activity.cpu(subject), activity.gpu(subject), grid);
    default:
      return [];
  }
}
