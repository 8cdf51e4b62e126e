import { clamp } from '../model/noise.ts';
import { minutes } from '../model/grid.ts';
import type { Episode } from '../episodes/episode.ts';
import type { EpisodeBook } from '../episodes/episode-book.ts';
import type { EnginePlan } from './engine-plan.ts';

/** What episodes do to an engine in a tick; the values of `calm` change nothing. */
export interface EngineEffects {
  rate: number;
  runningFactor: number;
  kvFloor: number;
  waiting: number;
  queueSeconds: number;
  preemptionsPerSecond: number;
  tokenSeconds: number;
  busyFloor: number;
  errorShare: number;
  rejectShare: number;
  abortShare: number;
  output: number;
}

const calm: Readonly<EngineEffects> = {
  rate: 1,
  runningFactor: 1,
  kvFloor: 0,
  waiting: 0,
  queueSeconds: 0,
  preemptionsPerSecond: 0,
  tokenSeconds: 1,
  busyFloor: 0,
  errorShare: 0,
  rejectShare: 0,
  abortShare: 0,
  output: 1,
};

/** Sum of the effects of every episode that touches the engine: its own, its model's, its node's and its siblings' rollouts. */
export function engineEffects(
  engine: EnginePlan,
  siblings: readonly string[],
  book: EpisodeBook,
  tick: number,
): Readonly<EngineEffects> {
  const model = `${engine.model.namespace}/${engine.model.name}`;
  const ofModel = book.active(model, tick);
  const ofNode = book.active(engine.gpu.node, tick);
  const rollouts = siblings.flatMap((sibling) =>
    book.active(sibling, tick).filter(({ name }) => name === 'bad-rollout'),
  );
  if (ofModel.length === 0 && ofNode.length === 0 && rollouts.length === 0) return calm;
  const effects = { ...calm };
  for (const episode of ofModel) applyToModel(effects, engine, episode, tick);
  for (const episode of ofNode) {
    if (episode.name === 'thermal-throttle')
      effects.tokenSeconds *= 1 + 0.5 * ramp(episode, tick, minutes(4));
  }
  for (const episode of rollouts) effects.errorShare += 0.3 * ramp(episode, tick, minutes(6));
  return effects;
}

function applyToModel(effects: EngineEffects, engine: EnginePlan, episode: Episode, tick: number): void {
  if (episode.name === 'kv-saturation') saturate(effects, episode, tick);
  else if (episode.name === 'traffic-skew') skew(effects, engine, ramp(episode, tick, minutes(2)));
  else if (episode.name === 'retry-storm') storm(effects, ramp(episode, tick, minutes(2)));
}

/** The cache fills first; what queues, how long it waits and preemptions follow from it. */
function saturate(effects: EngineEffects, episode: Episode, tick: number): void {
  const full = ramp(episode, tick, minutes(2));
  const late = ramp({ ...episode, startTick: episode.startTick + minutes(1) }, tick, minutes(3));
  effects.rate *= 1 + 0.35 * full;
  effects.kvFloor = Math.max(effects.kvFloor, 0.985 * full);
  effects.waiting += 80 * late;
  effects.queueSeconds += 0.12 * full + 7.9 * late;
  effects.preemptionsPerSecond += 0.5 * late;
  effects.tokenSeconds *= 1 + 0.3 * full;
  effects.busyFloor = Math.max(effects.busyFloor, 0.98 * full);
}

function skew(effects: EngineEffects, engine: EnginePlan, strength: number): void {
  if (engine.replica === 0) {
    effects.rate *= 1 + 0.8 * strength;
    effects.runningFactor *= 1 + 1.2 * strength;
    effects.kvFloor = Math.max(effects.kvFloor, 0.62 * strength);
  } else {
    effects.rate *= 1 - 0.9 * strength;
  }
}

function storm(effects: EngineEffects, strength: number): void {
  effects.rate *= 1 + 3 * strength;
  effects.output *= 1 - 0.75 * strength;
  effects.errorShare += 0.08 * strength;
  effects.rejectShare += 0.35 * strength;
  effects.abortShare += 0.3 * strength;
}

/** Rises over `over` ticks from the start and falls over the last `over` ticks. */
export function ramp(episode: Pick<Episode, 'startTick' | 'endTick'>, tick: number, over: number): number {
  return clamp(Math.min((tick - episode.startTick + 1) / over, (episode.endTick - tick) / over), 0, 1);
}
