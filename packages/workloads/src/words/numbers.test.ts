import { describe, expect, it } from 'vitest';
import { amount, count, duration, percent } from './numbers.ts';

describe('numbers in words', () => {
  it.each([
    [0, '0%'],
    [0.004, '0.4%'],
    [0.37, '37%'],
    [0.992, '99.2%'],
    [1, '100%'],
    [1.2, '120%'],
  ])('percent %f', (value, text) => expect(percent(value)).toBe(text));

  it.each([
    [0, '0 s'],
    [0.00085, '850 µs'],
    [0.042, '42 ms'],
    [1.34, '1.34 s'],
    [59.96, '60 s'],
    [125, '2 m 05 s'],
    [3_599.7, '1 h 0 m'],
    [11_520, '3 h 12 m'],
    [86_399, '1 d 0 h'],
    [446_400, '5 d 4 h'],
  ])('duration %f', (value, text) => expect(duration(value)).toBe(text));

  it.each([
    [38.41, '38.4'],
    [1204, '1,204'],
    [12_400, '12.4 k'],
    [1_240_000, '1.24 M'],
  ])('amount %f', (value, text) => expect(amount(value)).toBe(text));

  it('counts with the noun in its number', () => {
    expect(count(1, 'pod')).toBe('1 pod');
    expect(count(3, 'pod')).toBe('3 pods');
  });
});
