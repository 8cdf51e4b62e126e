import { createCluster, type ClusterOptions } from '../cluster/cluster.ts';
import { createTargets, type Target } from '../cluster/targets.ts';
import { surveyPast } from '../history/past-counters.ts';
import { TICK_SECONDS } from '../model/grid.ts';

/** Prompt tokens a second of some engines, as they were counted and not as they were sampled. */
export interface TrueRates {
  /** Engines that were scraped in the whole stretch; a lost scrape now and then does not count. */
  readonly pods: readonly string[];
  /** Mean of the window that ends at a tick. */
  at(tick: number, windowTicks: number): number;
}

const METRIC = 'vllm:prompt_tokens_total';
const LOST_SCRAPES = 2;

/** Counts through a stretch of a cluster's time, over the boundary between past and live if need be. */
export async function trueRates(
  options: ClusterOptions,
  fromTick: number,
  toTick: number,
): Promise<TrueRates> {
  const cluster = createCluster(options);
  const targetsAt = createTargets(cluster);
  const ticks = Array.from({ length: toTick - fromTick + 1 }, (_, index) => fromTick + index);
  const engines = targetsAt(fromTick).filter(
    (target) =>
      target.group === 'vllm' &&
      ticks.filter((tick) => !isScraped(target, targetsAt(tick), tick)).length <= LOST_SCRAPES,
  );
  const reader = (
    await surveyPast(
      cluster,
      () => engines,
      fromTick,
      [fromTick],
      () => Promise.resolve(),
    )
  ).from(fromTick);
  const totals = new Map<number, number>();
  for (const tick of ticks) {
    let total = 0;
    const out = {
      family: () => undefined,
      sample: (name: string, _labels: string, value: number) => {
        if (name === METRIC) total += value;
      },
    };
    for (const engine of engines) engine.render(tick, reader, out);
    totals.set(tick, total);
  }
  const totalAt = (tick: number): number => totals.get(tick) ?? Number.NaN;
  return {
    pods: engines.map(({ labels }) => labels['pod'] ?? ''),
    at: (tick, windowTicks) => (totalAt(tick) - totalAt(tick - windowTicks)) / (windowTicks * TICK_SECONDS),
  };
}

function isScraped(target: Target, targets: readonly Target[], tick: number): boolean {
  return target.isUp(tick) && targets.some(({ id }) => id === target.id);
}
