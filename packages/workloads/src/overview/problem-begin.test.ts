import { describe, expect, it } from 'vitest';
import { beginOf } from './problem-begin.ts';

const isHigh = (value: number) => value > 1;

describe('the begin of a problem', () => {
  it.each([
    [
      'bad until now',
      [
        [60, 0],
        [120, 2],
        [180, 3],
      ],
      { sinceMs: 120_000, isAtLeast: false },
    ],
    [
      'a gap does not end it',
      [
        [60, 0],
        [120, 2],
        [180, null],
        [240, 3],
      ],
      { sinceMs: 120_000, isAtLeast: false },
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
      'older than all that is known',
      [
        [60, null],
        [120, 2],
        [180, 2],
      ],
      { sinceMs: 120_000, isAtLeast: true },
    ],
    ['nothing known', [[60, null]], null],
  ] as const)('%s', (_, points, begin) => {
    expect(beginOf(points, isHigh)).toEqual(begin);
  });
});
