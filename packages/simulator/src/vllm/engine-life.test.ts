import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hours, TICK_SECONDS } from '../model/grid.ts';
import { crashLoop } from './engine-life.ts';

describe('a container that ends right after every start', () => {
  /** Seconds between the end of each run and the next start, as seen tick by tick. */
  function waits(ticks: number): readonly number[] {
    const states = Array.from({ length: ticks }, (_, tick) => crashLoop(1000, 1000 + tick));
    return states.flatMap(({ containerStart, restarts, last }, index) =>
      restarts > (states[index - 1]?.restarts ?? 0)
        ? [(containerStart - (last?.atTick ?? 0)) * TICK_SECONDS]
        : [],
    );
  }

  it('is started again as kubelet does: after 10 s, doubled to five minutes, on a grid of 15 s', () => {
    expect(waits(hours(1)).slice(0, 8)).toEqual([15, 30, 45, 90, 165, 300, 300, 300]);
  });

  it('restarts at most every five minutes, however long it has been so', () => {
    const perWeek = crashLoop(0, hours(21 * 24)).restarts - crashLoop(0, hours(14 * 24)).restarts;
    expect(perWeek).toBeLessThan((7 * 24 * 60) / 5);
    expect(perWeek).toBeGreaterThan((7 * 24 * 60) / 6.5);
  });

  it('never ends in the future, never restarts before it has ended', () => {
    fc.assert(
      fc.property(fc.nat(200_000), (age) => {
        const { containerStart, last, restarts, isBackingOff } = crashLoop(7, 7 + age);
        expect(containerStart).toBeLessThanOrEqual(7 + age);
        expect(last?.atTick ?? 0).toBeLessThanOrEqual(7 + age);
        expect(last === null).toBe(restarts === 0 && !isBackingOff);
        if (last !== null) expect(last.atTick > containerStart).toBe(isBackingOff);
      }),
    );
  });
});
