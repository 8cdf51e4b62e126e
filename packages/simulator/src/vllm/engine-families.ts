import type { EngineLoad } from './engine-load.ts';
import { finishedReasons, promptSources, type EngineSlots } from './engine-slots.ts';
import type { HistogramSlot } from '../model/counter-layout.ts';

type HistogramKey = {
  [Key in keyof EngineSlots]: EngineSlots[Key] extends HistogramSlot ? Key : never;
}[keyof EngineSlots];
type CounterKey = {
  [Key in keyof EngineSlots]: EngineSlots[Key] extends number ? Key : never;
}[keyof EngineSlots];
type PartsKey = {
  [Key in keyof EngineSlots]: EngineSlots[Key] extends number[] ? Key : never;
}[keyof EngineSlots];

/** One family of the engine's own metrics; the label values beyond `engine` and `model_name` are in `parts`. */
export type EngineFamily =
  | {
      readonly kind: 'histogram';
      readonly name: string;
      readonly slot: HistogramKey;
      readonly help: string;
      readonly nixl?: true;
    }
  | {
      readonly kind: 'counter';
      readonly name: string;
      readonly slot: CounterKey | null;
      readonly help: string;
      readonly nixl?: true;
    }
  | {
      readonly kind: 'parts';
      readonly name: string;
      readonly slot: PartsKey;
      readonly label: string;
      readonly values: readonly string[];
      readonly help: string;
    }
  | {
      readonly kind: 'gauge';
      readonly name: string;
      readonly value: (load: EngineLoad) => number;
      readonly help: string;
    };

/** Every `vllm:` family in the order of a real engine's answer; `nixl` only where KV cache is transferred. */
export const engineFamilies: readonly EngineFamily[] = [
  {
    kind: 'histogram',
    name: 'vllm:nixl_xfer_time_seconds',
    slot: 'nixlTransfer',
    nixl: true,
    help: 'Histogram of transfer duration for NIXL KV Cache transfers.',
  },
  {
    kind: 'histogram',
    name: 'vllm:nixl_post_time_seconds',
    slot: 'nixlPost',
    nixl: true,
    help: 'Histogram of transfer post time for NIXL KV Cache transfers.',
  },
  {
    kind: 'histogram',
    name: 'vllm:nixl_bytes_transferred',
    slot: 'nixlBytes',
    nixl: true,
    help: 'Histogram of bytes transferred per NIXL KV Cache transfers.',
  },
  {
    kind: 'histogram',
    name: 'vllm:nixl_num_descriptors',
    slot: 'nixlDescriptors',
    nixl: true,
    help: 'Histogram of number of descriptors per NIXL  KV Cache transfers.',
  },
  {
    kind: 'counter',
    name: 'vllm:nixl_num_failed_transfers',
    slot: null,
    nixl: true,
    help: 'Number of failed NIXL KV Cache transfers.',
  },
  {
    kind: 'counter',
    name: 'vllm:nixl_num_failed_notifications',
    slot: null,
    nixl: true,
    help: 'Number of failed NIXL KV Cache notifications.',
  },
  {
    kind: 'counter',
    name: 'vllm:nixl_num_kv_expired_reqs',
    slot: null,
    nixl: true,
    help: 'Number of requests that had their KV expire. NOTE: This metric is tracked on the P instance.',
  },
  {
    kind: 'counter',
    name: 'vllm:estimated_flops_per_gpu',
    slot: 'flops',
    help: 'Estimated number of floating point operations per GPU (for Model Flops Utilization calculations).',
  },
  {
    kind: 'counter',
    name: 'vllm:estimated_read_bytes_per_gpu',
    slot: 'readBytes',
    help: 'Estimated number of bytes read from memory per GPU (for Model Flops Utilization calculations).',
  },
  {
    kind: 'counter',
    name: 'vllm:estimated_write_bytes_per_gpu',
    slot: 'writeBytes',
    help: 'Estimated number of bytes written to memory per GPU (for Model Flops Utilization calculations).',
  },
  {
    kind: 'gauge',
    name: 'vllm:num_requests_running',
    value: (load) => load.running,
    help: 'Number of requests in model execution batches.',
  },
  {
    kind: 'gauge',
    name: 'vllm:num_requests_waiting',
    value: (load) => load.waiting,
    help: 'Number of requests waiting to be processed.',
  },
  {
    kind: 'gauge',
    name: 'vllm:kv_cache_usage_perc',
    value: (load) => load.kvUsage,
    help: 'KV-cache usage. 1 means 100 percent usage.',
  },
  {
    kind: 'counter',
    name: 'vllm:prefix_cache_queries',
    slot: 'prefixQueries',
    help: 'Prefix cache queries, in terms of number of queried tokens.',
  },
  {
    kind: 'counter',
    name: 'vllm:prefix_cache_hits',
    slot: 'prefixHits',
    help: 'Prefix cache hits, in terms of number of cached tokens.',
  },
  {
    kind: 'counter',
    name: 'vllm:external_prefix_cache_queries',
    slot: 'externalQueries',
    help: 'External prefix cache queries from KV connector cross-instance cache sharing, in terms of number of queried tokens.',
  },
  {
    kind: 'counter',
    name: 'vllm:external_prefix_cache_hits',
    slot: 'externalHits',
    help: 'External prefix cache hits from KV connector cross-instance cache sharing, in terms of number of cached tokens.',
  },
  {
    kind: 'counter',
    name: 'vllm:mm_cache_queries',
    slot: null,
    help: 'Multi-modal cache queries, in terms of number of queried items.',
  },
  {
    kind: 'counter',
    name: 'vllm:mm_cache_hits',
    slot: null,
    help: 'Multi-modal cache hits, in terms of number of cached items.',
  },
  {
    kind: 'counter',
    name: 'vllm:num_preemptions',
    slot: 'preemptions',
    help: 'Cumulative number of preemption from the engine.',
  },
  {
    kind: 'counter',
    name: 'vllm:prompt_tokens',
    slot: 'promptTokens',
    help: 'Number of prefill tokens processed.',
  },
  {
    kind: 'parts',
    name: 'vllm:prompt_tokens_by_source',
    slot: 'promptBySource',
    label: 'source',
    values: promptSources,
    help: 'Number of prompt tokens by source.',
  },
  {
    kind: 'counter',
    name: 'vllm:prompt_tokens_cached',
    slot: 'promptCached',
    help: 'Number of cached prompt tokens (local + external).',
  },
  {
    kind: 'counter',
    name: 'vllm:prompt_tokens_recomputed',
    slot: 'promptRecomputed',
    help: 'Number of cached tokens recomputed for forward pass.',
  },
  {
    kind: 'counter',
    name: 'vllm:generation_tokens',
    slot: 'generationTokens',
    help: 'Number of generation tokens processed.',
  },
  {
    kind: 'parts',
    name: 'vllm:request_success',
    slot: 'success',
    label: 'finished_reason',
    values: finishedReasons,
    help: 'Count of successfully processed requests.',
  },
  {
    kind: 'histogram',
    name: 'vllm:request_prompt_tokens',
    slot: 'promptLength',
    help: 'Number of prefill tokens processed.',
  },
  {
    kind: 'histogram',
    name: 'vllm:request_generation_tokens',
    slot: 'generationLength',
    help: 'Number of generation tokens processed.',
  },
  {
    kind: 'histogram',
    name: 'vllm:iteration_tokens_total',
    slot: 'iterationTokens',
    help: 'Histogram of number of tokens per engine_step.',
  },
  {
    kind: 'histogram',
    name: 'vllm:request_max_num_generation_tokens',
    slot: 'maxGeneration',
    help: 'Histogram of maximum number of requested generation tokens.',
  },
  {
    kind: 'histogram',
    name: 'vllm:request_params_n',
    slot: 'parameterN',
    help: 'Histogram of the n request parameter.',
  },
  {
    kind: 'histogram',
    name: 'vllm:request_params_max_tokens',
    slot: 'parameterMaxTokens',
    help: 'Histogram of the max_tokens request parameter.',
  },
  {
    kind: 'histogram',
    name: 'vllm:time_to_first_token_seconds',
    slot: 'timeToFirstToken',
    help: 'Histogram of time to first token in seconds.',
  },
  {
    kind: 'histogram',
    name: 'vllm:inter_token_latency_seconds',
    slot: 'interToken',
    help: 'Histogram of inter-token latency in seconds.',
  },
  {
    kind: 'histogram',
    name: 'vllm:request_time_per_output_token_seconds',
    slot: 'timePerToken',
    help: 'Histogram of time_per_output_token_seconds per request.',
  },
  {
    kind: 'histogram',
    name: 'vllm:e2e_request_latency_seconds',
    slot: 'endToEnd',
    help: 'Histogram of e2e request latency in seconds.',
  },
  {
    kind: 'histogram',
    name: 'vllm:request_queue_time_seconds',
    slot: 'queue',
    help: 'Histogram of time spent in WAITING phase for request.',
  },
  {
    kind: 'histogram',
    name: 'vllm:request_inference_time_seconds',
    slot: 'inference',
    help: 'Histogram of time spent in RUNNING phase for request.',
  },
  {
    kind: 'histogram',
    name: 'vllm:request_prefill_time_seconds',
    slot: 'prefill',
    help: 'Histogram of time spent in PREFILL phase for request.',
  },
  {
    kind: 'histogram',
    name: 'vllm:request_decode_time_seconds',
    slot: 'decode',
    help: 'Histogram of time spent in DECODE phase for request.',
  },
  {
    kind: 'histogram',
    name: 'vllm:request_prefill_kv_computed_tokens',
    slot: 'prefillComputed',
    help: 'Histogram of new KV tokens computed during prefill (excluding cached tokens).',
  },
];
