import type { OvmsPlan } from '../cluster/cluster-plan.ts';
import type { CounterEntity } from '../model/counter-entity.ts';
import { add, createCounterLayout, observe, type HistogramSlot } from '../model/counter-layout.ts';
import { TICK_SECONDS } from '../model/grid.ts';
import { hash32, lognormalTable, poisson } from '../model/noise.ts';
import { ovmsBuckets } from './ovms-buckets.ts';
import type { OvmsLoad } from './ovms-load.ts';

const MAX_SAMPLES = 24;
const spread = lognormalTable(1, 0.35);

/** Places in a server's vector. */
export interface OvmsSlots {
  readonly successInfer: number;
  readonly successReady: number;
  readonly failInfer: number;
  readonly requestGrpc: HistogramSlot;
  readonly requestRest: HistogramSlot;
  readonly inference: HistogramSlot;
  readonly wait: HistogramSlot;
}

/** Counters of one model server replica. */
export interface OvmsCounters extends CounterEntity {
  readonly slots: OvmsSlots;
}

/** Creates the counters: requests arrive over REST as KServe `ModelInfer`. */
export function createOvmsCounters(
  plan: OvmsPlan,
  seed: number,
  podUid: string,
  load: (tick: number) => OvmsLoad,
): OvmsCounters {
  const layout = createCounterLayout();
  const slots: OvmsSlots = {
    successInfer: layout.counter(),
    successReady: layout.counter(),
    failInfer: layout.counter(),
    requestGrpc: layout.histogram(ovmsBuckets),
    requestRest: layout.histogram(ovmsBuckets),
    inference: layout.histogram(ovmsBuckets),
    wait: layout.histogram(ovmsBuckets),
  };
  return {
    id: `ovms/${podUid}`,
    size: layout.size(),
    slots,
    addTick(tick, into) {
      const now = load(tick);
      const count = poisson(now.rate * TICK_SECONDS, seed, tick, 1);
      const failed = poisson(count * now.failShare, seed, tick, 2);
      const samples = Math.min(MAX_SAMPLES, count);
      const share = Math.floor(count / Math.max(1, samples));
      const extra = count - share * samples;
      for (let index = 0; index < samples; index += 1) {
        const weight = share + (index < extra ? 1 : 0);
        const hash = hash32(seed, tick, 100 + index);
        const inference = now.inferenceUs * (spread[hash >>> 20] ?? 1);
        const wait = (now.active >= 4 ? 9000 : 60) * (spread[hash & 0xfff] ?? 1);
        observe(into, slots.inference, inference, weight);
        observe(into, slots.wait, wait, weight);
        observe(into, slots.requestRest, inference + wait + 650, weight);
      }
      add(into, slots.successInfer, Math.max(0, count - failed));
      add(into, slots.failInfer, Math.min(count, failed));
      add(into, slots.successReady, plan.replicas > 0 ? 3 : 0);
    },
  };
}
