import { describe, expect, it } from 'vitest';
import { selectedMetrics } from './selected-metrics.ts';

describe('selectedMetrics', () => {
  it.each([
    ['up', ['up']],
    ['sum by (pod, job) (rate(a_total{x="b",y=~"c|d"}[5m]))', ['a_total']],
    ['a * on (namespace, pod) group_left (node) b', ['a', 'b']],
    ['a > bool 0.05 and b offset 5m', ['a', 'b']],
    [
      'histogram_quantile(0.95, sum by (le) (rate(vllm:x_seconds_bucket{le="+Inf"}[$__rate_interval])))',
      ['vllm:x_seconds_bucket'],
    ],
    ['label_replace(a{b!=""}, "c", "$1", "d", "(.+)")', ['a']],
    ['max_over_time(sum by (pod) (rate(a[5m]))[6h:5m]) / 3.6e9', ['a']],
    ['1 / (deriv(a[15m]) > 0) + 1e6 + Inf', ['a']],
    ['a{b="} sum(c) {"}', ['a']],
    ['a or a', ['a']],
    ['', []],
  ])('reads %s', (query, names) => {
    expect(selectedMetrics(query)).toEqual(names);
  });
});
