import type { CounterEntity } from '../model/counter-entity.ts';
import { add, createCounterLayout, observe } from '../model/counter-layout.ts';
import { TICK_SECONDS } from '../model/grid.ts';
import { hash32, lognormalTable, poisson } from '../model/noise.ts';
import type { EngineLoad } from '../vllm/engine-load.ts';
import type { EnginePlan } from '../vllm/engine-plan.ts';
import * as buckets from './scheduler-buckets.ts';

/** Plugins a request passes, by extension point; the number is its mean time in seconds. */
export const plugins = [
  ['DataProducer', 'approx-prefix-cache-producer', 'approx-prefix-cache-producer', 0.000021],
  ['DataProducer', 'token-producer', 'token-producer', 0.000009],
  ['Filter', 'decode-filter', 'by-label', 0.000001],
  ['Filter', 'prefill-filter', 'by-label', 0.0000005],
  ['Picker', 'max-score-picker', 'max-score-picker', 0.000001],
  ['PreRequest', 'approx-prefix-cache-producer', 'approx-prefix-cache-producer', 0.000013],
  ['PreRequest', 'disagg-headers-handler', 'disagg-headers-handler', 0.000005],
  ['PreRequest', 'disagg-profile-handler', 'disagg-profile-handler', 0.0000034],
  ['ProcessProfilesResults', 'disagg-profile-handler', 'disagg-profile-handler', 0.0000007],
  ['ProfilePicker', 'disagg-profile-handler', 'disagg-profile-handler', 0.0000048],
  ['RequestParsing', 'openai-parser', 'openai-parser', 0.000029],
  ['ResponseParsing', 'openai-parser', 'openai-parser', 0.0000033],
  ['Scorer', 'prefix-cache-scorer', 'prefix-cache-scorer', 0.0000015],
  ['Scorer', 'queue-scorer', 'queue-scorer', 0.0000004],
] as const;

const MAX_SAMPLES = 16;
const spread = lognormalTable(1, 0.35);

function schedulerSlots() {
  const layout = createCounterLayout();
  const slots = {
    requests: layout.counter(),
    plugins: plugins.map(() => layout.histogram(buckets.short)),
    hitBytes: layout.histogram(buckets.hitBytes),
    hitRatio: layout.histogram(buckets.hitRatio),
    cachedTokens: layout.histogram(buckets.tokens),
    duration: layout.histogram(buckets.duration),
    inputTokens: layout.histogram(buckets.tokens),
    perToken: layout.histogram(buckets.perToken),
    outputTokens: layout.histogram(buckets.outputTokens),
    requestBytes: layout.histogram(buckets.requestBytes),
    interToken: layout.histogram(buckets.interToken),
    firstTokenWhole: layout.histogram(buckets.firstToken),
    firstTokenStreaming: layout.histogram(buckets.firstToken),
    responseBytes: layout.histogram(buckets.responseBytes),
    endToEnd: layout.histogram(buckets.short),
  };
  return { ...slots, size: layout.size() };
}

/** Places of the scheduler's counters. */
export type SchedulerSlots = ReturnType<typeof schedulerSlots>;

/** Counters of one endpoint picker, which sees every request of its model. */
export interface SchedulerCounters extends CounterEntity {
  readonly slots: SchedulerSlots;
}

/** Creates the counters; the load is that of the decode engines. */
export function createSchedulerCounters(
  engine: EnginePlan,
  podUid: string,
  seed: number,
  load: (tick: number) => EngineLoad,
): SchedulerCounters {
  const slots = schedulerSlots();
  const { profile } = engine;
  const prompts = lognormalTable(profile.promptMedian, profile.promptSigma);
  const outputs = lognormalTable(profile.outputMedian, profile.outputSigma);
  return {
    id: `scheduler/${podUid}`,
    size: slots.size,
    slots,
    addTick(tick, into) {
      const now = load(tick);
      const count = poisson(now.rate * TICK_SECONDS, seed, tick, 1);
      const samples = Math.min(MAX_SAMPLES, count);
      const share = Math.floor(count / Math.max(1, samples));
      const extra = count - share * samples;
      for (let index = 0; index < samples; index += 1) {
        const weight = share + (index < extra ? 1 : 0);
        const hash = hash32(seed, tick, 100 + index);
        const jitter = spread[hash32(seed, tick, 200 + index) >>> 20] ?? 1;
        const prompt = Math.max(4, Math.round(prompts[hash >>> 20] ?? 4));
        const output = Math.max(1, Math.min(2048, Math.round(outputs[hash & 0xfff] ?? 1)));
        const first = now.queueSeconds * jitter + 0.045 + prompt / profile.prefillTokensPerSecond;
        const total = first + output * now.tokenSeconds;
        addRequest(
          slots,
          into,
          {
            prompt,
            output,
            first,
            total,
            jitter,
            hit: now.hitRatio,
            tokenSeconds: now.tokenSeconds,
            isStreaming: (hash & 3) !== 0,
          },
          weight,
        );
      }
    },
  };
}

interface Request {
  readonly prompt: number;
  readonly output: number;
  readonly first: number;
  readonly total: number;
  readonly jitter: number;
  readonly hit: number;
  readonly tokenSeconds: number;
  readonly isStreaming: boolean;
}

function addRequest(slots: SchedulerSlots, into: Float64Array, request: Request, weight: number): void {
  add(into, slots.requests, weight);
  for (const [index, plugin] of plugins.entries()) {
    const slot = slots.plugins[index];
    if (slot !== undefined) observe(into, slot, plugin[3] * request.jitter, weight);
  }
  const hitTokens = Math.floor((request.prompt * request.hit) / 16) * 16;
  observe(into, slots.hitBytes, hitTokens * 4, weight);
  observe(into, slots.hitRatio, hitTokens / request.prompt, weight);
  observe(into, slots.cachedTokens, hitTokens, weight);
  observe(into, slots.duration, request.total, weight);
  observe(into, slots.inputTokens, request.prompt, weight);
  observe(into, slots.perToken, request.total / request.output, weight);
  observe(into, slots.outputTokens, request.output, weight);
  observe(into, slots.requestBytes, request.prompt * 4.6, weight);
  observe(into, slots.responseBytes, request.output * 4.9 + 420, weight);
  observe(into, slots.endToEnd, 0.00005 * request.jitter, weight);
  if (request.isStreaming) {
    observe(into, slots.firstTokenStreaming, request.first, weight);
    observe(
      into,
      slots.interToken,
      request.tokenSeconds * request.jitter,
      weight * Math.max(1, request.output - 1),
    );
  } else {
    observe(into, slots.firstTokenWhole, request.total, weight);
  }
}
