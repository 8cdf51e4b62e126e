import { HISTORY_DAYS, hours, minutes } from '../model/grid.ts';
import { hash32, seedOf, uniform } from '../model/noise.ts';
import type { Episode, EpisodeName, EpisodeSubject } from './episode.ts';
import { episodeKind } from './episode-table.ts';

/** What the schedule needs to know. */
export interface EpisodeScheduleOptions {
  readonly seed: number;
  /** Where history ends and live begins. */
  readonly boundaryTick: number;
  subjects(name: EpisodeName, startTick: number, endTick: number): readonly EpisodeSubject[];
}

const LIVE_BEAT = minutes(45);
const HISTORY_BEAT = hours(8);
/** The engines' counters are counted exactly from a restart on; restarts stay near so that this is quick. */
const RESTARTS_WITHIN = hours(30);

const LIVE_NAMES: readonly EpisodeName[] = [
  'thermal-throttle',
  'straggler',
  'host-oom-kill',
  'traffic-skew',
  'loss-nan',
  'bad-rollout',
  'retry-storm',
  'kueue-preemption',
  'kv-saturation',
  'scrape-loss',
  'pvc-full',
  'inadmissible-queue',
];
const HISTORY_NAMES: readonly EpisodeName[] = [
  'host-oom-kill',
  'straggler',
  'kv-saturation',
  'thermal-throttle',
  'pvc-full',
  'retry-storm',
  'bad-rollout',
  'loss-nan',
  'traffic-skew',
  'kueue-preemption',
  'scrape-loss',
  'inadmissible-queue',
];
const RESTARTING = new Set<EpisodeName>(['host-oom-kill', 'bad-rollout']);

/**
 * The episodes that happen by themselves: one under way when live begins, then one every 45 minutes; three a day in the past.
 * Returns a function that gives all of them up to a day after a tick; the list only grows.
 */
export function createEpisodeSchedule(options: EpisodeScheduleOptions): (tick: number) => readonly Episode[] {
  const seed = seedOf(options.seed, 'episodes');
  const list: Episode[] = past(seed, options);
  const opening = episodeAt(seed, options, 'kv-saturation', options.boundaryTick - minutes(14), -1);
  if (opening !== null) list.push(opening);
  let nextBeat = 0;
  return (tick) => {
    while (options.boundaryTick + nextBeat * LIVE_BEAT < tick + hours(24)) {
      const start =
        options.boundaryTick + minutes(25 + 8 * uniform(seed, nextBeat, 1)) + nextBeat * LIVE_BEAT;
      const name = LIVE_NAMES[nextBeat % LIVE_NAMES.length] ?? 'kv-saturation';
      const episode = episodeAt(seed, options, name, start, nextBeat);
      if (episode !== null) list.push(episode);
      nextBeat += 1;
    }
    return list;
  };
}

function past(seed: number, options: EpisodeScheduleOptions): Episode[] {
  const count = Math.floor((HISTORY_DAYS * 24) / 8);
  const list: Episode[] = [];
  for (let back = count; back >= 1; back -= 1) {
    const start = options.boundaryTick - back * HISTORY_BEAT + minutes(120 + 90 * uniform(seed, -back, 2));
    const place = (count - back) % HISTORY_NAMES.length;
    const wanted = HISTORY_NAMES[(place + (options.seed >>> 0)) % HISTORY_NAMES.length] ?? 'straggler';
    const isFar = options.boundaryTick - start > RESTARTS_WITHIN;
    const name = isFar && RESTARTING.has(wanted) ? 'thermal-throttle' : wanted;
    // One restart in the last day for certain: the console shows reset counters and an OOM kill in its history.
    const episode = episodeAt(seed, options, back === 2 ? 'host-oom-kill' : name, start, -back - 1000);
    if (episode !== null) list.push(episode);
  }
  return list;
}

function episodeAt(
  seed: number,
  options: EpisodeScheduleOptions,
  name: EpisodeName,
  startTick: number,
  place: number,
): Episode | null {
  const kind = episodeKind(name);
  const endTick = startTick + minutes(kind.minutes);
  const subjects = options.subjects(name, startTick, endTick);
  const subject = subjects[hash32(seed, place, 4) % Math.max(1, subjects.length)];
  if (subject === undefined) return null;
  return {
    id: `${name}-${startTick}`,
    name,
    startTick,
    endTick,
    subject,
    cause: kind.cause,
    source: 'schedule',
  };
}
