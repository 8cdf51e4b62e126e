import type { Problem } from '../assessment.ts';
import { limits } from '../limits.ts';
import { literal, podsMatcher } from '../read/selector.ts';
import { amount, count, duration, percent } from '../words/numbers.ts';
import { trafficSkew, type EngineReadings } from './engine-readings.ts';

/** The window of the rates in `inventoryAsks`. */
const rateWindowSeconds = 120;

/** Where the series of an LLM server are. */
export type EngineScope = Readonly<{ namespace: string; pods: readonly string[] }>;

/**
 * Problems of an LLM server. A full cache makes requests wait and waiting makes them slow: of these three only the first that holds is a
 * problem, the others are its consequences.
 */
export function engineProblems(readings: EngineReadings, scope: EngineScope): readonly Problem[] {
  const pressure =
    memoryPressure(readings, scope) ?? longQueue(readings, scope) ?? slowFirstToken(readings, scope);
  return [pressure, errors(readings, scope), skew(readings, scope)].filter((problem) => problem !== null);
}

function memoryPressure(
  { kvCache, waiting, preemptions }: EngineReadings,
  scope: EngineScope,
): Problem | null {
  if (kvCache === null || kvCache < limits.kvCache) return null;
  const isPreempting = (preemptions ?? 0) > limits.preemptions;
  const isWaiting = (waiting ?? 0) >= 1;
  if (!isPreempting && !isWaiting) return null;
  const effects = [
    ...(isWaiting ? [`${amount(Math.round(waiting ?? 0))} requests waiting`] : []),
    ...(isPreempting ? [`${amount(preemptions ?? 0)} preemptions/s`] : []),
  ].join(', ');
  return {
    ...plain('KVCache'),
    cause: `KV cache ${percent(kvCache)} full (limit ${percent(limits.kvCache)}), ${effects}.`,
    remedy: 'Shorten the context, lower max_num_seqs, or add replicas or GPU memory.',
    evidence: {
      label: 'KV cache',
      unit: 'ratio',
      promql: `max (vllm:kv_cache_usage_perc{${engine(scope)}} or vllm:gpu_cache_usage_perc{${engine(scope)}})`,
      isBad: (value) => value >= limits.kvCache,
    },
  };
}

function longQueue({ waiting, queueTime }: EngineReadings, scope: EngineScope): Problem | null {
  if (waiting === null || waiting <= limits.waitingRequests) return null;
  const time = queueTime === null || Number.isNaN(queueTime) ? '' : `, queue time p95 ${duration(queueTime)}`;
  return {
    ...plain('Queue'),
    cause: `${count(Math.round(waiting), 'request')} waiting (limit ${limits.waitingRequests})${time}.`,
    remedy: 'Add replicas, or find out who sends so much.',
    evidence: {
      label: 'Requests waiting',
      unit: 'requests',
      promql: `sum (vllm:num_requests_waiting{${engine(scope)}})`,
      isBad: (value) => value > limits.waitingRequests,
    },
  };
}

function slowFirstToken({ firstToken, model }: EngineReadings, scope: EngineScope): Problem | null {
  if (firstToken === null || !(firstToken > limits.firstTokenSeconds)) return null;
  return {
    ...plain('Latency'),
    cause: `Time to first token p95 is ${duration(firstToken)} (limit ${duration(limits.firstTokenSeconds)}).`,
    remedy: 'See on the page whether queue, prefill or GPU is the cause.',
    evidence: {
      label: 'TTFT p95',
      unit: 'seconds',
      promql: `histogram_quantile(0.95, sum by (le) (rate(vllm:time_to_first_token_seconds_bucket{namespace="${scope.namespace}",model_name="${literal(model)}"}[2m])))`,
      isBad: (value) => value > limits.firstTokenSeconds,
    },
  };
}

function errors({ errorRatio, requests }: EngineReadings, scope: EngineScope): Problem | null {
  if (errorRatio === null || !(errorRatio > limits.errorRatio) || requests === null) return null;
  if (errorRatio * requests * rateWindowSeconds < limits.failures) return null;
  const all = `rate(vllm:request_success_total{${engine(scope)}}[2m])`;
  const failed = `rate(vllm:request_success_total{${engine(scope)},finished_reason=~"error|abort"}[2m])`;
  return {
    ...plain('Errors'),
    cause: `${percent(errorRatio)} of requests fail or are aborted (limit ${percent(limits.errorRatio)}) at ${amount(requests)} req/s.`,
    remedy: 'Read the engine log; many aborts mean that clients give up waiting or retry too soon.',
    evidence: {
      label: 'Errors',
      unit: 'ratio',
      promql: `sum (${failed}) / (sum (${all}) > 0)`,
      isBad: (value) => value > limits.errorRatio,
    },
  };
}

function skew({ replicas }: EngineReadings, scope: EngineScope): Problem | null {
  const found = trafficSkew(replicas);
  if (found === null || found.ratio < limits.skew) return null;
  return {
    ...plain('TrafficSkew'),
    cause: `${found.pod} runs ${amount(found.running)} requests, the other replicas ${amount(found.others)}: ${amount(found.ratio)} times as many (limit ${limits.skew}).`,
    remedy: 'Check session affinity and the load balancing of the gateway.',
    evidence: {
      label: 'Running, busiest replica',
      unit: 'requests',
      promql: `max (vllm:num_requests_running{${engine(scope)}})`,
      isBad: () => false,
    },
  };
}

function plain(type: string): Readonly<{ type: string; class: 'degraded'; word: null; sinceMs: null }> {
  return { type, class: 'degraded', word: null, sinceMs: null };
}

/** Matchers of the engine's own series. */
function engine({ namespace, pods }: EngineScope): string {
  return `namespace="${namespace}",${podsMatcher('pod', pods)}`;
}
