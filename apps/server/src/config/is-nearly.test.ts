import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isNearly } from './is-nearly.ts';

it.each([
  ['HECATE_SERVR_PORT', true],
  ['HECATE_SERVER_PROT', true],
  ['HECATE_SEVER_PORTS', true],
  ['HECATE_SERVER_PORT', false],
  ['HECATE_SERVICE_PORT', false],
  ['HECATE_PORT', false],
])('%s is nearly HECATE_SERVER_PORT: %s', (given, expected) => {
  expect(isNearly(given, 'HECATE_SERVER_PORT')).toBe(expected);
});

it('is symmetric, and holds for two letters taken away anywhere', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '_'), minLength: 3, maxLength: 12 });
  fc.assert(
    fc.property(word, word, fc.nat(11), fc.nat(11), (left, right, first, second) => {
      expect(isNearly(left, right)).toBe(isNearly(right, left));
      const without = (text: string, at: number): string =>
        text.slice(0, at % text.length) + text.slice((at % text.length) + 1);
      expect(isNearly(without(without(left, first), second), left)).toBe(true);
    }),
  );
});
