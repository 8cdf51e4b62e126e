import type { Problem } from '../assessment.ts';
import type { WorkloadVital } from '../contract/workload.ts';
import { limits } from '../limits.ts';
import type { Answers } from '../read/gather.ts';
import type { InventoryAsk } from '../read/inventory-asks.ts';
import { podsMatcher } from '../read/selector.ts';
import type { Subject } from '../subject.ts';
import { maxOf, meanOf, sumOf, vital } from '../vital.ts';
import { amount, duration, percent } from '../words/numbers.ts';
import type { Verdict } from './engine-verdict.ts';

/** Numbers of a predictive model server; rates per second, times in seconds. */
export type PredictorReadings = Readonly<{
  requests: number | null;
  failureRatio: number | null;
  latencyP99: number | null;
  latencyMean: number | null;
  waitMean: number | null;
  inferenceMean: number | null;
  inFlight: number | null;
  memory: number | null;
}>;

/** Reads the numbers of an OVMS predictor from the grouped answers. */
export function predictorReadings(
  answers: Answers<InventoryAsk>,
  { namespace, name, pods }: Subject,
): PredictorReadings {
  const perPod = (ask: InventoryAsk): readonly (number | null)[] =>
    pods.map((pod) => answers.value(ask, namespace, pod.pod));
  const requests = sumOf(perPod('predictRequests'));
  const failures = sumOf(perPod('predictFailures'));
  const all = requests === null && failures === null ? null : (requests ?? 0) + (failures ?? 0);
  return {
    requests,
    failureRatio: all === null || failures === null ? null : failures / all,
    latencyP99: answers.value('predictLatency', namespace, name),
    latencyMean: meanOf(perPod('predictMean')),
    waitMean: meanOf(perPod('predictWait')),
    inferenceMean: meanOf(perPod('predictInference')),
    inFlight: sumOf(perPod('predictInFlight')),
    memory: maxOf(perPod('memory')),
  };
}

/** Vitals of a predictive model: requests, latency, failures, in flight, memory. */
export function predictorVitals(
  subject: Subject,
  answers: Answers<InventoryAsk>,
  readings: PredictorReadings,
): WorkloadVital[] {
  const nan = 'No requests in the last 2 min, so there is nothing to measure.';
  const common = (ask: InventoryAsk) => ({ isOwn: ask !== 'memory', failed: answers.failed(ask), nan });
  return [
    vital(subject, {
      id: 'requests',
      label: 'Requests',
      unit: 'requests/sec',
      value: readings.requests,
      metric: 'ovms_requests_success',
      ...common('predictRequests'),
    }),
    vital(subject, {
      id: 'latency-p99',
      label: 'Latency p99',
      unit: 'seconds',
      value: readings.latencyP99,
      metric: 'ovms_request_time_us',
      ...common('predictLatency'),
    }),
    vital(subject, {
      id: 'errors',
      label: 'Failures',
      unit: 'ratio',
      value: readings.failureRatio,
      metric: 'ovms_requests_fail',
      ...common('predictFailures'),
    }),
    vital(subject, {
      id: 'latency-mean',
      label: 'Mean latency',
      unit: 'seconds',
      value: readings.latencyMean,
      metric: 'ovms_request_time_us',
      ...common('predictMean'),
    }),
    vital(subject, {
      id: 'in-flight',
      label: 'In flight',
      unit: 'requests',
      value: readings.inFlight,
      metric: 'ovms_current_requests',
      ...common('predictInFlight'),
    }),
    vital(subject, {
      id: 'memory',
      label: 'Memory of limit',
      unit: 'ratio',
      value: readings.memory,
      metric: 'container_memory_working_set_bytes',
      ...common('memory'),
    }),
  ];
}

/** Problems of a predictive model: failures, slow answers. */
export function predictorProblems(
  readings: PredictorReadings,
  scope: Readonly<{ namespace: string; pods: readonly string[] }>,
): readonly Problem[] {
  const where = `namespace="${scope.namespace}",${podsMatcher('pod', scope.pods)}`;
  const problems: Problem[] = [];
  const { failureRatio, latencyP99 } = readings;
  if (failureRatio !== null && failureRatio > limits.errorRatio) {
    const failed = `sum (rate(ovms_requests_fail{${where}}[2m]))`;
    problems.push({
      type: 'Errors',
      class: 'degraded',
      word: null,
      cause: `${percent(failureRatio)} of requests fail (limit ${percent(limits.errorRatio)}).`,
      remedy: 'Check the shapes that clients send and which model version is loaded.',
      sinceMs: null,
      evidence: {
        label: 'Failures',
        unit: 'ratio',
        promql: `${failed} / (${failed} + sum (rate(ovms_requests_success{${where}}[2m])) > 0)`,
        isBad: (value) => value > limits.errorRatio,
      },
    });
  }
  if (latencyP99 !== null && latencyP99 > limits.predictSeconds)
    problems.push({
      type: 'Latency',
      class: 'degraded',
      word: null,
      cause: `Latency p99 is ${duration(latencyP99)} (limit ${duration(limits.predictSeconds)}).`,
      remedy: 'See on the page whether waiting or inference takes the time.',
      sinceMs: null,
      evidence: {
        label: 'Latency p99',
        unit: 'seconds',
        promql: `histogram_quantile(0.99, sum by (le) (rate(ovms_request_time_us_bucket{${where}}[2m]))) / 1e6`,
        isBad: (value) => value > limits.predictSeconds,
      },
    });
  return problems;
}

/** What limits a predictive model: waiting for a slot, or the inference itself. */
export function predictorVerdict(
  { requests, waitMean, inferenceMean }: PredictorReadings,
  ready: number,
): Verdict {
  if (ready === 0) return { class: 'failed', text: 'No replica is ready: no request is served.' };
  if (requests === 0) return { class: 'healthy', text: 'No requests in the last 2 min: nothing limits it.' };
  if (waitMean === null || inferenceMean === null)
    return {
      class: 'unknown',
      text: 'The server reports no times, so nothing can be said about what limits it.',
    };
  if (waitMean > inferenceMean)
    return {
      class: 'degraded',
      text: `Requests wait ${duration(waitMean)} for a slot and compute ${duration(inferenceMean)}: add streams or replicas.`,
    };
  return {
    class: 'healthy',
    text: `No bottleneck found: ${duration(waitMean)} waiting, ${duration(inferenceMean)} inference at ${amount(requests ?? 0)} req/s.`,
  };
}
