import type { Assessment, Problem, State } from '../assessment.ts';
import { limits } from '../limits.ts';
import type { Answers } from '../read/gather.ts';
import type { InventoryAsk } from '../read/inventory-asks.ts';
import { podsMatcher } from '../read/selector.ts';
import type { PodFacts } from '../read/pod-facts.ts';
import type { Subject } from '../subject.ts';
import { maxOf, meanOf, sumOf, vital } from '../vital.ts';
import { count, duration } from '../words/numbers.ts';
import type { Verdict } from './engine-verdict.ts';
import type { Idle } from './idle.ts';
import { oldest } from './job-state.ts';
import { podProblems, podReadings, startingFor } from './pod-problems.ts';

/** Rules for notebooks; `idle` comes from the curves of the last day, null when there are none. */
export function assessNotebook(
  subject: Subject,
  answers: Answers<InventoryAsk>,
  idle: Readonly<{ time: Idle | null; failed: boolean }>,
  nowMs: number,
): Assessment {
  const { namespace, pods } = subject;
  const perPod = (ask: InventoryAsk): readonly (number | null)[] =>
    pods.map((pod) => answers.value(ask, namespace, pod.pod));
  const state = notebookState(pods, subject.wanted, nowMs);
  const ready = pods.filter((pod) => pod.ready === true).length;
  const running = state.word === 'Running';
  return {
    runtime: 'notebook',
    state,
    problems: [
      ...podProblems(pods, podReadings(answers, nowMs)),
      ...(running ? idleWithGpu(subject, idle.time, nowMs) : []),
    ],
    vitals: [
      vital(subject, {
        id: 'idle',
        label: 'Idle',
        unit: 'seconds',
        value: running ? (idle.time?.seconds ?? null) : null,
        isAtLeast: idle.time?.isAtLeast ?? false,
        metric: 'container_cpu_usage_seconds_total',
        isOwn: false,
        failed: idle.failed,
      }),
      vital(subject, {
        id: 'gpu-active',
        label: 'GPU active',
        unit: 'ratio',
        value: meanOf(perPod('gpuActive')),
        metric: 'DCGM_FI_PROF_GR_ENGINE_ACTIVE',
        isOwn: false,
        failed: answers.failed('gpuActive'),
      }),
      vital(subject, {
        id: 'cpu',
        label: 'CPU',
        unit: 'cores',
        value: sumOf(perPod('cpu')),
        metric: 'container_cpu_usage_seconds_total',
        isOwn: false,
        failed: answers.failed('cpu'),
      }),
      vital(subject, {
        id: 'memory',
        label: 'Memory of limit',
        unit: 'ratio',
        value: maxOf(perPod('memory')),
        metric: 'container_memory_working_set_bytes',
        isOwn: false,
        failed: answers.failed('memory'),
      }),
      vital(subject, {
        id: 'volume',
        label: 'Volume used',
        unit: 'ratio',
        value: maxOf(perPod('volume')),
        metric: 'kubelet_volume_stats_used_bytes',
        isOwn: false,
        failed: answers.failed('volume'),
      }),
    ].map((made) => withoutGpu(made, pods)),
    conditions: [{ type: state.word, class: state.class, reason: state.reason, explanation: '' }],
    replicas: { ready, wanted: subject.wanted ?? pods.length },
    progress: null,
  };
}

/** State of a notebook by its one pod. */
export function notebookState(pods: readonly PodFacts[], wanted: number | null, nowMs: number): State {
  const [pod] = pods;
  if (pod === undefined)
    return wanted === null || wanted === 0
      ? {
          class: 'stopped',
          word: 'Stopped',
          reason: 'The notebook is stopped; its volume is kept.',
          sinceMs: null,
        }
      : { class: 'waiting', word: 'Waiting', reason: 'Its pod does not exist yet.', sinceMs: null };
  const sinceMs = oldest(pods);
  if (pod.ready === true) return { class: 'healthy', word: 'Running', reason: '', sinceMs };
  if (pod.ready === null)
    return {
      class: 'unknown',
      word: 'Unknown',
      reason: 'Metrics do not tell whether the pod is ready.',
      sinceMs,
    };
  if (pod.unschedulable)
    return { class: 'waiting', word: 'Waiting', reason: `No node has room for ${pod.pod}.`, sinceMs };
  if (pod.phase === 'Failed')
    return { class: 'failed', word: 'Terminated', reason: 'Its pod has failed.', sinceMs };
  const reason = `${pod.waitingReason ?? 'Its pod starts'}${startingFor(pod, nowMs)}.`;
  return { class: 'active', word: 'Waiting', reason, sinceMs };
}

function idleWithGpu(subject: Subject, idle: Idle | null, nowMs: number): Problem[] {
  const held = subject.pods.reduce((sum, pod) => sum + pod.gpus, 0);
  if (idle === null || held === 0 || idle.seconds < limits.idleSeconds) return [];
  const pods = subject.pods.map((pod) => pod.pod);
  return [
    {
      type: 'Idle',
      class: 'degraded',
      word: 'Idle',
      cause: `Idle ${idleWords(idle)} with ${count(held, 'GPU')} (limit ${duration(limits.idleSeconds)}).`,
      remedy: 'Stop the notebook: its files stay on the volume and the GPU becomes free.',
      sinceMs: idle.isAtLeast ? null : nowMs - idle.seconds * 1000,
      evidence: {
        label: 'GPU active',
        unit: 'ratio',
        promql: `max (DCGM_FI_PROF_GR_ENGINE_ACTIVE{exported_namespace="${subject.namespace}",${podsMatcher('exported_pod', pods)}})`,
        isBad: (value) => value < limits.gpuIdle,
      },
    },
  ];
}

/** What to say about a running notebook. */
export function notebookVerdict(pods: readonly PodFacts[], idle: Idle | null): Verdict | null {
  if (idle === null || pods.length === 0) return null;
  const held = pods.reduce((sum, pod) => sum + pod.gpus, 0);
  const withGpus = held === 0 ? '' : ` with ${count(held, 'GPU')}`;
  if (idle.seconds < 600 && !idle.isAtLeast) return { class: 'healthy', text: `In use${withGpus}.` };
  const isWaste = held > 0 && idle.seconds >= limits.idleSeconds;
  return { class: isWaste ? 'degraded' : 'healthy', text: `Idle ${idleWords(idle)}${withGpus}.` };
}

function idleWords(idle: Idle): string {
  return `${idle.isAtLeast ? 'at least ' : ''}${duration(idle.seconds)}`;
}

function withoutGpu(made: ReturnType<typeof vital>, pods: readonly PodFacts[]): ReturnType<typeof vital> {
  const hasNone = pods.length > 0 && pods.every((pod) => pod.gpus === 0);
  return made.id === 'gpu-active' && made.value === null && hasNone
    ? { ...made, missing: 'It holds no GPU.' }
    : made;
}
