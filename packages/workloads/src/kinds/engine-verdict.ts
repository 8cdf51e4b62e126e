import type { WorkloadStatusClass } from '../contract/workload.ts';
import { limits } from '../limits.ts';
import { amount, duration, percent } from '../words/numbers.ts';
import { trafficSkew, type EngineReadings } from './engine-readings.ts';

/** What limits a workload, with the two numbers it rests on. */
export type Verdict = Readonly<{ class: WorkloadStatusClass; text: string }>;

/**
 * What limits an LLM server, by the decision tree of llm-d's use cases: replicas, memory, skew, queue, decode, prefill.
 * `ready` is the number of replicas that serve.
 */
export function engineVerdict(readings: EngineReadings, ready: number): Verdict {
  if (ready === 0) return { class: 'failed', text: 'No replica is ready: no request is served.' };
  const { requests, kvCache } = readings;
  if (requests === null && kvCache === null)
    return {
      class: 'unknown',
      text: 'The engines report no metrics, so nothing can be said about what limits them.',
    };
  if (requests === 0 && (readings.running ?? 0) === 0)
    return { class: 'healthy', text: 'No requests in the last 2 min: nothing limits it.' };
  return (
    memory(readings) ??
    skewed(readings) ??
    queued(readings) ??
    decode(readings) ??
    prefill(readings) ??
    none(readings)
  );
}

function memory({ kvCache, preemptions }: EngineReadings): Verdict | null {
  if (kvCache === null || kvCache < limits.kvCache) return null;
  if ((preemptions ?? 0) > limits.preemptions)
    return {
      class: 'degraded',
      text: `KV cache ${percent(kvCache)} and ${amount(preemptions ?? 0)} preemptions/s: shorten the context or add memory.`,
    };
  return {
    class: 'degraded',
    text: `KV cache ${percent(kvCache)} (limit ${percent(limits.kvCache)}): new requests wait for memory. Add replicas or shorten the context.`,
  };
}

function skewed({ replicas }: EngineReadings): Verdict | null {
  const skew = trafficSkew(replicas);
  if (skew === null || skew.ratio < limits.skew) return null;
  return {
    class: 'degraded',
    text: `One replica gets ${amount(skew.ratio)}× the traffic: ${skew.pod} runs ${amount(skew.running)} requests, the others ${amount(skew.others)}. Check session affinity.`,
  };
}

function queued({ queueTime, inferenceTime, waiting }: EngineReadings): Verdict | null {
  if (!isNumber(queueTime) || !isNumber(inferenceTime) || inferenceTime <= 0) return null;
  const ratio = queueTime / inferenceTime;
  if (ratio < 1 && (waiting ?? 0) <= limits.waitingRequests) return null;
  if (ratio < 1)
    return {
      class: 'degraded',
      text: `${amount(waiting ?? 0)} requests wait (limit ${limits.waitingRequests}), queue time p95 ${duration(queueTime)}: add replicas.`,
    };
  return {
    class: 'degraded',
    text: `Queue time is ${amount(ratio)}× inference time (p95 ${duration(queueTime)} against ${duration(inferenceTime)}): add replicas.`,
  };
}

function decode({ tokenGap, running }: EngineReadings): Verdict | null {
  if (!isNumber(tokenGap) || tokenGap <= limits.tokenSeconds) return null;
  return {
    class: 'degraded',
    text: `Decode is the limit: inter-token p95 ${duration(tokenGap)} (limit ${duration(limits.tokenSeconds)}) with ${amount(running ?? 0)} requests running. Lower max_num_seqs, add replicas, or check the GPU clock.`,
  };
}

function prefill({ firstToken, queueTime }: EngineReadings): Verdict | null {
  if (!isNumber(firstToken) || firstToken <= limits.firstTokenSeconds) return null;
  const queue = isNumber(queueTime) ? duration(queueTime) : 'little';
  return {
    class: 'degraded',
    text: `Prefill is the limit: TTFT p95 ${duration(firstToken)} (limit ${duration(limits.firstTokenSeconds)}), of which ${queue} in the queue. Prompts are long, or the prefix cache misses.`,
  };
}

function none({ queueTime, kvCache }: EngineReadings): Verdict {
  const facts = [
    ...(isNumber(queueTime) ? [`queue time p95 ${duration(queueTime)}`] : []),
    ...(isNumber(kvCache) ? [`KV cache ${percent(kvCache)}`] : []),
  ].join(', ');
  return { class: 'healthy', text: `No bottleneck found${facts === '' ? '' : `: ${facts}`}.` };
}

function isNumber(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}
