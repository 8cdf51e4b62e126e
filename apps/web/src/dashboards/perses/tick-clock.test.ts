import { UserFriendlyError } from '@perses-dev/core';
import { describe, expect, it } from 'vitest';
import { createTickClock, isUnreachable, type Answers } from './tick-clock.ts';

/** The seconds at which a clock that is asked every second is due. */
function dueSeconds(answersAt: (second: number) => Answers, seconds: number, intervalMs = 15_000): number[] {
  const clock = createTickClock(intervalMs, 0);
  return Array.from({ length: seconds }, (_, index) => index + 1).filter((second) =>
    clock.isDue(second * 1000, answersAt(second)),
  );
}

describe('tick clock', () => {
  it('is due with every refresh interval', () => {
    expect(dueSeconds(() => 'well', 60)).toEqual([15, 30, 45, 60]);
    expect(dueSeconds(() => 'well', 12, 5000)).toEqual([5, 10]);
  });

  it('waits while questions are under way, and then comes at once', () => {
    expect(dueSeconds((second) => (second < 40 ? 'under way' : 'well'), 60)).toEqual([40, 55]);
  });

  it('comes every three seconds while the datasource cannot be reached, for half a minute', () => {
    expect(dueSeconds(() => 'unreachable', 70)).toEqual([3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 45, 60]);
  });

  it('comes soon again for the next outage, and never sooner than a shorter interval asks', () => {
    const twice = dueSeconds((second) => (second > 60 && second < 70 ? 'unreachable' : 'well'), 90);
    expect(twice).toEqual([15, 30, 45, 60, 63, 66, 69, 84]);
    expect(dueSeconds(() => 'unreachable', 6, 1000)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('a timer that drifts is not late by a whole second', () => {
    const clock = createTickClock(15_000, 0);
    expect(clock.isDue(14_900, 'well')).toBe(true);
    expect(clock.isDue(29_000, 'well')).toBe(false);
  });
});

describe('unreachable', () => {
  it('are the proxy’s 502 and 503, and neither a refusal nor a timeout', () => {
    const status = (code: number) => isUnreachable(new UserFriendlyError('no', code));
    expect([502, 503].map(status)).toEqual([true, true]);
    expect([400, 422, 500, 504].map(status)).toEqual([false, false, false, false]);
    expect([undefined, null, 'x', new Error('no')].map(isUnreachable)).toEqual([false, false, false, false]);
  });
});
