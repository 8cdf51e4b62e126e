import type { PodState } from '../cluster/pod.ts';
import type { CounterEntity } from '../model/counter-entity.ts';
import { add, addFraction } from '../model/counter-layout.ts';
import { TICK_SECONDS } from '../model/grid.ts';

/** Places in a container's vector. */
export const containerSlots = {
  cpu: 0,
  periods: 1,
  throttled: 2,
  throttledSeconds: 3,
  readBytes: 4,
  writeBytes: 5,
} as const;
/** Places in a pod's network vector. */
export const networkSlots = {
  receiveBytes: 0,
  transmitBytes: 1,
  receivePackets: 2,
  transmitPackets: 3,
} as const;

/** Counters of one run of a container. */
export function containerEntity(pod: PodState, index: number): CounterEntity {
  return {
    id: `container/${pod.plan.uid}/${index}`,
    size: 6,
    addTick(tick, into) {
      const usage = pod.usage(tick).containers[index];
      if (usage === undefined) return;
      const periods = usage.cpu > 0 ? Math.round(TICK_SECONDS * 10 * Math.min(1, 0.2 + usage.cpu)) : 0;
      const throttled = Math.round(periods * usage.throttled);
      addFraction(into, containerSlots.cpu, Math.max(0, usage.cpu) * TICK_SECONDS);
      add(into, containerSlots.periods, periods);
      add(into, containerSlots.throttled, throttled);
      addFraction(into, containerSlots.throttledSeconds, throttled * 0.04);
      add(into, containerSlots.readBytes, Math.round(usage.readBytes * TICK_SECONDS));
      add(into, containerSlots.writeBytes, Math.round(usage.writeBytes * TICK_SECONDS));
    },
  };
}

/** Counters of a pod's network, which outlive its containers. */
export function networkEntity(pod: PodState): CounterEntity {
  return {
    id: `network/${pod.plan.uid}`,
    size: 4,
    addTick(tick, into) {
      const { receiveBytes, transmitBytes } = pod.usage(tick);
      add(into, networkSlots.receiveBytes, Math.round(receiveBytes * TICK_SECONDS));
      add(into, networkSlots.transmitBytes, Math.round(transmitBytes * TICK_SECONDS));
      add(into, networkSlots.receivePackets, Math.round((receiveBytes * TICK_SECONDS) / 1100));
      add(into, networkSlots.transmitPackets, Math.round((transmitBytes * TICK_SECONDS) / 900));
    },
  };
}
