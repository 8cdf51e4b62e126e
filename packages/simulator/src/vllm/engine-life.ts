import type { LastTermination } from '../cluster/pod.ts';
import type { Episode } from '../episodes/episode.ts';
import type { EpisodeBook } from '../episodes/episode-book.ts';
import { minutes, TICK_SECONDS } from '../model/grid.ts';
import type { EnginePlan } from './engine-plan.ts';

/** How long a model takes to load after its container has started. */
export const LOAD_TICKS = 10;
/** How long the working set grows before the kernel kills the container. */
export const OOM_RAMP_TICKS = minutes(15);
const CRASH_RUNS = 3;
/** kubelet waits 10 s after the first crash, twice as long after each further one, at most five minutes; in ticks. */
const BACK_OFF_TICKS = [10, 20, 40, 80, 160, 300].map((seconds) => Math.ceil(seconds / TICK_SECONDS));
const LONGEST_BACK_OFF = Math.max(...BACK_OFF_TICKS);

/** Which pod stands in an engine's place, and since when its container runs. */
export interface EngineLife {
  /** 0 for the first pod; a rollout and its rollback each bring a new one. */
  readonly generation: number;
  /** A pod of the revision that never loads. */
  readonly isBroken: boolean;
  readonly createdTick: number;
  readonly containerStart: number;
  readonly restarts: number;
  readonly last: LastTermination | null;
  /** The model is loaded and the endpoint answers. */
  readonly isServing: boolean;
  /** A broken pod waits for its next attempt. */
  readonly isBackingOff: boolean;
}

/** The state of an engine's pod at a tick, from the episodes that have begun by then. */
export function engineLife(engine: EnginePlan, book: EpisodeBook, tick: number): EngineLife {
  let life: EngineLife = {
    generation: 0,
    isBroken: false,
    createdTick: engine.originTick,
    containerStart: engine.originTick,
    restarts: 0,
    last: null,
    isServing: true,
    isBackingOff: false,
  };
  for (const episode of book.begun(engine.id, tick)) {
    if (episode.name === 'host-oom-kill') life = afterOomKill(life, episode, tick);
    else if (episode.name === 'bad-rollout') life = afterRollout(life, episode, tick);
  }
  return life;
}

/** State of a container that ends right after every start; Kubernetes waits longer and longer, at most five minutes. */
export function crashLoop(
  createdTick: number,
  tick: number,
): Pick<EngineLife, 'containerStart' | 'restarts' | 'last' | 'isBackingOff'> {
  let containerStart = createdTick;
  let endedAt: number | null = null;
  let restarts = 0;
  const next = (backOff: number, runs: number): void => {
    restarts += runs;
    containerStart += runs * (CRASH_RUNS + backOff);
    endedAt = containerStart - backOff;
  };
  for (const backOff of BACK_OFF_TICKS) {
    if (containerStart + CRASH_RUNS + backOff > tick) break;
    next(backOff, 1);
  }
  if (restarts === BACK_OFF_TICKS.length) {
    const runs = Math.floor((tick - containerStart) / (CRASH_RUNS + LONGEST_BACK_OFF));
    if (runs > 0) next(LONGEST_BACK_OFF, runs);
  }
  const isBackingOff = tick - containerStart >= CRASH_RUNS;
  if (isBackingOff) endedAt = containerStart + CRASH_RUNS;
  return {
    containerStart,
    restarts,
    isBackingOff,
    last: endedAt === null ? null : { reason: 'Error', exitCode: 1, atTick: endedAt },
  };
}

function afterOomKill(life: EngineLife, episode: Episode, tick: number): EngineLife {
  const killTick = episode.startTick + OOM_RAMP_TICKS;
  if (tick < killTick || killTick <= life.createdTick) return life;
  return {
    ...life,
    containerStart: killTick,
    restarts: life.restarts + 1,
    last: { reason: 'OOMKilled', exitCode: 137, atTick: killTick },
    isServing: tick >= killTick + LOAD_TICKS,
  };
}

function afterRollout(life: EngineLife, episode: Episode, tick: number): EngineLife {
  if (tick < episode.endTick) {
    return {
      generation: life.generation + 1,
      isBroken: true,
      createdTick: episode.startTick,
      ...crashLoop(episode.startTick, tick),
      isServing: false,
    };
  }
  return {
    generation: life.generation + 2,
    isBroken: false,
    createdTick: episode.endTick,
    containerStart: episode.endTick,
    restarts: 0,
    last: null,
    isServing: tick >= episode.endTick + LOAD_TICKS,
    isBackingOff: false,
  };
}
