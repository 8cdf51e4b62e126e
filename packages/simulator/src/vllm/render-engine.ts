import { histogramLabels, writeHistogram } from '../exposition/histogram.ts';
import { joinLabels, labelText } from '../exposition/labels.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import { tickSeconds } from '../model/grid.ts';
import type { EngineCounters } from './engine-counters.ts';
import { engineFamilies, type EngineFamily } from './engine-families.ts';
import type { EngineLoad } from './engine-load.ts';
import type { EnginePlan } from './engine-plan.ts';
import { createEngineProcess } from './render-engine-process.ts';

/** What an engine's exporter needs at a tick. */
export interface EngineSnapshot {
  readonly load: EngineLoad;
  readonly startTick: number;
  readonly counters: Float64Array;
}

const SLEEP_STATES = ['awake', 'weights_offloaded', 'discard_all'] as const;

/** Creates the function that writes an engine's whole `/metrics` answer; label texts are made once. */
export function createEngineRenderer(
  engine: EnginePlan,
  counters: EngineCounters,
): (snapshot: EngineSnapshot, out: SampleWriter) => void {
  const model = labelText({ model_name: engine.model.name });
  const plain = joinLabels('engine="0"', model);
  const families = engineFamilies
    .filter((family) => engine.role !== 'both' || !('nixl' in family))
    .map((family) => familyWriter(family, counters, model, plain));
  const engineProcess = createEngineProcess(counters.slots);
  const cacheConfig = cacheConfigLabels(engine);
  return (snapshot, out) => {
    engineProcess.beforeEngine(snapshot, out);
    const created = tickSeconds(snapshot.startTick) + 62.4;
    for (const write of families) write(snapshot, created, out);
    out.family('vllm:cache_config_info', 'gauge', 'Information of the LLMEngine CacheConfig');
    out.sample('vllm:cache_config_info', cacheConfig, 1);
    engineProcess.afterEngine(snapshot, out);
  };
}

type FamilyWriter = (snapshot: EngineSnapshot, created: number, out: SampleWriter) => void;

function familyWriter(
  family: EngineFamily,
  counters: EngineCounters,
  model: string,
  plain: string,
): FamilyWriter {
  switch (family.kind) {
    case 'histogram': {
      const slot = counters.slots[family.slot];
      const labels = histogramLabels(slot.bounds, 'python', 'engine="0"', model);
      return (snapshot, created, out) => {
        out.family(family.name, 'histogram', family.help);
        writeHistogram(out, family.name, labels, snapshot.counters, slot);
        writeCreated(out, family.name, family.help, [labels.plain], created);
      };
    }
    case 'counter': {
      const slot = family.slot === null ? -1 : counters.slots[family.slot];
      return (snapshot, created, out) => {
        out.family(`${family.name}_total`, 'counter', family.help);
        out.sample(`${family.name}_total`, plain, snapshot.counters[slot] ?? 0);
        writeCreated(out, family.name, family.help, [plain], created);
      };
    }
    case 'parts': {
      const slots = counters.slots[family.slot];
      const labels = family.values.map((value) => partLabels(family.label, value, model));
      return (snapshot, created, out) => {
        out.family(`${family.name}_total`, 'counter', family.help);
        for (const [index, text] of labels.entries()) {
          out.sample(`${family.name}_total`, text, snapshot.counters[slots[index] ?? -1] ?? 0);
        }
        writeCreated(out, family.name, family.help, labels, created);
      };
    }
    case 'gauge':
      return gaugeWriter(family, model, plain);
  }
}

/** vLLM writes the sleep states between the waiting requests and the KV cache. */
function gaugeWriter(
  family: Extract<EngineFamily, { kind: 'gauge' }>,
  model: string,
  plain: string,
): FamilyWriter {
  const states = SLEEP_STATES.map((state) => `engine="0",${model},sleep_state="${state}"`);
  return (snapshot, _created, out) => {
    out.family(family.name, 'gauge', family.help);
    out.sample(family.name, plain, family.value(snapshot.load));
    if (family.name !== 'vllm:num_requests_waiting') return;
    out.family(
      'vllm:engine_sleep_state',
      'gauge',
      'Engine sleep state; awake = 0 means engine is sleeping; awake = 1 means engine is awake; weights_offloaded = 1 means sleep level 1; discard_all = 1 means sleep level 2.',
    );
    for (const [index, labels] of states.entries())
      out.sample('vllm:engine_sleep_state', labels, index === 0 ? 1 : 0);
  };
}

/** prometheus_client sorts label names: `finished_reason` stands before `model_name`, `source` after it. */
function partLabels(label: string, value: string, model: string): string {
  const part = labelText({ [label]: value });
  return label < 'model_name' ? `engine="0",${part},${model}` : `engine="0",${model},${part}`;
}

/** Python exporters tell when each counter began, as a gauge. */
export function writeCreated(
  out: SampleWriter,
  name: string,
  help: string,
  labels: readonly string[],
  created: number,
): void {
  out.family(`${name}_created`, 'gauge', help);
  for (const text of labels) out.sample(`${name}_created`, text, created);
}

function cacheConfigLabels(engine: EnginePlan): string {
  return labelText({
    _block_size_resolved: 'True',
    block_size: '16',
    cache_dtype: 'auto',
    calculate_kv_scales: 'False',
    cpu_kvcache_space_bytes: 'None',
    enable_prefix_caching: 'True',
    engine: '0',
    gpu_memory_utilization: '0.9',
    is_attention_free: 'False',
    kv_cache_memory_bytes: 'None',
    kv_offloading_backend: 'native',
    kv_offloading_size: 'None',
    kv_sharing_fast_prefill: 'False',
    mamba_block_size: 'None',
    mamba_cache_dtype: 'auto',
    mamba_cache_mode: 'none',
    mamba_page_size_padded: 'None',
    mamba_ssm_cache_dtype: 'auto',
    num_cpu_blocks: 'None',
    num_gpu_blocks: String(engine.profile.gpuBlocks),
    num_gpu_blocks_override: 'None',
    prefix_caching_hash_algo: 'sha256',
    sliding_window: 'None',
    user_specified_block_size: 'False',
  });
}
