import type { WorkloadReplica } from '../contract/workload-detail.ts';
import { statusClasses } from '../contract/workload.ts';
import type { PodFacts } from '../read/pod-facts.ts';

/** Rows of the replica table, worst first. */
export function replicaRows(pods: readonly PodFacts[]): WorkloadReplica[] {
  return pods
    .map((pod) => ({
      pod: pod.pod,
      node: pod.node,
      ...podStatus(pod),
      restarts: pod.restarts,
      gpus: pod.gpus,
      startedMs: pod.startedMs,
    }))
    .toSorted(
      (left, right) =>
        statusClasses.indexOf(left.class) - statusClasses.indexOf(right.class) ||
        left.pod.localeCompare(right.pod),
    );
}

/** Word and class of one pod; the word is the one kubectl shows. */
export function podStatus(pod: PodFacts): Pick<WorkloadReplica, 'status' | 'class'> {
  const { waitingReason, phase, ready } = pod;
  if (waitingReason === 'ContainerCreating' || waitingReason === 'PodInitializing')
    return { status: waitingReason, class: 'waiting' };
  if (waitingReason !== null) return { status: waitingReason, class: 'failed' };
  if (phase === 'Failed') return { status: pod.lastEnd?.reason ?? 'Failed', class: 'failed' };
  if (phase === 'Succeeded') return { status: 'Completed', class: 'healthy' };
  if (pod.unschedulable || phase === 'Pending') return { status: 'Pending', class: 'waiting' };
  if (ready === true) return { status: 'Ready', class: 'healthy' };
  if (ready === false) return { status: 'NotReady', class: 'degraded' };
  return { status: phase ?? 'Unknown', class: 'unknown' };
}
