import { describe, expect, it } from 'vitest';
import type { RangeQuery } from '../prometheus-query.ts';
import { createCacheability } from './cacheability.ts';

const rules = createCacheability();
const of = (promql: string, more: Partial<RangeQuery> = {}) =>
  rules.read({ kind: 'range', promql, startMs: 0, endMs: 60_000, stepMs: 15_000, ...more });

describe('what may be kept', () => {
  it.each([
    ['up @ end()', 'window'],
    ['up @ start()', 'window'],
    ['step() * up', 'window'],
    ['rate(up[range()])', 'window'],
    ['limitk(1, up)', 'unordered'],
    ['limit_ratio(0.5, up)', 'unordered'],
    ['up{', 'unreadable'],
    ['topk(1, up)', null],
    ['rate(up[5m])', null],
    ['up @ 1000', null],
  ])('%s: %s', (promql, refusal) => {
    expect(of(promql).refusal).toBe(refusal);
  });

  it('is not what a limit, statistics or missing deduplication changes', () => {
    expect(of('up', { limit: 5 }).refusal).toBe('limit');
    expect(of('up', { limit: 0 }).refusal).toBeNull();
    expect(of('up', { stats: 'all' }).refusal).toBe('stats');
    expect(of('up', { thanos: { dedup: false } }).refusal).toBe('dedup');
    expect(of('up', { thanos: { dedup: true } }).refusal).toBeNull();
  });

  it('knows how far a point reads ahead', () => {
    expect(of('up').futureMs).toBe(0);
    expect(of('up offset -1m').futureMs).toBe(60_000);
    expect(of('rate(up[5m] offset -90s) + up offset 1h').futureMs).toBe(90_000);
    expect(of('max_over_time((up offset -1m)[10m:1m] offset -2m)').futureMs).toBe(180_000);
    expect(of('rate(up[5m] smoothed)').futureMs).toBe(300_000);
    expect(of('rate(up[5m] smoothed)', { lookbackMs: 600_000 }).futureMs).toBe(600_000);
    expect(of('up offset -1m smoothed').futureMs).toBe(360_000);
  });

  it('knows the latest moment that is pinned', () => {
    expect(of('up').pinnedMs).toBeNull();
    expect(of('up @ 1000 + up @ 2000').pinnedMs).toBe(2_000_000);
    expect(of('up @ 1000 offset -10s').pinnedMs).toBe(1_010_000);
    expect(of('up @ 1000 offset 10s').pinnedMs).toBe(1_000_000);
    expect(of('sum_over_time(up[5m:1m] @ 3000)').pinnedMs).toBe(3_000_000);
  });

  it('knows the metrics that are read, and where it cannot know', () => {
    expect(of('a + rate(b[5m])').metrics).toEqual(['a', 'b']);
    expect(of('{"c.d", x="1"}').metrics).toEqual(['c.d']);
    expect(of('a + {__name__=~"b.*"}').metrics).toBeNull();
    expect(of('{job="x"}').metrics).toBeNull();
    expect(of('vector(1)').metrics).toEqual([]);
  });
});
