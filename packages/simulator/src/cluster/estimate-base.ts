import type { EpisodeBook } from '../episodes/episode-book.ts';
import type { CounterEntity } from '../model/counter-entity.ts';
import { HISTORY_DAYS, hours } from '../model/grid.ts';

const STRIDE = 128;
const EPISODE_STRIDE = 8;
/** An entity that is older than history has lived about as long again before it. */
const AGE_FACTOR = 2;

/**
 * The counters of an entity older than history, at the boundary: its week in samples of every 128th tick, twice over, and what its episodes
 * added. It is the anchor that both sides of the seam share: history subtracts from it going back, live adds to it going on.
 */
export function estimateBase(boundaryTick: number, book: EpisodeBook, entity: CounterEntity): Float64Array {
  const historyStart = boundaryTick - hours(HISTORY_DAYS * 24);
  const sampled = new Float64Array(entity.size);
  for (let tick = historyStart + 1; tick <= boundaryTick; tick += STRIDE) entity.addTick(tick, sampled);
  const episodic = new Float64Array(entity.size);
  for (const episode of book.between(historyStart, boundaryTick)) {
    const end = Math.min(episode.endTick, boundaryTick);
    for (let tick = episode.startTick; tick < end; tick += EPISODE_STRIDE) entity.addTick(tick, episodic);
  }
  return sampled.map((value, index) => value * STRIDE * AGE_FACTOR + (episodic[index] ?? 0) * EPISODE_STRIDE);
}
