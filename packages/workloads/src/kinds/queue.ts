import type { Assessment, Problem, State } from '../assessment.ts';
import type { WorkloadCondition } from '../contract/workload-detail.ts';
import type { Answers } from '../read/gather.ts';
import type { InventoryAsk } from '../read/inventory-asks.ts';
import type { Subject } from '../subject.ts';
import { vital } from '../vital.ts';
import { amount, count, duration, percent } from '../words/numbers.ts';
import type { Verdict } from './engine-verdict.ts';

/** Numbers of a cluster queue; null = no sample. */
export type QueueReadings = Readonly<{
  active: number | null;
  pending: number | null;
  inadmissible: number | null;
  running: number | null;
  waitP95: number | null;
  used: number | null;
  quota: number | null;
}>;

/** Reads a cluster queue from the grouped answers. */
export function queueReadings(answers: Answers<InventoryAsk>, name: string): QueueReadings {
  return {
    active: answers.value('queueActive', name),
    pending: answers.value('queuePending', name),
    inadmissible: answers.value('queueInadmissible', name),
    running: answers.value('queueRunning', name),
    waitP95: answers.value('queueWait', name),
    used: answers.value('queueUsed', name),
    quota: answers.value('queueQuota', name),
  };
}

/** Rules for cluster queues. */
export function assessQueue(subject: Subject, answers: Answers<InventoryAsk>): Assessment {
  const readings = queueReadings(answers, subject.name);
  const state = queueState(readings);
  const share =
    readings.used === null || readings.quota === null || readings.quota === 0
      ? null
      : readings.used / readings.quota;
  const nothing = 'No workload was admitted in the last hour, so there is no wait to measure.';
  const make = (
    id: string,
    label: string,
    unit: 'workloads' | 'seconds' | 'ratio',
    value: number | null,
    ask: InventoryAsk,
    metric: string,
  ) =>
    vital(subject, {
      id,
      label,
      unit,
      value,
      metric,
      isOwn: false,
      isWithoutPods: true,
      failed: answers.failed(ask),
      nan: nothing,
    });
  return {
    runtime: 'kueue',
    state,
    problems: [...inadmissible(readings, subject.name), ...notActive(state, subject.name)],
    vitals: [
      make('pending', 'Waiting', 'workloads', readings.pending, 'queuePending', 'kueue_pending_workloads'),
      make(
        'wait-p95',
        'Wait p95',
        'seconds',
        readings.waitP95,
        'queueWait',
        'kueue_admission_wait_time_seconds',
      ),
      make(
        'running',
        'Running',
        'workloads',
        readings.running,
        'queueRunning',
        'kueue_admitted_active_workloads',
      ),
      make(
        'inadmissible',
        'Inadmissible',
        'workloads',
        readings.inadmissible,
        'queueInadmissible',
        'kueue_pending_workloads',
      ),
      make(
        'gpu-quota',
        'GPU quota in use',
        'ratio',
        share,
        'queueUsed',
        'kueue_cluster_queue_resource_usage',
      ),
    ],
    conditions: [activeCondition(readings.active, state)],
    replicas: { ready: readings.running ?? 0, wanted: (readings.running ?? 0) + (readings.pending ?? 0) },
    progress: null,
  };
}

/** State of a cluster queue. */
export function queueState({ active, pending, running }: QueueReadings): State {
  if (active === 0)
    return {
      class: 'failed',
      word: 'Inactive',
      reason: 'The queue admits nothing: a flavor or an admission check is missing.',
      sinceMs: null,
    };
  if (active === null && pending === null && running === null)
    return {
      class: 'unknown',
      word: 'Unknown',
      reason: 'Kueue reports nothing of this queue.',
      sinceMs: null,
    };
  // The word Active has one colour: the same queue is not green while nothing waits and blue while something does.
  const waiting = pending ?? 0;
  return {
    class: 'active',
    word: 'Active',
    reason: waiting > 0 ? `${count(waiting, 'workload')} waiting.` : '',
    sinceMs: null,
  };
}

/** The condition as the queue reports it, in the colour of the state beside it. */
function activeCondition(active: number | null, state: State): WorkloadCondition {
  if (active === null)
    return {
      type: 'Active',
      class: 'unknown',
      reason: 'unknown',
      explanation: 'Kueue does not report the condition.',
    };
  if (active === 0) return { type: 'Active', class: 'failed', reason: 'false', explanation: state.reason };
  return { type: 'Active', class: 'active', reason: 'true', explanation: '' };
}

function inadmissible({ inadmissible: number }: QueueReadings, name: string): Problem[] {
  if (number === null || number < 1) return [];
  return [
    {
      type: 'Inadmissible',
      class: 'degraded',
      word: 'Inadmissible',
      cause: `${count(number, 'workload')} can never be admitted as ${number === 1 ? 'it is' : 'they are'}, often because more is asked for than the quota.`,
      remedy: 'Compare what it asks for with the quota, or raise the borrowing limit.',
      sinceMs: null,
      evidence: {
        label: 'Inadmissible',
        unit: 'workloads',
        promql: `max (kueue_pending_workloads{cluster_queue="${name}",status="inadmissible"})`,
        isBad: (value) => value > 0,
      },
    },
  ];
}

function notActive(state: State, name: string): Problem[] {
  if (state.class !== 'failed') return [];
  return [
    {
      type: 'Active',
      class: 'failed',
      word: state.word,
      cause: state.reason,
      remedy: 'Look at the conditions of the ClusterQueue and its resource flavors.',
      sinceMs: null,
      evidence: {
        label: 'Active',
        unit: 'boolean',
        promql: `max (kueue_cluster_queue_status{cluster_queue="${name}",status="active"})`,
        isBad: (value) => value === 0,
      },
    },
  ];
}

/** What holds the queue up. */
export function queueVerdict({ pending, used, quota, waitP95 }: QueueReadings): Verdict | null {
  if (pending === null) return null;
  if (pending === 0) return { class: 'healthy', text: 'Nothing waits.' };
  const wait = waitP95 === null || Number.isNaN(waitP95) ? '' : `; typical wait p95 ${duration(waitP95)}`;
  if (used === null || quota === null || quota === 0)
    return { class: 'active', text: `${count(pending, 'workload')} waiting${wait}.` };
  return {
    class: 'active',
    text: `${count(pending, 'workload')} waiting: ${amount(used)} of ${amount(quota)} GPUs in use (${percent(used / quota)})${wait}.`,
  };
}
