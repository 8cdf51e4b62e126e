import type { State } from '../assessment.ts';
import { limits } from '../limits.ts';
import type { PodFacts } from '../read/pod-facts.ts';
import { count } from '../words/numbers.ts';
import { startingFor } from './pod-problems.ts';

/** What the state of a model server is decided on. */
export type ModelStateInput = Readonly<{
  /** Pods that serve; schedulers and routers are not among them. */
  pods: readonly PodFacts[];
  wanted: number;
  nowMs: number;
}>;

/** State of a model server: serving, partly serving, loading, waiting for a place, stopped, unknown. */
export function modelState({ pods, wanted, nowMs }: ModelStateInput): State {
  if (wanted === 0 && pods.length === 0)
    return {
      class: 'stopped',
      word: 'Stopped',
      reason: 'Scaled to 0 replicas; no requests are served.',
      sinceMs: null,
    };
  if (pods.length === 0)
    return {
      class: 'waiting',
      word: 'Pending',
      reason: `No pod exists yet; ${count(wanted, 'replica')} wanted.`,
      sinceMs: null,
    };
  if (pods.every((pod) => pod.ready === null))
    return {
      class: 'unknown',
      word: 'Unknown',
      reason: 'Metrics do not tell whether the pods are ready.',
      sinceMs: null,
    };
  const ready = pods.filter((pod) => pod.ready === true);
  const sinceMs = newest(ready.length > 0 ? ready : pods);
  if (ready.length >= wanted && ready.length === pods.length)
    return { class: 'healthy', word: 'Ready', reason: '', sinceMs };
  if (ready.length >= wanted)
    return {
      class: 'active',
      word: 'Rolling out',
      reason: `All ${wanted} wanted replicas are ready; ${count(pods.length - ready.length, 'further pod')} on the way in or out.`,
      sinceMs,
    };
  if (ready.length > 0)
    return {
      class: 'degraded',
      word: 'Ready',
      reason: `${ready.length} of ${count(wanted, 'replica')} ready; ${notReady(pods, nowMs)}`,
      sinceMs,
    };
  return noneReady(pods, nowMs);
}

function noneReady(pods: readonly PodFacts[], nowMs: number): State {
  const sinceMs = newest(pods);
  const homeless = pods.find((pod) => pod.unschedulable);
  if (homeless !== undefined)
    return { class: 'waiting', word: 'Pending', reason: notReady(pods, nowMs), sinceMs: homeless.startedMs };
  if (pods.every((pod) => pod.phase === 'Failed'))
    return { class: 'failed', word: 'Failed', reason: 'All pods have failed.', sinceMs };
  const isLate = sinceMs !== null && nowMs - sinceMs > limits.startSeconds * 1000;
  const word = pods.some((pod) => pod.waitingReason === 'ContainerCreating')
    ? 'ContainerCreating'
    : 'Loading';
  return { class: isLate ? 'degraded' : 'active', word, reason: notReady(pods, nowMs), sinceMs };
}

/** What keeps the first pod that is not ready from being so. */
function notReady(pods: readonly PodFacts[], nowMs: number): string {
  const pod = pods.find((each) => each.ready !== true);
  if (pod === undefined) return 'a replica is missing.';
  if (pod.unschedulable)
    return `no node has room for ${pod.pod}${pod.gpus > 0 ? ` (${count(pod.gpus, 'GPU')})` : ''}.`;
  if (pod.waitingReason !== null) return `${pod.pod} waits: ${pod.waitingReason}${startingFor(pod, nowMs)}.`;
  if (pod.phase === 'Pending') return `${pod.pod} is pending${startingFor(pod, nowMs)}.`;
  return `${pod.pod} loads its model${startingFor(pod, nowMs)}.`;
}

function newest(pods: readonly PodFacts[]): number | null {
  const starts = pods.flatMap((pod) => (pod.startedMs === null ? [] : [pod.startedMs]));
  return starts.length === 0 ? null : Math.max(...starts);
}
