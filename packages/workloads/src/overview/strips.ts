import type { Overview } from '../contract/overview.ts';
import { statusClasses, type WorkloadKind, type WorkloadStatusClass } from '../contract/workload.ts';
import type { Assessed } from '../read-inventory.ts';
import { statusOf } from '../workload-row.ts';

const strips: readonly Readonly<{ id: Overview['strips'][number]['id']; kinds: readonly WorkloadKind[] }>[] =
  [
    { id: 'models', kinds: ['InferenceService', 'LLMInferenceService'] },
    { id: 'training', kinds: ['TrainJob', 'PyTorchJob', 'RayJob', 'RayCluster'] },
    { id: 'notebooks', kinds: ['Notebook'] },
    { id: 'queues', kinds: ['ClusterQueue'] },
  ];

/** Workloads as strips of cells, the worst first. */
export function stripsOf(assessed: readonly Assessed[]): Overview['strips'] {
  return strips.map(({ id, kinds }) => ({
    id,
    cells: assessed
      .filter(({ subject }) => kinds.includes(subject.kind))
      .map(({ subject, assessment }) => {
        const status = statusOf(assessment);
        const { namespace, kind, name } = subject;
        return {
          namespace,
          kind,
          name,
          class: status.class,
          word: status.word,
          progress: assessment.progress,
        };
      })
      .toSorted(
        (left, right) =>
          statusClasses.indexOf(left.class) - statusClasses.indexOf(right.class) ||
          left.name.localeCompare(right.name),
      ),
  }));
}

/** How many workloads are in each class. */
export function countsOf(assessed: readonly Assessed[]): Overview['counts'] {
  const counts: Record<WorkloadStatusClass, number> = {
    failed: 0,
    degraded: 0,
    unknown: 0,
    waiting: 0,
    active: 0,
    healthy: 0,
    stopped: 0,
  };
  for (const { assessment } of assessed) counts[statusOf(assessment).class] += 1;
  return counts;
}
