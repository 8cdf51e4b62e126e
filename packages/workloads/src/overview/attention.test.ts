import { describe, expect, it } from 'vitest';
import { badSince } from './attention.ts';

const isHigh = (value: number) => value > 1;

describe('badSince', () => {
  it.each([
    [
      'bad until now',
      [
        [60, 0],
        [120, 2],
        [180, 3],
      ],
      120_000,
    ],
    [
      'a gap does not end it',
      [
        [60, 0],
        [120, 2],
        [180, null],
        [240, 3],
      ],
      120_000,
    ],
    [
      'over by now',
      [
        [60, 2],
        [120, 0],
      ],
      null,
    ],
    [
      'bad from before the window',
      [
        [60, 2],
        [120, 2],
      ],
      null,
    ],
    ['nothing known', [[60, null]], null],
  ] as const)('%s', (_, points, since) => {
    expect(badSince(points, isHigh)).toBe(since);
  });
});
