import type { Cluster } from '../cluster/cluster.ts';
import type { CounterEntity } from '../model/counter-entity.ts';

const STRIDE = 64;
const EPISODE_STRIDE = 4;
/** An entity that is older than history has lived about as long again before it. */
const AGE_FACTOR = 2;

/**
 * The counters of an entity older than history, at the boundary: its week in samples of every 64th tick, twice over, and what its episodes
 * added. It is the anchor that both sides of the seam share: history subtracts from it going back, live adds to it going on.
 */
export function estimateBase(cluster: Cluster, entity: CounterEntity): Float64Array {
  const sampled = new Float64Array(entity.size);
  for (let tick = cluster.historyStartTick + 1; tick <= cluster.boundaryTick; tick += STRIDE)
    entity.addTick(tick, sampled);
  const episodic = new Float64Array(entity.size);
  for (const episode of cluster.book.between(cluster.historyStartTick, cluster.boundaryTick)) {
    const end = Math.min(episode.endTick, cluster.boundaryTick);
    for (let tick = episode.startTick; tick < end; tick += EPISODE_STRIDE) entity.addTick(tick, episodic);
  }
  return sampled.map((value, index) => value * STRIDE * AGE_FACTOR + (episodic[index] ?? 0) * EPISODE_STRIDE);
}
