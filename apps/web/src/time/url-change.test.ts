import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedSearch, limitedTo, toggledInList, type UrlStep } from './url-change.ts';

const word = fc.constantFrom('a', 'b', 'c d', 'é&=', 'zz');

describe('changedSearch', () => {
  it('sets, removes, and keeps what it does not know', () => {
    expect(changedSearch('?start=1h&var-pod=x&strange=%26', { start: '6h', 'var-pod': null })).toBe(
      'start=6h&strange=%26',
    );
  });

  it('loses no step of many in a row: each works from what the one before it wrote', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (pressed) => {
        const toggle =
          (value: string): UrlStep =>
          (now) => ({ list: toggledInList(now.get('list'), value) });
        const search = pressed.reduce((from, value) => changedSearch(from, toggle(value)), '?kept=1');
        const odd = new Set(
          pressed.filter((value) => pressed.filter((each) => each === value).length % 2 === 1),
        );
        const found = new URLSearchParams(search);
        expect(new Set((found.get('list') ?? '').split(',').filter((each) => each !== ''))).toEqual(odd);
        expect(found.get('kept')).toBe('1');
      }),
    );
  });
});

describe('limitedTo', () => {
  it('leaves out what is not named, whether the step is a change or works one out', () => {
    const step = { start: '6h', focus: 'a' };
    for (const each of [step, () => step])
      expect(changedSearch('?tab=x', limitedTo(['start'], each))).toBe('tab=x&start=6h');
  });
});

describe('toggledInList', () => {
  it('is null once nothing is left', () => {
    expect(toggledInList(null, 'a')).toBe('a');
    expect(toggledInList('a', 'b')).toBe('a,b');
    expect(toggledInList('a', 'a')).toBeNull();
  });
});
