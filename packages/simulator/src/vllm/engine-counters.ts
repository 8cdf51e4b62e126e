import { add, addCoarse, addFraction, observe } from '../model/counter-layout.ts';
import type { CounterEntity } from '../model/counter-entity.ts';
import { TICK_SECONDS } from '../model/grid.ts';
import { hash32, lognormalTable, poisson } from '../model/noise.ts';
import type { EngineLoad } from './engine-load.ts';
import type { EnginePlan } from './engine-plan.ts';
import { engineSlots, type EngineSlots } from './engine-slots.ts';

/** Requests drawn one by one in a tick; more are counted as that many of equal kinds. */
const MAX_SAMPLES = 24;
const MAX_TOKENS = [128, 256, 512, 1024, 2048] as const;
/** Wanders less than a factor of two around 1. */
const jitterTable = lognormalTable(1, 0.3);
const queueTable = lognormalTable(1, 0.55);

/** An engine's counters and where each stands. */
export interface EngineCounters extends CounterEntity {
  readonly slots: EngineSlots;
}

/** Counters of one engine pod: every tick draws finished requests and files each in all histograms it belongs to. */
export function createEngineCounters(
  engine: EnginePlan,
  podUid: string,
  load: (tick: number) => EngineLoad,
): EngineCounters {
  const slots = engineSlots(engine.profile.maxModelLength);
  const prompts = lognormalTable(engine.profile.promptMedian, engine.profile.promptSigma);
  const outputs = lognormalTable(engine.profile.outputMedian, engine.profile.outputSigma);
  return {
    id: `vllm/${podUid}`,
    size: slots.size,
    slots,
    addTick(tick, into) {
      const now = load(tick);
      addProcess(slots, now, into);
      if (!now.isServing) return;
      addIdleHttp(slots, into);
      const count = poisson(now.rate * TICK_SECONDS, engine.seed, tick, 1);
      const samples = Math.min(MAX_SAMPLES, count);
      const share = Math.floor(count / Math.max(1, samples));
      const extra = count - share * samples;
      let prefillSteps = 0;
      for (let index = 0; index < samples; index += 1) {
        const weight = share + (index < extra ? 1 : 0);
        prefillSteps += weight;
        addRequest(engine, slots, now, into, {
          shape: hash32(engine.seed, tick, 100 + index),
          times: hash32(engine.seed, tick, 200 + index),
          weight,
          prompts,
          outputs,
        });
      }
      addIterations(slots, now, into, prefillSteps);
      addErrors(slots, now, into, count);
      add(into, slots.preemptions, poisson(now.preemptionsPerSecond * TICK_SECONDS, engine.seed, tick, 2));
    },
  };
}

interface Draw {
  readonly shape: number;
  readonly times: number;
  readonly weight: number;
  readonly prompts: Float64Array;
  readonly outputs: Float64Array;
}

function addRequest(
  engine: EnginePlan,
  slots: EngineSlots,
  load: EngineLoad,
  into: Float64Array,
  draw: Draw,
): void {
  const { profile, role } = engine;
  const { weight } = draw;
  const prompt = Math.max(
    4,
    Math.min(profile.maxModelLength - 512, Math.round(draw.prompts[draw.shape >>> 20] ?? 4)),
  );
  const drawnOutput = Math.round((draw.outputs[draw.shape & 0xfff] ?? 1) * load.outputFactor);
  const output = role === 'prefill' ? 1 : Math.max(1, Math.min(2048, drawnOutput));
  const cached = Math.floor((prompt * load.hitRatio) / 16) * 16;
  const external = role === 'decode' ? Math.max(0, prompt - cached - 1) : 0;
  const computed = Math.max(1, prompt - cached - external);
  const jitter = jitterTable[draw.times & 0xfff] ?? 1;
  const queueJitter = queueTable[draw.times >>> 20] ?? 1;
  const queue = 0.0015 * jitter + load.queueSeconds * queueJitter;
  const prefill = computed / (profile.prefillTokensPerSecond * (1 - 0.5 * load.kvUsage)) + 0.015 * jitter;
  const perToken = load.tokenSeconds * (0.7 + 0.3 * jitter);
  const decode = (output - 1) * perToken;
  const firstToken = queue + prefill;
  const total = firstToken + decode;

  observe(into, slots.promptLength, prompt, weight);
  observe(into, slots.generationLength, output, weight);
  const asked = role === 'prefill' ? 1 : (MAX_TOKENS.find((limit) => limit >= output) ?? 2048);
  observe(into, slots.maxGeneration, output, weight);
  observe(into, slots.parameterMaxTokens, asked, weight);
  observe(into, slots.parameterN, 1, weight);
  observe(into, slots.timeToFirstToken, firstToken, weight);
  if (output > 1) observe(into, slots.interToken, perToken, weight * (output - 1));
  observe(into, slots.timePerToken, output > 1 ? perToken : 0, weight);
  observe(into, slots.endToEnd, total, weight);
  observe(into, slots.queue, queue, weight);
  observe(into, slots.inference, prefill + decode, weight);
  observe(into, slots.prefill, prefill, weight);
  observe(into, slots.decode, decode, weight);
  observe(into, slots.prefillComputed, computed, weight);
  observe(into, slots.iterationTokens, computed + load.running, weight);
  observe(into, slots.httpHigh, total, weight);
  observe(into, slots.httpChat, total, weight);
  if (external > 0) addTransfer(slots, into, external, weight, jitter);

  add(into, slots.promptTokens, prompt * weight);
  add(into, slots.generationTokens, output * weight);
  add(into, slots.promptBySource[0] ?? 0, computed * weight);
  add(into, slots.promptBySource[1] ?? 0, cached * weight);
  add(into, slots.promptBySource[2] ?? 0, external * weight);
  add(into, slots.promptCached, (cached + external) * weight);
  add(into, slots.prefixQueries, prompt * weight);
  add(into, slots.prefixHits, cached * weight);
  add(into, slots.requestBytes, Math.round(prompt * 4.6) * weight);
  add(into, slots.responseBytes, (Math.round(output * 4.9) + 420) * weight);
  addCoarse(into, slots.flops, 2 * profile.parameters * (computed + output) * weight, 2 ** 40);
  addCoarse(into, slots.readBytes, 0.04 * profile.parameters * output * weight, 2 ** 20);
  add(into, slots.writeBytes, 131_072 * (computed + output) * weight);
  add(into, slots.success[reasonOf(load, (draw.shape ^ draw.times) >>> 8)] ?? 0, weight);
}

/** stop 0.78, length 0.20, abort 0.015, error 0.004, repetition 0.001, shifted by episodes. */
function reasonOf(load: EngineLoad, hash: number): number {
  const draw = (hash & 0xffff) / 65_536;
  const error = 0.004 + load.errorShare;
  const abort = error + 0.015 + load.abortShare;
  if (draw < 0.001) return 4;
  if (draw < 0.001 + error) return 3;
  if (draw < 0.001 + abort) return 2;
  return draw < 0.001 + abort + 0.2 * (1 - abort) ? 1 : 0;
}

function addTransfer(
  slots: EngineSlots,
  into: Float64Array,
  tokens: number,
  weight: number,
  jitter: number,
): void {
  const bytes = tokens * 163_840;
  add(into, slots.externalQueries, tokens * weight);
  add(into, slots.externalHits, tokens * weight);
  observe(into, slots.nixlTransfer, (bytes / 40e9) * jitter, weight);
  observe(into, slots.nixlPost, 0.0011 * jitter, weight);
  observe(into, slots.nixlBytes, bytes, weight);
  observe(into, slots.nixlDescriptors, Math.ceil(tokens / 16), weight);
}

/** Decode-only steps of the engine: one every token time while anything runs. */
function addIterations(slots: EngineSlots, load: EngineLoad, into: Float64Array, prefillSteps: number): void {
  if (load.running === 0) return;
  const steps = Math.max(0, Math.round(TICK_SECONDS / load.tokenSeconds) - prefillSteps);
  if (steps > 0) observe(into, slots.iterationTokens, load.running, steps);
}

function addErrors(slots: EngineSlots, load: EngineLoad, into: Float64Array, count: number): void {
  const failed = Math.round(count * load.errorShare);
  const rejected = Math.round(count * load.rejectShare);
  add(into, slots.chat5xx, failed);
  add(into, slots.chat4xx, rejected);
  add(into, slots.chat2xx, Math.max(0, count - failed));
}

function addProcess(slots: EngineSlots, load: EngineLoad, into: Float64Array): void {
  addFraction(into, slots.cpuSeconds, (0.35 + 1.2 * load.busy) * TICK_SECONDS);
  add(into, slots.gcCollections[0] ?? 0, 3);
  add(into, slots.gcCollected[0] ?? 0, 40 + Math.round(load.rate * 20));
}

/** The readiness probe asks for the list of models every tick. */
function addIdleHttp(slots: EngineSlots, into: Float64Array): void {
  add(into, slots.models2xx, 3);
  add(into, slots.modelsResponseBytes, 3 * 931);
  observe(into, slots.httpHigh, 0.0004, 3);
  observe(into, slots.httpModels, 0.0004, 3);
}
