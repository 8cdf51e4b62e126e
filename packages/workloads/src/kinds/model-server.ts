import type { Assessment, Problem, State } from '../assessment.ts';
import type { WorkloadCondition } from '../contract/workload-detail.ts';
import type { WorkloadVital } from '../contract/workload.ts';
import type { Answers } from '../read/gather.ts';
import type { InventoryAsk } from '../read/inventory-asks.ts';
import type { PodFacts } from '../read/pod-facts.ts';
import type { Subject } from '../subject.ts';
import { vital } from '../vital.ts';
import { count } from '../words/numbers.ts';
import { engineProblems } from './engine-problems.ts';
import { engineReadings, type EngineReadings } from './engine-readings.ts';
import { modelState } from './model-state.ts';
import { podProblems, podReadings } from './pod-problems.ts';
import { predictorProblems, predictorReadings, predictorVitals } from './predictor.ts';

/** Runtimes that are told apart; `unknown` has pods only. */
export type ModelRuntime = 'vllm' | 'ovms' | 'unknown';

/** Pods of a model server that answer requests: not the scheduler in front of them. */
export function servingPods(pods: readonly PodFacts[]): readonly PodFacts[] {
  return pods.filter(
    (pod) =>
      !(pod.labels['label_app_kubernetes_io_component'] ?? '').includes('router-scheduler') &&
      !pod.pod.includes('-router-scheduler-'),
  );
}

/** Which runtime serves: by the metrics there are, else by the image, else by the kind. */
export function modelRuntime(subject: Subject, answers: Answers<InventoryAsk>): ModelRuntime {
  const has = (ask: InventoryAsk): boolean =>
    subject.pods.some((pod) => answers.value(ask, pod.namespace, pod.pod) !== null);
  if (subject.kind === 'LLMInferenceService' || has('running')) return 'vllm';
  if (has('predictInFlight') || has('predictRequests')) return 'ovms';
  const images = subject.pods.map((pod) => pod.image).join(' ');
  if (/vllm|rhaiis/.test(images)) return 'vllm';
  return /ovms|openvino/.test(images) ? 'ovms' : 'unknown';
}

/** Rules for InferenceService and LLMInferenceService. */
export function assessModelServer(
  subject: Subject,
  answers: Answers<InventoryAsk>,
  nowMs: number,
): Assessment {
  const pods = servingPods(subject.pods);
  const wanted = subject.wanted ?? pods.length;
  const runtime = modelRuntime(subject, answers);
  const state = modelState({ pods, wanted, nowMs });
  const serving = { ...subject, pods };
  const numbers = runtimeNumbers(runtime, serving, answers);
  const podWise = podProblems(pods, podReadings(answers, nowMs));
  const isExplained = podWise.some((problem) =>
    ['CrashLoop', 'Image', 'Configuration'].includes(problem.type),
  );
  const problems = [...podWise, ...(isExplained ? [] : missingReplicas(state, subject)), ...numbers.problems];
  const ready = pods.filter((pod) => pod.ready === true).length;
  return {
    runtime,
    state,
    problems,
    vitals: numbers.vitals,
    conditions: conditions(pods, wanted, state),
    replicas: { ready, wanted },
    progress: null,
  };
}

function runtimeNumbers(
  runtime: ModelRuntime,
  subject: Subject,
  answers: Answers<InventoryAsk>,
): Readonly<{ problems: readonly Problem[]; vitals: readonly WorkloadVital[] }> {
  const scope = { namespace: subject.namespace, pods: subject.pods.map((pod) => pod.pod) };
  if (runtime === 'vllm') {
    const readings = engineReadings(answers, subject);
    return { problems: engineProblems(readings, scope), vitals: engineVitals(subject, answers, readings) };
  }
  if (runtime === 'ovms') {
    const readings = predictorReadings(answers, subject);
    return {
      problems: predictorProblems(readings, scope),
      vitals: predictorVitals(subject, answers, readings),
    };
  }
  return { problems: [], vitals: [] };
}

function engineVitals(
  subject: Subject,
  answers: Answers<InventoryAsk>,
  readings: EngineReadings,
): WorkloadVital[] {
  const nan = 'No requests in the last 2 min, so there is nothing to measure.';
  const make = (
    id: string,
    label: string,
    unit: VitalUnit,
    value: number | null,
    ask: InventoryAsk,
    metric: string,
  ) => vital(subject, { id, label, unit, value, metric, isOwn: true, failed: answers.failed(ask), nan });
  return [
    make('requests', 'Requests', 'requests/sec', readings.requests, 'requests', 'vllm:request_success_total'),
    make(
      'ttft-p95',
      'TTFT p95',
      'seconds',
      readings.firstToken,
      'firstToken',
      'vllm:time_to_first_token_seconds',
    ),
    make('errors', 'Errors', 'ratio', readings.errorRatio, 'requestErrors', 'vllm:request_success_total'),
    make(
      'itl-p95',
      'Inter-token p95',
      'seconds',
      readings.tokenGap,
      'tokenGap',
      'vllm:inter_token_latency_seconds',
    ),
    make(
      'e2e-p95',
      'End to end p95',
      'seconds',
      readings.endToEnd,
      'endToEnd',
      'vllm:e2e_request_latency_seconds',
    ),
    make('tokens', 'Tokens', 'tokens/sec', readings.tokens, 'tokens', 'vllm:generation_tokens_total'),
    make('kv-cache', 'KV cache', 'ratio', readings.kvCache, 'kvCache', 'vllm:kv_cache_usage_perc'),
    make('waiting', 'Waiting', 'requests', readings.waiting, 'waiting', 'vllm:num_requests_waiting'),
  ];
}

type VitalUnit = 'requests/sec' | 'seconds' | 'ratio' | 'tokens/sec' | 'requests';

/** A replica that is missing for no reason that the pod rules know is a problem of its own. */
function missingReplicas(state: State, subject: Subject): Problem[] {
  if (state.class !== 'degraded' && state.class !== 'failed') return [];
  return [
    {
      type: 'Replicas',
      class: state.class,
      word: state.word,
      cause: state.reason,
      remedy: 'Open the replica that is not ready and read its events and log.',
      // The state is as old as the replicas that are there, not as the lack of the others.
      sinceMs: null,
      evidence: {
        label: 'Ready replicas',
        unit: 'count',
        promql: `sum (kube_pod_status_ready{namespace="${subject.namespace}",condition="true",pod=~"${subject.name}-.*"})`,
        isBad: (value) => value < (subject.wanted ?? subject.pods.length),
      },
    },
  ];
}

function conditions(pods: readonly PodFacts[], wanted: number, state: State): WorkloadCondition[] {
  const ready = pods.filter((pod) => pod.ready === true).length;
  const homeless = pods.filter((pod) => pod.unschedulable).length;
  const targets = pods.filter((pod) => pod.scraped !== null);
  const silent = targets.filter((pod) => pod.scraped === false).length;
  return [
    {
      type: 'Ready',
      class: state.class,
      reason: `${ready} of ${count(wanted, 'replica')} ready`,
      explanation: state.reason,
    },
    {
      type: 'PodsScheduled',
      class: homeless > 0 ? 'waiting' : 'healthy',
      reason:
        homeless > 0 ? `${count(homeless, 'pod')} without a node` : `${count(pods.length, 'pod')} on nodes`,
      explanation: homeless > 0 ? 'No node has the CPU, memory or GPUs that the pod asks for.' : '',
    },
    {
      type: 'MetricsScraped',
      class: silent > 0 || targets.length === 0 ? 'unknown' : 'healthy',
      reason:
        targets.length === 0
          ? 'no scrape target'
          : `${targets.length - silent} of ${count(targets.length, 'target')} answer`,
      explanation:
        silent > 0 || targets.length === 0
          ? 'Numbers are missing while the service itself may be well. Check the ServiceMonitor or PodMonitor and the network policy.'
          : '',
    },
  ];
}
