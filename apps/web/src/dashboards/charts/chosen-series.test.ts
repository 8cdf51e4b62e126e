import { expect, it } from 'vitest';
import { chosenSeries } from './chosen-series.ts';

it('shows one curve alone, more with Ctrl, and all again at the second click', () => {
  expect(chosenSeries(undefined, 'a', false)).toStrictEqual(new Set(['a']));
  expect(chosenSeries(new Set(['a']), 'b', false)).toStrictEqual(new Set(['b']));
  expect(chosenSeries(new Set(['a']), 'b', true)).toStrictEqual(new Set(['a', 'b']));
  expect(chosenSeries(new Set(['a', 'b']), 'b', true)).toStrictEqual(new Set(['a']));
  expect(chosenSeries(new Set(['a']), 'a', true)).toBeUndefined();
  expect(chosenSeries(new Set(['a']), 'a', false)).toBeUndefined();
});
