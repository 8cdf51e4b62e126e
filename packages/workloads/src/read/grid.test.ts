import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridOf, onGrid, sumOnGrid, windowOf } from './grid.ts';

describe('windowOf', () => {
  it('lies on multiples of the step and never in the future', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1e12, max: 2e12 }),
        fc.integer({ min: 1, max: 3000 }),
        fc.constantFrom(15_000, 60_000, 600_000),
        (nowMs, steps, stepMs) => {
          const window = windowOf(nowMs, steps * stepMs, stepMs);
          const grid = gridOf(window);
          return (
            window.endMs % stepMs === 0 &&
            window.endMs <= nowMs &&
            window.endMs > nowMs - stepMs &&
            grid.length === steps + 1
          );
        },
      ),
    );
  });
});

describe('onGrid', () => {
  it('leaves gaps empty and invents nothing', () => {
    expect(
      onGrid(
        [
          [60, 1],
          [180, null],
        ],
        [60, 120, 180],
      ),
    ).toEqual([
      [60, 1],
      [120, null],
      [180, null],
    ]);
    expect(onGrid(null, [60])).toEqual([[60, null]]);
  });

  it('adds only what is there', () => {
    expect(
      sumOnGrid(
        [
          [[60, 1]],
          [
            [60, 2],
            [120, 5],
          ],
          null,
        ],
        [60, 120, 180],
      ),
    ).toEqual([
      [60, 3],
      [120, 5],
      [180, null],
    ]);
  });
});
