import { describe, expect, it } from 'vitest';
import { firstSelector, gapReason } from './gap-reason.ts';

describe('why a gap is there', () => {
  const nothing = { targets: 'absent', hasMetric: false, hasAnyTarget: true } as const;

  it('is said by what Prometheus knows of the targets', () => {
    expect(gapReason({ ...nothing, targets: 'failed' }, 'between')).toBe('scrape failed (up = 0)');
    expect(gapReason({ ...nothing, targets: 'answered' }, 'between')).toBe(
      'the target answered without this metric',
    );
    expect(gapReason(nothing, 'before')).toBe('not scraped yet');
    expect(gapReason(nothing, 'after')).toBe('the target was not scraped');
  });

  it('tells a Prometheus that did not run, and a query without a value, from a missing target', () => {
    expect(gapReason({ ...nothing, hasAnyTarget: false }, 'between')).toBe('nothing was scraped');
    expect(gapReason({ ...nothing, hasAnyTarget: false }, 'before')).toBe(
      'before the first sample of Prometheus',
    );
    expect(gapReason({ ...nothing, targets: 'failed', hasMetric: true }, 'between')).toBe(
      'the metric has samples, the query gives no value here',
    );
  });
});

describe('the first metric of a query', () => {
  it.each([
    [
      'sum(rate(http_requests_total{code=~"5..", path="}"}[5m]))',
      'http_requests_total{code=~"5..", path="}"}',
    ],
    ['vllm:num_requests_running', 'vllm:num_requests_running'],
    ['avg by (pod) (DCGM_FI_DEV_GPU_UTIL {namespace="a"}) / 100', 'DCGM_FI_DEV_GPU_UTIL{namespace="a"}'],
    ['label_replace(up, "up_total", "$1", "job", "(.*)")', 'up'],
  ])('of %s has its matchers', (query, selector) => {
    expect(firstSelector(query)).toBe(selector);
  });

  it('is none in a constant', () => {
    expect(firstSelector('vector(1)')).toBeUndefined();
  });
});
