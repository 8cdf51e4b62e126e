import { describe, expect, it } from 'vitest';
import { comparedVersions, toggleCompared } from './compared-versions.ts';

describe('compared versions', () => {
  it('are read from the URL, older first, and never more than two', () => {
    expect(comparedVersions('14..11')).toStrictEqual([11, 14]);
    expect(comparedVersions('1..2..3')).toStrictEqual([1, 2]);
    expect(comparedVersions('x..')).toStrictEqual([]);
  });

  it('are chosen and unchosen', () => {
    expect(toggleCompared([], 3)).toBe('3');
    expect(toggleCompared([3], 1)).toBe('1..3');
    expect(toggleCompared([1, 3], 3)).toBe('1');
    expect(toggleCompared([1, 3], 5)).toBe('3..5');
  });
});
