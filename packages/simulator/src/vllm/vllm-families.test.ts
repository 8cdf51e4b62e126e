import { describe, expect, it } from 'vitest';
import { createTextWriter } from '../exposition/text-writer.ts';
import { familyOf, parseExposition, type ParsedExposition } from '../testing/exposition.ts';
import { realMetrics } from '../testing/real-metrics.ts';
import { createEngineCounters } from './engine-counters.ts';
import type { EngineLoad } from './engine-load.ts';
import type { EnginePlan } from './engine-plan.ts';
import { createEngineRenderer } from './render-engine.ts';
import { chat8b } from '../cluster/model-profiles.ts';

const realText = realMetrics('vllm.txt');

const load: EngineLoad = {
  isServing: true,
  rate: 8,
  running: 12,
  waiting: 0,
  kvUsage: 0.2,
  tokenSeconds: 0.01,
  queueSeconds: 0,
  hitRatio: 0.5,
  busy: 0.6,
  preemptionsPerSecond: 0,
  errorShare: 0,
  rejectShare: 0,
  abortShare: 0,
  outputFactor: 1,
};

/** A decode engine of the same model as the real answer came from. */
function simulated(): ParsedExposition {
  // TinyLlama's context is 2048 tokens, which is where its token buckets end.
  const profile = { ...chat8b, maxModelLength: 2048 };
  const engine: EnginePlan = {
    id: 'ns/TinyLlama/decode-0',
    seed: 3,
    model: {
      kind: 'LLMInferenceService',
      namespace: 'ns',
      name: 'TinyLlama',
      replicas: 1,
      prefillReplicas: 1,
      profile,
    },
    profile,
    role: 'decode',
    replica: 0,
    gpu: { node: 'gpu-node-0', index: 0 },
    deployment: 'TinyLlama-kserve',
    replicaSet: 'TinyLlama-kserve-x',
    originTick: 0,
  };
  const counters = createEngineCounters(engine, 'uid', () => load);
  const values = new Float64Array(counters.size);
  for (let tick = 1; tick <= 200; tick += 1) counters.addTick(tick, values);
  const out = createTextWriter('python');
  createEngineRenderer(engine, counters)({ load, startTick: 0, counters: values }, out);
  return parseExposition(out.text());
}

describe.skipIf(realText === null)('the simulated vLLM answer, compared with a real one', () => {
  const real = parseExposition(realText ?? '');
  const ours = simulated();

  it('has the same families, none missing and none invented, with the same type and help', () => {
    expect(Object.fromEntries(ours.types)).toEqual(Object.fromEntries(real.types));
    expect(Object.fromEntries(ours.helps)).toEqual(Object.fromEntries(real.helps));
    expect([...ours.types.keys()]).toEqual([...real.types.keys()]);
  });

  it('has the same series but for their values, in the same order of labels', () => {
    const shape = (parsed: ParsedExposition): readonly string[] =>
      parsed.samples
        .map(
          ({ name, labelText }) =>
            `${name}{${labelText.replace(/num_gpu_blocks="\d+"/, 'num_gpu_blocks="N"')}}`,
        )
        .toSorted();
    expect(shape(ours)).toEqual(shape(real));
  });

  it('has the same bucket bounds in every histogram', () => {
    const bounds = (parsed: ParsedExposition): Readonly<Record<string, readonly string[]>> => {
      const found: Record<string, string[]> = {};
      for (const { name, labels } of parsed.samples) {
        const { le } = labels;
        if (le !== undefined) (found[familyOf(name, parsed.types)] ??= []).push(le);
      }
      return found;
    };
    expect(bounds(ours)).toEqual(bounds(real));
  });
});
