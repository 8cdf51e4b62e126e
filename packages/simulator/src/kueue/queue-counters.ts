import type { EpisodeBook } from '../episodes/episode-book.ts';
import { businessHours } from '../model/diurnal.ts';
import type { CounterEntity } from '../model/counter-entity.ts';
import { add, createCounterLayout, observe } from '../model/counter-layout.ts';
import { TICK_SECONDS } from '../model/grid.ts';
import { hash32, lognormalTable, poisson } from '../model/noise.ts';
import type { QueueSource } from './queue-state.ts';

/** Bucket bounds of Kueue's wait time histograms in seconds. */
export const waitBuckets = [1, 2.5, 5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10_240] as const;
/** Median two minutes, 95th percentile forty. */
const waits = lognormalTable(120, 1.82);

const layout = createCounterLayout();
/** Places in a queue's vector. */
export const queueSlots = {
  admitted: layout.counter(),
  reserved: layout.counter(),
  evicted: layout.counter(),
  preempted: layout.counter(),
  wait: layout.histogram(waitBuckets),
  reservedWait: layout.histogram(waitBuckets),
} as const;
const QUEUE_SIZE = layout.size();

/** Counters of a cluster queue, or of its local queue in one namespace. */
export function createQueueCounters(
  queue: QueueSource,
  namespace: string | null,
  book: EpisodeBook,
): CounterEntity {
  const isOwner = namespace === null || namespace === queue.plan.namespaces[0];
  const admit = (into: Float64Array, waitSeconds: number): void => {
    add(into, queueSlots.admitted, 1);
    add(into, queueSlots.reserved, 1);
    observe(into, queueSlots.wait, waitSeconds, 1);
    observe(into, queueSlots.reservedWait, waitSeconds, 1);
  };
  return {
    id: `queue/${queue.plan.name}/${namespace ?? ''}`,
    size: QUEUE_SIZE,
    addTick(tick, into) {
      if (queue.training === null) {
        const count = isOwner ? poisson(0.06 * businessHours(tick), queue.seed, tick, 3) : 0;
        for (let index = 0; index < count; index += 1)
          admit(into, waits[hash32(queue.seed, tick, 10 + index) >>> 20] ?? 120);
        return;
      }
      for (const { planned } of queue.training.jobsAt(tick)) {
        if (namespace !== null && planned.series.namespace !== namespace) continue;
        if (planned.admittedTick === tick)
          admit(into, (planned.admittedTick - planned.createdTick) * TICK_SECONDS);
        for (const episode of book.begun(planned.id, tick)) {
          if (episode.name !== 'kueue-preemption') continue;
          if (episode.startTick === tick) {
            add(into, queueSlots.evicted, 1);
            add(into, queueSlots.preempted, 1);
          }
          if (episode.endTick === tick) admit(into, (episode.endTick - episode.startTick) * TICK_SECONDS);
        }
      }
    },
  };
}
