import { limits } from '../limits.ts';
import type { Problem } from '../assessment.ts';
import type { Answers } from '../read/gather.ts';
import type { InventoryAsk } from '../read/inventory-asks.ts';
import type { PodFacts } from '../read/pod-facts.ts';
import { podsMatcher } from '../read/selector.ts';
import { endInWords, endRemedy } from '../words/ends.ts';
import { count, duration, percent } from '../words/numbers.ts';

/** What the rules about pods need to know besides the pods. */
export type PodReadings = Readonly<{
  nowMs: number;
  memory: (pod: PodFacts) => number | null;
  volume: (pod: PodFacts) => number | null;
  temperature: (pod: PodFacts) => number | null;
}>;

/** Readings of pods from the grouped answers. */
export function podReadings(answers: Answers<InventoryAsk>, nowMs: number): PodReadings {
  return {
    nowMs,
    memory: (pod) => answers.value('memory', pod.namespace, pod.pod),
    volume: (pod) => answers.value('volume', pod.namespace, pod.pod),
    temperature: (pod) => answers.value('gpuTemperature', pod.namespace, pod.pod),
  };
}

const imageReasons = new Set(['ImagePullBackOff', 'ErrImagePull', 'InvalidImageName', 'ImageInspectError']);
const configReasons = new Set(['CreateContainerConfigError', 'CreateContainerError', 'RunContainerError']);

/** Problems that every kind of workload can have, worst first: crash loops, images, kills, memory, volumes, heat. */
export function podProblems(pods: readonly PodFacts[], readings: PodReadings): readonly Problem[] {
  return [
    ...crashes(pods, readings.nowMs),
    ...images(pods),
    ...kills(pods, readings.nowMs),
    ...restarts(pods),
    ...worst(pods, readings.memory, limits.memory, memoryProblem),
    ...worst(pods, readings.volume, limits.volume, volumeProblem),
    ...worst(pods, readings.temperature, limits.temperature, heatProblem),
  ];
}

function crashes(pods: readonly PodFacts[], nowMs: number): Problem[] {
  const looping = pods.filter((pod) => pod.waitingReason === 'CrashLoopBackOff');
  const [first] = looping;
  if (first === undefined) return [];
  const end = first.lastEnd;
  const how = end === null ? '' : `; last time it ${endInWords(end.reason, end.exitCode)}`;
  const restartCount = first.restarts === null ? '' : ` after ${count(first.restarts, 'restart')}`;
  return [
    {
      type: 'CrashLoop',
      class: looping.length === pods.length ? 'failed' : 'degraded',
      word: looping.length === pods.length ? 'CrashLoopBackOff' : null,
      cause: `${first.pod} crashes again and again${restartCount}${how}.`,
      remedy: end === null ? 'Read the log of the previous container.' : endRemedy(end.reason),
      sinceMs: loopingSince(first, nowMs),
      evidence: restartEvidence(first),
    },
  ];
}

/**
 * A pod that has crashed on average every quarter of an hour or more often never ran long enough (10 min) for kubelet to begin its waits anew:
 * it loops since its start. For any other the curve of its restarts tells. The last crash says nothing, it is new every five minutes.
 */
function loopingSince({ startedMs, restarts }: PodFacts, nowMs: number): number | null {
  if (startedMs === null || restarts === null || restarts === 0) return null;
  return (nowMs - startedMs) / restarts <= limits.loopSeconds * 1000 ? startedMs : null;
}

function images(pods: readonly PodFacts[]): Problem[] {
  const stuck = pods.find(
    (pod) =>
      pod.waitingReason !== null &&
      (imageReasons.has(pod.waitingReason) || configReasons.has(pod.waitingReason)),
  );
  if (stuck === undefined) return [];
  const reason = stuck.waitingReason ?? '';
  const isImage = imageReasons.has(reason);
  return [
    {
      type: isImage ? 'Image' : 'Configuration',
      class: pods.every((pod) => pod.ready !== true) ? 'failed' : 'degraded',
      word: pods.every((pod) => pod.ready !== true) ? reason : null,
      cause: `${stuck.pod} cannot start: ${reason}.`,
      remedy: isImage
        ? 'Check the image name and the pull secret.'
        : 'Check the secrets, config maps and volumes that the pod refers to.',
      sinceMs: stuck.startedMs,
      evidence: {
        label: 'Containers waiting',
        unit: 'count',
        promql: `sum (kube_pod_container_status_waiting_reason{namespace="${stuck.namespace}",pod="${stuck.pod}"})`,
        isBad: (value) => value > 0,
      },
    },
  ];
}

/** An out-of-memory kill stays a problem for an hour: the next one usually comes. */
function kills(pods: readonly PodFacts[], nowMs: number): Problem[] {
  const killed = pods
    .filter((pod) => pod.lastEnd?.reason === 'OOMKilled' && pod.waitingReason !== 'CrashLoopBackOff')
    .filter(
      (pod) =>
        (pod.lastEnd?.atMs ?? 0) > nowMs - 3_600_000 ||
        (pod.lastEnd?.atMs === null && (pod.restartsHour ?? 0) >= 0.5),
    );
  const [first] = killed;
  if (first === undefined) return [];
  return [
    {
      type: 'OutOfMemory',
      class: 'degraded',
      word: null,
      cause: `${first.pod} was ${endInWords('OOMKilled', 137)}${killed.length > 1 ? `, and ${killed.length - 1} more` : ''}.`,
      remedy: endRemedy('OOMKilled'),
      sinceMs: first.lastEnd?.atMs ?? null,
      evidence: {
        label: 'Memory',
        unit: 'bytes',
        promql: `max (container_memory_working_set_bytes{namespace="${first.namespace}",pod="${first.pod}",container!=""})`,
        isBad: () => false,
      },
    },
  ];
}

function restarts(pods: readonly PodFacts[]): Problem[] {
  const restless = pods.find(
    (pod) =>
      Math.round(pod.restartsHour ?? 0) >= limits.restarts &&
      pod.waitingReason !== 'CrashLoopBackOff' &&
      pod.lastEnd?.reason !== 'OOMKilled',
  );
  if (restless === undefined) return [];
  return [
    {
      type: 'Restarts',
      class: 'degraded',
      word: null,
      cause: `${restless.pod} restarted ${Math.round(restless.restartsHour ?? 0)} times in the last hour (limit ${limits.restarts}).`,
      remedy:
        restless.lastEnd === null
          ? 'Read the log of the previous container.'
          : endRemedy(restless.lastEnd.reason),
      // The last restart is not the first one: the curve tells.
      sinceMs: null,
      evidence: restartEvidence(restless),
    },
  ];
}

function restartEvidence(pod: PodFacts): Problem['evidence'] {
  return {
    label: 'Restarts in 15 min',
    unit: 'count',
    promql: `sum (increase(kube_pod_container_status_restarts_total{namespace="${pod.namespace}",pod="${pod.pod}"}[15m]))`,
    isBad: (value) => value >= 0.5,
  };
}

function worst(
  pods: readonly PodFacts[],
  read: (pod: PodFacts) => number | null,
  limit: number,
  problem: (pod: PodFacts, value: number) => Problem,
): Problem[] {
  const above = pods
    .map((pod) => ({ pod, value: read(pod) ?? Number.NaN }))
    .filter(({ value }) => value > limit)
    .toSorted((left, right) => right.value - left.value);
  const [first] = above;
  return first === undefined ? [] : [problem(first.pod, first.value)];
}

function memoryProblem(pod: PodFacts, value: number): Problem {
  const where = `namespace="${pod.namespace}",pod="${pod.pod}",container!=""`;
  return {
    type: 'Memory',
    class: 'degraded',
    word: null,
    cause: `${pod.pod} uses ${percent(value)} of its memory limit (attention from ${percent(limits.memory)}); at 100% it is killed.`,
    remedy: endRemedy('OOMKilled'),
    sinceMs: null,
    evidence: {
      label: 'Memory of limit',
      unit: 'ratio',
      promql: `max (container_memory_working_set_bytes{${where}} / on (namespace, pod, container) group_left () max by (namespace, pod, container) (kube_pod_container_resource_limits{${where},resource="memory"}))`,
      isBad: (each) => each > limits.memory,
    },
  };
}

function volumeProblem(pod: PodFacts, value: number): Problem {
  const space = `namespace="${pod.namespace}"`;
  return {
    type: 'Volume',
    class: 'degraded',
    word: null,
    cause: `A volume of ${pod.pod} is ${percent(value)} full (limit ${percent(limits.volume)}); at 100% nothing can be saved.`,
    remedy: 'Delete old checkpoints and files, or enlarge the volume claim.',
    sinceMs: null,
    evidence: {
      label: 'Volume used',
      unit: 'ratio',
      promql: `max (kube_pod_spec_volumes_persistentvolumeclaims_info{${space},pod="${pod.pod}"} * on (namespace, persistentvolumeclaim) group_left () max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_used_bytes{${space}} / kubelet_volume_stats_capacity_bytes{${space}}))`,
      isBad: (each) => each > limits.volume,
    },
  };
}

function heatProblem(pod: PodFacts, value: number): Problem {
  return {
    type: 'Temperature',
    class: 'degraded',
    word: null,
    cause: `A GPU of ${pod.pod} is at ${Math.round(value)} °C (limit ${limits.temperature} °C) and lowers its clock${pod.node === '' ? '' : `; node ${pod.node}`}.`,
    remedy: 'Look at fans and power of the node; move the workload if it must be fast.',
    sinceMs: null,
    evidence: {
      label: 'GPU temperature',
      unit: 'celsius',
      promql: `max (DCGM_FI_DEV_GPU_TEMP{exported_namespace="${pod.namespace}",${podsMatcher('exported_pod', [pod.pod])}})`,
      isBad: (each) => each > limits.temperature,
    },
  };
}

/** Says for how long a pod has been starting, when metrics tell. */
export function startingFor(pod: PodFacts, nowMs: number): string {
  return pod.startedMs === null ? '' : ` for ${duration(Math.max(0, (nowMs - pod.startedMs) / 1000))}`;
}
