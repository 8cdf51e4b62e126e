import type { State } from '../assessment.ts';
import type { PodFacts } from '../read/pod-facts.ts';
import { count } from '../words/numbers.ts';

/** What the state of a training job is decided on. */
export type JobStateInput = Readonly<{ conditions: ReadonlySet<string>; pods: readonly PodFacts[] }>;

/** State of a training job, in the order of the domain: terminal, queue, suspension, then running; pods where there are no conditions. */
export function jobState({ conditions, pods }: JobStateInput): State {
  const sinceMs = oldest(pods);
  const is = (...types: readonly string[]): boolean => types.some((type) => conditions.has(type));
  if (is('Failed')) return { class: 'failed', word: 'Failed', reason: 'The job has failed.', sinceMs };
  if (is('Complete', 'Succeeded'))
    return {
      class: 'healthy',
      word: is('Complete') ? 'Complete' : 'Succeeded',
      reason: 'The job has finished.',
      sinceMs,
    };
  if (is('Inadmissible'))
    return {
      class: 'degraded',
      word: 'Inadmissible',
      reason: 'The queue can never admit it as it is.',
      sinceMs: null,
    };
  if (is('Preempted', 'Evicted'))
    return {
      class: 'degraded',
      word: 'Preempted',
      reason: 'It was evicted for work with a better claim and waits to be admitted again.',
      sinceMs: null,
    };
  if (is('Restarting'))
    return { class: 'degraded', word: 'Restarting', reason: 'Its workers are being restarted.', sinceMs };
  const isRunning = is('Running') || pods.some((pod) => pod.phase === 'Running');
  if (is('Queued') && !isRunning)
    return { class: 'waiting', word: 'Queued', reason: 'It waits for quota in its queue.', sinceMs: null };
  if (is('Suspended') && pods.length === 0)
    return {
      class: 'waiting',
      word: 'Suspended',
      reason: 'It is suspended: it waits for quota, or somebody paused it.',
      sinceMs: null,
    };
  return fromPods(pods, isRunning, conditions.has('Created'), sinceMs);
}

function fromPods(
  pods: readonly PodFacts[],
  isRunning: boolean,
  isCreated: boolean,
  sinceMs: number | null,
): State {
  if (pods.length > 0 && pods.every((pod) => pod.phase === 'Succeeded'))
    return { class: 'healthy', word: 'Succeeded', reason: 'All pods have finished.', sinceMs };
  if (pods.length > 0 && pods.every((pod) => pod.phase === 'Failed'))
    return { class: 'failed', word: 'Failed', reason: 'All pods have failed.', sinceMs };
  if (isRunning) {
    const pending = pods.filter((pod) => pod.phase === 'Pending').length;
    const reason = pending === 0 ? '' : `${count(pending, 'pod')} of ${pods.length} still pending.`;
    return { class: 'active', word: 'Running', reason, sinceMs };
  }
  if (pods.length > 0 || isCreated) {
    const homeless = pods.filter((pod) => pod.unschedulable).length;
    const reason =
      homeless > 0
        ? `No node has room for ${count(homeless, 'pod')}.`
        : `${count(pods.length, 'pod')} pending.`;
    return { class: 'waiting', word: 'Pending', reason, sinceMs };
  }
  return {
    class: 'unknown',
    word: 'Unknown',
    reason: 'Metrics tell neither a condition nor pods.',
    sinceMs: null,
  };
}

/** Start of the oldest pod. */
export function oldest(pods: readonly PodFacts[]): number | null {
  const starts = pods.flatMap((pod) => (pod.startedMs === null ? [] : [pod.startedMs]));
  return starts.length === 0 ? null : Math.min(...starts);
}
