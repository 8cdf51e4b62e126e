import type { InstantSample, MetricsQuery, RangeSeries } from '../metrics-query.ts';
import { inventoryAsks, type InventoryAsk } from '../read/inventory-asks.ts';
import { selectorFor } from '../read/selector.ts';

/** What a made-up Prometheus answers: instant queries by the name of the ask, range queries by a part of their text. */
export type FakeAnswers = Readonly<{
  instant?: Partial<Record<InventoryAsk, readonly InstantSample[]>>;
  range?: readonly Readonly<{ part: string; series: readonly RangeSeries[] }>[];
  /** Asks that are refused. */
  refused?: readonly InventoryAsk[];
}>;

/** A Prometheus that knows a few answers and has no samples of anything else; `asked` counts the queries. */
export function fakeMetrics(
  { instant = {}, range = [], refused = [] }: FakeAnswers,
  namespaces: readonly string[] | null = null,
): MetricsQuery & { asked: () => number } {
  const asks = inventoryAsks(selectorFor(namespaces));
  const names = new Map<string, InventoryAsk>();
  let name: InventoryAsk;
  for (name in asks) names.set(asks[name].promql, name);
  let asked = 0;
  return {
    asked: () => asked,
    instant: async (promql) => {
      asked += 1;
      const ask = names.get(promql);
      if (ask !== undefined && refused.includes(ask)) throw new Error('Prometheus answered 503.');
      return ask === undefined ? [] : (instant[ask] ?? []);
    },
    range: async (promql) => {
      asked += 1;
      return range.find(({ part }) => promql.includes(part))?.series ?? [];
    },
  };
}

/** One sample. */
export function sample(labels: Readonly<Record<string, string>>, value = 1): InstantSample {
  return { labels, value };
}
