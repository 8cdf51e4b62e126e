import type { Assessment, Problem, State } from '../assessment.ts';
import type { Answers } from '../read/gather.ts';
import type { InventoryAsk } from '../read/inventory-asks.ts';
import type { Subject } from '../subject.ts';
import { meanOf, sumOf, vital } from '../vital.ts';
import { count } from '../words/numbers.ts';
import { oldest } from './job-state.ts';
import { podProblems, podReadings } from './pod-problems.ts';

/** Rules for RayCluster and RayJob. */
export function assessRay(subject: Subject, answers: Answers<InventoryAsk>, nowMs: number): Assessment {
  const { kind, namespace, name, pods } = subject;
  const deployment = answers
    .samples('rayJobStatus')
    .find(({ labels }) => labels['namespace'] === namespace && labels['name'] === name)?.labels[
    'deployment_status'
  ];
  const provisioned = answers.value('rayProvisioned', namespace, name);
  const state =
    kind === 'RayJob' && deployment !== undefined
      ? rayJobState(deployment, subject)
      : rayClusterState(subject, provisioned);
  const ready = pods.filter((pod) => pod.ready === true).length;
  const cluster = pods[0]?.labels['label_ray_io_cluster'] ?? name;
  return {
    runtime: 'ray',
    state,
    problems: [...rayFailure(state, subject), ...podProblems(pods, podReadings(answers, nowMs))],
    vitals: [
      vital(subject, {
        id: 'tasks',
        label: 'Tasks running',
        unit: 'count',
        value: answers.value('rayTasks', namespace, cluster),
        metric: 'ray_tasks',
        isOwn: true,
        failed: answers.failed('rayTasks'),
      }),
      vital(subject, {
        id: 'gpu-active',
        label: 'GPU active',
        unit: 'ratio',
        value: meanOf(pods.map((pod) => answers.value('gpuActive', namespace, pod.pod))),
        metric: 'DCGM_FI_PROF_GR_ENGINE_ACTIVE',
        isOwn: false,
        failed: answers.failed('gpuActive'),
      }),
      vital(subject, {
        id: 'cpu',
        label: 'CPU',
        unit: 'cores',
        value: sumOf(pods.map((pod) => answers.value('cpu', namespace, pod.pod))),
        metric: 'container_cpu_usage_seconds_total',
        isOwn: false,
        failed: answers.failed('cpu'),
      }),
    ],
    conditions: [
      {
        type: kind === 'RayJob' ? state.word : 'Ready',
        class: state.class,
        reason: `${ready} of ${count(pods.length, 'pod')} ready`,
        explanation: state.reason,
      },
      ...(provisioned === null
        ? []
        : [
            {
              type: 'RayClusterProvisioned',
              class: provisioned === 1 ? ('healthy' as const) : ('waiting' as const),
              reason: '',
              explanation: '',
            },
          ]),
    ],
    replicas: { ready, wanted: pods.length },
    progress: null,
  };
}

/** State of a RayJob by its deployment status. */
export function rayJobState(deployment: string, { pods }: Pick<Subject, 'pods'>): State {
  const sinceMs = oldest(pods);
  const classes: Readonly<Record<string, State['class']>> = {
    Running: 'active',
    Complete: 'healthy',
    Failed: 'failed',
    ValidationFailed: 'failed',
    Suspended: 'stopped',
    Suspending: 'stopped',
    Retrying: 'degraded',
    Waiting: 'waiting',
    Initializing: 'waiting',
  };
  const found = classes[deployment] ?? 'unknown';
  return { class: found, word: deployment, reason: found === 'failed' ? 'The job has failed.' : '', sinceMs };
}

/** State of a RayCluster by its pods, and by the operator where it speaks. */
export function rayClusterState({ pods }: Pick<Subject, 'pods'>, provisioned: number | null): State {
  const sinceMs = oldest(pods);
  if (pods.length === 0)
    return { class: 'stopped', word: 'Suspended', reason: 'The cluster has no pods.', sinceMs };
  if (pods.every((pod) => pod.ready === null))
    return {
      class: 'unknown',
      word: 'Unknown',
      reason: 'Metrics do not tell whether the pods are ready.',
      sinceMs,
    };
  const ready = pods.filter((pod) => pod.ready === true).length;
  if (ready === pods.length) return { class: 'healthy', word: 'Ready', reason: '', sinceMs };
  const reason = `${ready} of ${count(pods.length, 'pod')} ready.`;
  if (ready === 0 || provisioned === 0) return { class: 'waiting', word: 'Provisioning', reason, sinceMs };
  return { class: 'degraded', word: 'Ready', reason, sinceMs };
}

function rayFailure(state: State, subject: Subject): Problem[] {
  if (state.class !== 'failed' && state.class !== 'degraded') return [];
  return [
    {
      type: state.word,
      class: state.class,
      word: state.word,
      cause: state.reason === '' ? `The job is ${state.word.toLowerCase()}.` : state.reason,
      remedy: 'Read the events and the log of the head pod.',
      sinceMs: null,
      evidence: {
        label: 'Ready pods',
        unit: 'count',
        promql: `sum (kube_pod_status_ready{namespace="${subject.namespace}",condition="true",pod=~"${subject.name}-.*"})`,
        isBad: (value) => value < subject.pods.length,
      },
    },
  ];
}
