import { createCluster, type Cluster } from '../cluster/cluster.ts';
import type { ClusterSize } from '../cluster/cluster-plan.ts';
import { createTargets, type Target, type TargetGroup } from '../cluster/targets.ts';
import { createTextWriter } from '../exposition/text-writer.ts';
import { createLiveCounters } from '../live/live-counters.ts';
import { tickAt } from '../model/grid.ts';
import { demandEpisode } from '../live/demand-episode.ts';
import type { Episode, EpisodeName } from '../episodes/episode.ts';
import { parseExposition, type ParsedExposition } from './exposition.ts';

/** A Wednesday at 14:00 UTC: business hours. */
export const WEDNESDAY = tickAt(Date.UTC(2026, 0, 7, 14));

/** A cluster and what its exporters say, tick by tick. */
export interface TestCluster {
  readonly cluster: Cluster;
  targetsAt(tick: number): readonly Target[];
  text(target: Target, tick: number): string;
  scrape(target: Target, tick: number): ParsedExposition;
  /** The target of a group whose labels match, at a tick. */
  find(tick: number, group: TargetGroup, labels?: Readonly<Record<string, string>>): Target;
  /** Starts an episode after the tick, on the first suitable workload. */
  start(name: EpisodeName, tick: number): Episode;
}

/** Creates a cluster for tests; the boundary is a Wednesday afternoon unless given. */
export function createTestCluster(
  options: {
    readonly size?: ClusterSize;
    readonly seed?: number;
    readonly boundaryTick?: number;
    readonly isQuiet?: boolean;
  } = {},
): TestCluster {
  const cluster = createCluster({
    seed: options.seed ?? 7,
    size: options.size ?? 'small',
    boundaryTick: options.boundaryTick ?? WEDNESDAY,
    isQuiet: options.isQuiet ?? false,
  });
  const targetsAt = createTargets(cluster);
  const counters = createLiveCounters(cluster, new Map(), () => 0);
  const text = (target: Target, tick: number): string => {
    const out = createTextWriter(target.style);
    target.render(tick, counters, out);
    return out.text();
  };
  return {
    cluster,
    targetsAt,
    text,
    scrape: (target, tick) => parseExposition(text(target, tick)),
    find(tick, group, labels = {}) {
      const found = targetsAt(tick).find(
        (target) =>
          target.group === group &&
          Object.entries(labels).every(([label, value]) => target.labels[label] === value),
      );
      if (found === undefined) throw new Error(`no ${group} target with ${JSON.stringify(labels)}`);
      return found;
    },
    start(name, tick) {
      const episode = demandEpisode(cluster, name, tick);
      if (episode === null) throw new Error(`no workload is free for ${name}`);
      return episode;
    },
  };
}
