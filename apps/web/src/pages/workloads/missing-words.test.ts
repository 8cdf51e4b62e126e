import { describe, expect, it } from 'vitest';
import { missingWords } from './missing-words.ts';

const still = { hasOnlyNaN: false, isFillingIn: false };

describe('why a panel is empty', () => {
  it('names the metric and the other name that was tried', () => {
    const query = 'vllm:kv_cache_usage_perc{a="b"} or vllm:gpu_cache_usage_perc{a="b"}';
    expect(missingWords(query, 3_600_000, still)).toBe(
      'No samples of `vllm:kv_cache_usage_perc` in the last 1 h: nothing happened, or it is not scraped here. Also tried: `vllm:gpu_cache_usage_perc`.',
    );
  });

  it('tells NaN from nothing', () => {
    expect(missingWords('x', 3_600_000, { ...still, hasOnlyNaN: true })).toBe(
      'NaN: nothing happened in the last 1 h that a value could be made of.',
    );
  });

  it('says that samples may come while the past is filled in', () => {
    expect(missingWords('up', 3_600_000, { ...still, isFillingIn: true })).toBe(
      'No samples of `up` yet: the simulated past is still being filled in.',
    );
  });

  it('says at least the range when the query names no metric', () => {
    expect(missingWords('vector(1)', 60_000, still)).toBe('No samples in the last 1 m.');
  });
});
