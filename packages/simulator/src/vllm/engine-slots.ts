import { createCounterLayout, type HistogramSlot } from '../model/counter-layout.ts';
import * as buckets from './vllm-buckets.ts';

/** Reasons a request ends, in the order vLLM writes them. */
export const finishedReasons = ['stop', 'length', 'abort', 'error', 'repetition'] as const;
/** Where prompt tokens came from. */
export const promptSources = ['local_compute', 'local_cache_hit', 'external_kv_transfer'] as const;

/** Places of every vLLM counter in an engine's vector. */
export type EngineSlots = ReturnType<typeof engineSlots>;

/** Lays out the counters of an engine; only the token histograms depend on the model. */
export function engineSlots(maxModelLength: number) {
  const layout = createCounterLayout();
  const tokens = buckets.tokenCounts(maxModelLength);
  const counter = (): number => layout.counter();
  const histogram = (bounds: readonly number[]): HistogramSlot => layout.histogram(bounds);
  const slots = {
    gcCollected: [counter(), counter(), counter()],
    gcCollections: [counter(), counter(), counter()],
    cpuSeconds: counter(),
    nixlTransfer: histogram(buckets.nixlTransferTime),
    nixlPost: histogram(buckets.nixlPostTime),
    nixlBytes: histogram(buckets.nixlBytes),
    nixlDescriptors: histogram(buckets.nixlDescriptors),
    flops: counter(),
    readBytes: counter(),
    writeBytes: counter(),
    prefixQueries: counter(),
    prefixHits: counter(),
    externalQueries: counter(),
    externalHits: counter(),
    preemptions: counter(),
    promptTokens: counter(),
    promptBySource: promptSources.map(() => counter()),
    promptCached: counter(),
    promptRecomputed: counter(),
    generationTokens: counter(),
    success: finishedReasons.map(() => counter()),
    promptLength: histogram(tokens),
    generationLength: histogram(tokens),
    iterationTokens: histogram(buckets.iterationTokens),
    maxGeneration: histogram(tokens),
    parameterN: histogram(buckets.parameterN),
    parameterMaxTokens: histogram(tokens),
    timeToFirstToken: histogram(buckets.timeToFirstToken),
    interToken: histogram(buckets.interTokenLatency),
    timePerToken: histogram(buckets.interTokenLatency),
    endToEnd: histogram(buckets.requestTime),
    queue: histogram(buckets.requestTime),
    inference: histogram(buckets.requestTime),
    prefill: histogram(buckets.requestTime),
    decode: histogram(buckets.requestTime),
    prefillComputed: histogram(tokens),
    chat2xx: counter(),
    chat4xx: counter(),
    chat5xx: counter(),
    models2xx: counter(),
    requestBytes: counter(),
    responseBytes: counter(),
    modelsResponseBytes: counter(),
    httpHigh: histogram(buckets.httpHighResolution),
    httpChat: histogram(buckets.httpLowResolution),
    httpModels: histogram(buckets.httpLowResolution),
  };
  return { ...slots, size: layout.size() };
}
