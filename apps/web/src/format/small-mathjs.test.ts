import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { create } from './small-mathjs.ts';

const { gcd, round } = create();
const whole = fc.integer({ min: 1, max: 1_000_000 });

describe('the two functions that Perses takes from mathjs', () => {
  it('finds the step that all steps are multiples of', () => {
    expect(gcd(15_000, 60_000, 25_000)).toBe(5000);
    expect(gcd(15_000)).toBe(15_000);
    expect(gcd()).toBe(0);
  });

  it('divides every number, and nothing larger does', () => {
    fc.assert(
      fc.property(whole, whole, whole, (a, b, factor) => {
        const divisor = gcd(a * factor, b * factor);
        return (a * factor) % divisor === 0 && (b * factor) % divisor === 0 && divisor % factor === 0;
      }),
    );
  });

  it('rounds to decimals', () => {
    expect(round(1.2345, 2)).toBe(1.23);
    expect(round(1.5)).toBe(2);
  });
});
