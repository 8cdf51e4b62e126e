import type { GpuSlot } from '../cluster/cluster-plan.ts';
import { idleGpu, type GpuLoad, type PodState } from '../cluster/pod.ts';
import { ramp } from '../vllm/engine-effects.ts';
import type { EpisodeBook } from '../episodes/episode-book.ts';
import { minutes } from '../model/grid.ts';
import { clamp, normal, seedOf, uniform } from '../model/noise.ts';
import { rememberTicks } from '../model/remember.ts';

/** Memory of an H100 in MiB, of which the driver keeps some. */
export const GPU_MEMORY_MIB = 81_559;
export const GPU_RESERVED_MIB = 551;
const MAX_CLOCK = 1980;
const FILTER_TICKS = 14;
/** First-order filter of the temperature: time constant 90 s, one tick 15 s. */
const KEEP = Math.exp(-15 / 90);

/** A GPU at one tick, in the units of DCGM. */
export interface GpuState {
  readonly pod: PodState | null;
  readonly load: GpuLoad;
  readonly powerWatts: number;
  readonly temperature: number;
  readonly memoryTemperature: number;
  readonly smClock: number;
  readonly utilisation: number;
}

/** One GPU as the exporter sees it. */
export interface Gpu {
  readonly slot: GpuSlot;
  readonly seed: number;
  readonly at: (tick: number) => GpuState;
  readonly powerAt: (tick: number) => number;
  forget(): void;
}

/** Creates a GPU; `holder` says which pod has it at a tick. */
export function createGpu(
  clusterSeed: number,
  slot: GpuSlot,
  book: EpisodeBook,
  holder: (tick: number) => PodState | null,
): Gpu {
  const seed = seedOf(clusterSeed, `gpu/${slot.node}/${slot.index}`);
  const heat = (tick: number): number =>
    book
      .active(slot.node, tick)
      .filter(({ name }) => name === 'thermal-throttle')
      .reduce((most, episode) => Math.max(most, ramp(episode, tick, minutes(4))), 0);
  const power = rememberTicks(64, (tick) => {
    const load = holder(tick)?.gpuLoad(tick) ?? idleGpu;
    const draw = 70 + 630 * (0.25 * load.active + 0.75 * Math.min(1, load.tensor * 1.15));
    return clamp(draw * (1 - 0.25 * heat(tick)) * (1 + 0.02 * normal(seed, tick, 1)), 62, 700);
  });
  const states = rememberTicks(4, (tick): GpuState => {
    const pod = holder(tick);
    const load = pod?.gpuLoad(tick) ?? idleGpu;
    const hot = heat(tick);
    const temperature = filtered(power.at, tick) + hot * (36 + 3 * uniform(seed, tick, 2));
    const isBusy = load.active > 0.03;
    const shown = hot > 0 ? clamp(temperature, 30, 84 + 6 * uniform(seed, tick, 3)) : temperature;
    return {
      pod,
      load,
      powerWatts: power.at(tick),
      temperature: Math.round(shown),
      memoryTemperature: Math.round(shown + 6),
      smClock: Math.round(isBusy ? MAX_CLOCK - 780 * hot - 15 * uniform(seed, tick, 4) : 345),
      utilisation: Math.min(100, Math.round(load.active * 108)),
    };
  });
  return {
    slot,
    seed,
    at: states.at,
    powerAt: power.at,
    forget() {
      power.forget();
      states.forget();
    },
  };
}

/** Temperature follows 32 + 0.07 W with a lag; the filter runs over the last few ticks, so it needs no memory. */
function filtered(power: (tick: number) => number, tick: number): number {
  let value = 0;
  let weights = 0;
  let weight = 1;
  for (let back = 0; back < FILTER_TICKS; back += 1) {
    value += weight * (32 + 0.07 * power(tick - back));
    weights += weight;
    weight *= KEEP;
  }
  return value / weights;
}
