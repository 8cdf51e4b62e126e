import { diurnal } from '../model/diurnal.ts';
import { clamp, normal, smoothNoise, uniform } from '../model/noise.ts';
import type { EngineEffects } from './engine-effects.ts';
import type { EngineLife } from './engine-life.ts';
import type { EnginePlan } from './engine-plan.ts';

/** How an engine does in one tick. */
export interface EngineLoad {
  readonly isServing: boolean;
  /** Requests per second that arrive and are finished. */
  readonly rate: number;
  readonly running: number;
  readonly waiting: number;
  /** KV-cache use, 0 to 1. */
  readonly kvUsage: number;
  /** Seconds per output token. */
  readonly tokenSeconds: number;
  /** Mean seconds in the queue. */
  readonly queueSeconds: number;
  readonly hitRatio: number;
  /** GPU busy share, 0 to 1. */
  readonly busy: number;
  readonly preemptionsPerSecond: number;
  readonly errorShare: number;
  readonly rejectShare: number;
  readonly abortShare: number;
  /** How much shorter answers are because clients give up. */
  readonly outputFactor: number;
}

/** An engine that answers nothing. */
const still: EngineLoad = {
  isServing: false,
  rate: 0,
  running: 0,
  waiting: 0,
  kvUsage: 0,
  tokenSeconds: 0.01,
  queueSeconds: 0,
  hitRatio: 0,
  busy: 0,
  preemptionsPerSecond: 0,
  errorShare: 0,
  rejectShare: 0,
  abortShare: 0,
  outputFactor: 1,
};

/**
 * The load of an engine in a tick: arrivals by the hour, then requests in flight by Little's law, inter-token latency by what runs, KV use
 * by resident tokens (domain reference §6.2), and what episodes put on top.
 */
export function engineLoad(
  engine: EnginePlan,
  life: EngineLife,
  effects: EngineEffects,
  tick: number,
): EngineLoad {
  if (!life.isServing) return still;
  const { profile, seed } = engine;
  const drift = 1 + 0.12 * smoothNoise(seed, tick, 80) + 0.05 * normal(seed, tick, 21);
  const rate = Math.max(
    0,
    profile.requestsPerSecond * diurnal(tick) * drift * flashCrowd(seed, tick) * effects.rate,
  );
  const promptMean = profile.promptMedian * Math.exp(profile.promptSigma ** 2 / 2);
  const outputMean =
    engine.role === 'prefill'
      ? 1
      : profile.outputMedian * Math.exp(profile.outputSigma ** 2 / 2) * effects.output;
  const hitRatio =
    profile.prefixHitRatio * (0.85 + 0.15 * smoothNoise(seed, tick, 60)) * warmth(tick - life.containerStart);
  const prefillSeconds =
    (engine.role === 'decode' ? 0.02 : (promptMean * (1 - hitRatio)) / profile.prefillTokensPerSecond) +
    0.015;
  let running = rate * 2;
  let tokenSeconds = profile.tokenSeconds;
  for (let round = 0; round < 4; round += 1) {
    tokenSeconds = profile.tokenSeconds * (1 + running / 64) ** 0.8 * effects.tokenSeconds;
    running = Math.min(256, rate * (prefillSeconds + outputMean * tokenSeconds));
  }
  const jitter = 1 + (0.35 / Math.sqrt(1 + running / 4)) * normal(seed, tick, 22);
  const resident = running * (promptMean + outputMean / 2);
  const kvUsage = Math.max(effects.kvFloor, resident / (profile.gpuBlocks * 16));
  const saturation = clamp(
    kvUsage,
    0,
    effects.kvFloor > 0.9 ? 0.985 + 0.012 * uniform(seed, tick, 23) : 0.94,
  );
  const shownRunning = Math.max(
    0,
    Math.round(running * jitter * (effects.kvFloor > 0.5 ? 1 + effects.kvFloor : 1) * effects.runningFactor),
  );
  const tokensPerSecond = rate * (promptMean * (1 - hitRatio) * 0.12 + outputMean);
  return {
    isServing: true,
    rate,
    running: shownRunning,
    waiting: Math.round(effects.waiting * (0.92 + 0.16 * uniform(seed, tick, 24))),
    kvUsage: clamp(
      saturation * (1 + 0.04 * normal(seed, tick, 25) * (effects.kvFloor > 0.9 ? 0.05 : 1)),
      0,
      1,
    ),
    tokenSeconds,
    queueSeconds: effects.queueSeconds,
    hitRatio: clamp(hitRatio, 0, 0.95),
    busy: clamp(Math.max(effects.busyFloor, 1 - Math.exp(-tokensPerSecond / 1400)), 0, 1),
    preemptionsPerSecond: effects.preemptionsPerSecond,
    errorShare: 0.001 + effects.errorShare,
    rejectShare: 0.004 + effects.rejectShare,
    abortShare: effects.abortShare,
    outputFactor: effects.output,
  };
}

/** The prefix cache is empty after a start and fills with a time constant of 15 minutes. */
function warmth(ageTicks: number): number {
  return 1 - Math.exp(-Math.max(0, ageTicks) / 60);
}

/** About two crowds a week, each three to five times the traffic for 10 to 30 minutes. */
function flashCrowd(seed: number, tick: number): number {
  const span = 20_160;
  const cell = Math.floor(tick / span);
  const start = Math.floor(uniform(seed, cell, 31) * (span - 200));
  const length = 40 + Math.floor(80 * uniform(seed, cell, 32));
  const since = tick - cell * span - start;
  if (since < 0 || since >= length) return 1;
  const shape = Math.sin((Math.PI * (since + 0.5)) / length) ** 0.5;
  return 1 + (1 + 1.5 * uniform(seed, cell, 33)) * shape;
}
