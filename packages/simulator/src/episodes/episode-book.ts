import type { Episode } from './episode.ts';

/** All episodes of a cluster, found by what they happen to. */
export interface EpisodeBook {
  /** Episodes of an entity that are going on at a tick. */
  active(entity: string, tick: number): readonly Episode[];
  /** Episodes of an entity that have begun by a tick, oldest first. */
  begun(entity: string, tick: number): readonly Episode[];
  /** Every episode that overlaps `[fromTick, toTick)`, oldest first. */
  between(fromTick: number, toTick: number): readonly Episode[];
  /** Adds an episode that somebody asked for. */
  add(episode: Episode): void;
}

const NONE: readonly Episode[] = [];
const MAX_DEMANDED = 10_000;

/**
 * A book over a schedule that is written as far as it is read. `scheduled(tick)` returns every episode the schedule starts up to a day after
 * the tick, always the same list with more at its end.
 */
export function createEpisodeBook(scheduled: (tick: number) => readonly Episode[]): EpisodeBook {
  const byEntity = new Map<string, Episode[]>();
  const demanded: Episode[] = [];
  let filed = 0;
  const file = (episode: Episode): void => {
    const list = byEntity.get(episode.subject.entity) ?? [];
    list.push(episode);
    list.sort((a, b) => a.startTick - b.startTick);
    byEntity.set(episode.subject.entity, list);
  };
  const upTo = (tick: number): void => {
    const all = scheduled(tick);
    for (; filed < all.length; filed += 1) {
      const episode = all[filed];
      if (episode !== undefined) file(episode);
    }
  };
  return {
    active(entity, tick) {
      upTo(tick);
      const list = byEntity.get(entity);
      if (list === undefined) return NONE;
      let found: Episode[] | undefined;
      for (let index = list.length - 1; index >= 0; index -= 1) {
        const episode = list[index];
        if (episode !== undefined && episode.startTick <= tick && tick < episode.endTick)
          (found ??= []).push(episode);
      }
      return found ?? NONE;
    },
    begun(entity, tick) {
      upTo(tick);
      const list = byEntity.get(entity);
      return list === undefined ? NONE : list.filter((episode) => episode.startTick <= tick);
    },
    between(fromTick, toTick) {
      upTo(toTick);
      return [...scheduled(toTick), ...demanded]
        .filter((episode) => episode.startTick < toTick && episode.endTick > fromTick)
        .toSorted((a, b) => a.startTick - b.startTick);
    },
    add(episode) {
      if (demanded.length >= MAX_DEMANDED)
        throw new RangeError(`more than ${MAX_DEMANDED} episodes asked for; start with a fresh state folder`);
      demanded.push(episode);
      file(episode);
    },
  };
}
