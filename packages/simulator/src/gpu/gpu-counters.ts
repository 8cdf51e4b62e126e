import type { CounterEntity } from '../model/counter-entity.ts';
import { add } from '../model/counter-layout.ts';
import { TICK_SECONDS } from '../model/grid.ts';
import { hash32 } from '../model/noise.ts';
import type { Gpu } from './gpu-state.ts';

/** Places in a GPU's counter vector. */
export const gpuSlots = { energy: 0, nvlink: 1, replays: 2 } as const;

/** Counters of one GPU since its driver was loaded. */
export function createGpuCounters(gpu: Gpu): CounterEntity {
  return {
    id: `gpu/${gpu.slot.node}/${gpu.slot.index}`,
    size: 3,
    addTick(tick, into) {
      const power = gpu.powerAt(tick);
      add(into, gpuSlots.energy, Math.round(power * TICK_SECONDS * 1000));
      add(into, gpuSlots.nvlink, power > 300 ? Math.round(power * 4000) : 0);
      add(into, gpuSlots.replays, hash32(gpu.seed, tick, 9) % 60_000 === 0 ? 1 : 0);
    },
  };
}
