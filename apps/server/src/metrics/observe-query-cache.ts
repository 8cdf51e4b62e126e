import type { RangeCacheStats } from '@hecate/gateway';
import { Counter, Gauge, type Registry } from '@prometheus-io/client';
import type { ObserveBound } from './observe-bounds.ts';

/** Registers the metrics of the query cache: what became of range queries, and how full everything bounded in it is. */
export function observeQueryCache(
  registry: Registry,
  observeBound: ObserveBound,
  stats: () => RangeCacheStats,
): void {
  for (const { what } of stats().bounds) {
    observeBound(what, () => stats().bounds.find((bound) => bound.what === what) ?? empty);
  }
  const registers = [registry];
  const counters = [
    [
      'hecate_query_cache_answers_total',
      'Range queries answered, by what the cache had',
      'result',
      'results',
    ],
    ['hecate_query_cache_bypassed_total', 'Range queries past the cache, by reason', 'reason', 'bypassed'],
  ] as const;
  for (const [name, help, label, property] of counters) {
    const counter = new Counter({
      name,
      help,
      labelNames: [label],
      registers,
      collect() {
        this.reset();
        for (const [value, count] of Object.entries(stats()[property])) this.inc({ [label]: value }, count);
      },
    });
    counter.reset();
  }
  const joined = new Counter({
    name: 'hecate_query_joined_total',
    help: 'Questions that found an equal one under way and waited for its answer',
    registers,
    collect() {
      this.reset();
      this.inc(stats().joined);
    },
  });
  joined.reset();
  const running = new Gauge({
    name: 'hecate_query_shared_running',
    help: 'Questions to datasources under way that others may join',
    registers,
    collect() {
      this.set(stats().running);
    },
  });
  running.set(0);
}

const empty = { size: 0, limit: 0, evicted: 0 };
