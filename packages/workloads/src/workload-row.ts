import type { Problem, State } from './assessment.ts';
import { statusClasses, type Point, type Workload, type WorkloadStatus } from './contract/workload.ts';
import type { Assessed } from './read-inventory.ts';

/** Makes the list row of a workload. */
export function workloadRow({ subject, assessment }: Assessed, sparkline: Point[]): Workload {
  const { kind, namespace, name, pods } = subject;
  const starts = pods.flatMap((pod) => (pod.startedMs === null ? [] : [pod.startedMs]));
  return {
    kind,
    namespace,
    name,
    runtime: assessment.runtime,
    status: statusOf(assessment),
    vitals: [...assessment.vitals],
    gpus: pods.reduce((sum, pod) => sum + pod.gpus, 0),
    replicas: { ...assessment.replicas },
    startedMs: starts.length === 0 ? null : Math.min(...starts),
    pods: pods.map((pod) => pod.pod),
    sparkline,
  };
}

/** The status: the worst problem where it is worse than the state, else the state. */
export function statusOf({ state, problems }: Assessed['assessment']): WorkloadStatus {
  const worst = worstFirst(problems)[0];
  if (worst === undefined || rank(worst.class) > rank(state.class))
    return {
      class: state.class,
      ...wordsOf(state.class, state),
      reason: state.reason,
      sinceMs: state.sinceMs,
    };
  return {
    class: worst.class,
    ...(worst.word === null || worst.word === state.word
      ? wordsOf(worst.class, state)
      : { word: worst.word }),
    reason: worst.cause,
    sinceMs: worst.sinceMs,
  };
}

/** States of objects that say themselves that something is wrong. */
const troubleWords: ReadonlySet<string> = new Set(['Restarting', 'Preempted', 'Evicted', 'Inadmissible']);

/** A word that fits the class; what the object calls its state stands beside it where that says nothing of the trouble. */
function wordsOf(status: WorkloadStatus['class'], state: State): Pick<WorkloadStatus, 'word' | 'state'> {
  const isFitting = state.class === status && (status !== 'degraded' || troubleWords.has(state.word));
  if (isFitting || (status !== 'degraded' && status !== 'failed')) return { word: state.word };
  return { word: status === 'failed' ? 'Failed' : 'Degraded', state: state.word };
}

/** Problems by class, in the order the rules gave them within a class. */
export function worstFirst(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((left, right) => rank(left.class) - rank(right.class));
}

/** Worst first, then by namespace and name. */
export function byBadness(left: Workload, right: Workload): number {
  return (
    rank(left.status.class) - rank(right.status.class) ||
    left.namespace.localeCompare(right.namespace) ||
    left.name.localeCompare(right.name)
  );
}

function rank(status: (typeof statusClasses)[number]): number {
  return statusClasses.indexOf(status);
}
