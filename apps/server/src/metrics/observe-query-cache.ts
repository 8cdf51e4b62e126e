import type { RangeCacheStats } from '@hecate/gateway';
import { Counter, Gauge, type Registry } from '@prometheus-io/client';
import type { ObserveBound } from './observe-bounds.ts';

/** Registers the metrics of the query cache: what became of range queries, and how full it is. */
export function observeQueryCache(
  registry: Registry,
  observeBound: ObserveBound,
  stats: () => RangeCacheStats,
): void {
  observeBound('query cache bytes', () => {
    const { bytes, limit, evicted } = stats();
    return { size: bytes, limit, evicted };
  });
  const registers = [registry];
  const answers = new Counter({
    name: 'hecate_query_cache_answers_total',
    help: 'Range queries answered, by what the cache had of them',
    labelNames: ['result'],
    registers,
    collect() {
      this.reset();
      for (const [result, count] of Object.entries(stats().results)) this.inc({ result }, count);
    },
  });
  answers.reset();
  const bypassed = new Counter({
    name: 'hecate_query_cache_bypassed_total',
    help: 'Range queries that went past the cache, by reason',
    labelNames: ['reason'],
    registers,
    collect() {
      this.reset();
      for (const [reason, count] of stats().bypassed) this.inc({ reason }, count);
    },
  });
  bypassed.reset();
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
