import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridOf, lastPointUntil, phaseOf, planRange } from './range-plan.ts';

const extent = fc
  .tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 40 }))
  .map(([first, points]) => ({ first, last: first + points }));

describe('the plan of a range', () => {
  it('has every point once and in order, held ones where somebody holds them', () => {
    fc.assert(
      fc.property(
        extent,
        fc.array(extent, { maxLength: 6 }),
        fc.integer({ min: 1, max: 90_000 }),
        fc.integer({ min: 0, max: 90_000 }),
        (window, extents, stepMs, phase) => {
          const at = (point: number): number => point * stepMs + (phase % stepMs);
          const grid = { startMs: at(window.first), endMs: at(window.last), stepMs };
          const held = extents.map(({ first, last }) => ({ startMs: at(first), endMs: at(last) }));
          const points: number[] = [];
          for (const step of planRange(grid, held)) {
            for (let ms = step.startMs; ms <= step.endMs; ms += stepMs) {
              points.push(ms);
              const holders = held.filter(({ startMs, endMs }) => ms >= startMs && ms <= endMs);
              expect(holders.length > 0).toBe(step.kind === 'held');
              if (step.kind === 'held') expect(holders).toContain(step.held);
            }
          }
          const wanted = Array.from({ length: window.last - window.first + 1 }, (_, index) =>
            at(window.first + index),
          );
          expect(points).toEqual(wanted);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('ends with the last point that is not after the end', () => {
    expect(gridOf({ startMs: 1, endMs: 45_000, stepMs: 15_000 })).toEqual({
      startMs: 1,
      endMs: 30_001,
      stepMs: 15_000,
    });
    expect(gridOf({ startMs: 7, endMs: 7, stepMs: 15_000 })).toEqual({
      startMs: 7,
      endMs: 7,
      stepMs: 15_000,
    });
  });

  it('finds the last point until a time, before the start when there is none', () => {
    const grid = { startMs: 1_000, endMs: 61_000, stepMs: 15_000 };
    expect(lastPointUntil(grid, 31_000)).toBe(31_000);
    expect(lastPointUntil(grid, 30_999)).toBe(16_000);
    expect(lastPointUntil(grid, 900_000)).toBe(61_000);
    expect(lastPointUntil(grid, 999)).toBeLessThan(grid.startMs);
  });

  it('knows the phase of times before 1970 too', () => {
    expect(phaseOf({ startMs: -1, endMs: 0, stepMs: 15_000 })).toBe(14_999);
    expect(phaseOf({ startMs: 30_001, endMs: 30_001, stepMs: 15_000 })).toBe(1);
  });
});
