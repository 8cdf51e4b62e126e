import { describe, expect, it } from 'vitest';
import { advise } from './advise.ts';
import { parse } from './parse.ts';

const times = { windowMs: 3_600_000, stepMs: 15_000, lookbackMs: 300_000, scrapeMs: 15_000 };

const codes = (query: string): readonly string[] => {
  const expr = parse(query);
  if (expr.kind === 'error') throw expr;
  return advise(expr, {
    times,
    metricType: (name) => (name === 'memory_bytes' ? 'gauge' : null),
  }).map(({ code, start, end }) => `${code}: ${query.slice(start, end)}`);
};

describe('advise', () => {
  it.each([
    ['sum by (pod_uid) (rate(x[5m]))', ['grouping_by_identity: sum by (pod_uid) (rate(x[5m]))']],
    ['x{a=~"b"}', ['pattern_without_need: x{a=~"b"}']],
    ['rate(memory_bytes[5m])', ['rate_of_gauge: rate(memory_bytes[5m])']],
    ['sum(requests_total)', ['counter_without_rate: requests_total']],
    ['rate(x[30s])', ['window_too_short: x[30s]']],
    [
      'histogram_quantile(0.9, avg by (le) (rate(x_bucket[5m])))',
      ['buckets_averaged: histogram_quantile(0.9, avg by (le) (rate(x_bucket[5m])))'],
    ],
    [
      'histogram_quantile(0.9, sum(rate(x_bucket[5m])))',
      ['buckets_averaged: histogram_quantile(0.9, sum(rate(x_bucket[5m])))'],
    ],
    ['sum(a / b)', ['sum_of_ratios: sum(a / b)']],
    ['max_over_time(x[30d])', ['reads_far_back: max_over_time(x[30d])']],
  ])('finds something in %s', (query, found) => {
    expect(codes(query)).toEqual(found);
  });

  it.each([
    'sum by (job) (rate(requests_total[5m]))',
    'histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m])))',
    'histogram_quantile(0.9, sum without (pod) (rate(x_bucket[5m])))',
    'sum(a) / sum(b)',
    'sum(a / 8)',
    'count(requests_total)',
    'x{a=~"$pod"}',
    'x{a=~"b|c"}',
    'rate(x[1m])',
    'deriv(memory_bytes[5m])',
    '1 + 2',
  ])('has nothing to say about %s', (query) => {
    expect(codes(query)).toEqual([]);
  });
});
