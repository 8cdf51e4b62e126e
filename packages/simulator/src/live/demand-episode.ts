import type { Cluster } from '../cluster/cluster.ts';
import type { Episode, EpisodeName } from '../episodes/episode.ts';
import { episodeKind } from '../episodes/episode-table.ts';
import { minutes } from '../model/grid.ts';
import { hash32 } from '../model/noise.ts';

/** Starts an episode now on a workload that is not in one already; null when there is no such workload. */
export function demandEpisode(cluster: Cluster, name: EpisodeName, nowTick: number): Episode | null {
  const kind = episodeKind(name);
  const startTick = nowTick + 1;
  const endTick = startTick + minutes(kind.minutes);
  const free = cluster
    .subjects(name, startTick, endTick)
    .filter(({ entity }) => cluster.book.active(entity, startTick).length === 0);
  const subject = free[hash32(cluster.seed, startTick, 77) % Math.max(1, free.length)];
  if (subject === undefined) return null;
  const episode: Episode = {
    id: `${name}-${startTick}-demand`,
    name,
    startTick,
    endTick,
    subject,
    cause: kind.cause,
    source: 'demand',
  };
  cluster.addEpisode(episode);
  return episode;
}
