import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { GRID_COLUMNS, packUpwards, type GridItem } from '../../dashboards/grid/panel-groups.ts';
import { placeItem, type Placing } from './place-item.ts';

const placings: readonly Placing[] = [
  'left',
  'right',
  'up',
  'down',
  'wider',
  'narrower',
  'taller',
  'shorter',
];
const items = fc
  .array(
    fc.record({
      x: fc.integer({ min: 0, max: 20 }),
      y: fc.integer({ min: 0, max: 30 }),
      w: fc.integer({ min: 2, max: 24 }),
      h: fc.integer({ min: 2, max: 9 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((all) =>
    packUpwards(
      all.map(({ x, y, w, h }, index) => ({
        panelKey: String(index),
        x: Math.min(x, GRID_COLUMNS - w),
        y,
        w,
        h,
      })),
    ),
  );
const find = (all: readonly GridItem[], key: string) => all.find((one) => one.panelKey === key);
const stack: readonly GridItem[] = [
  { panelKey: 'a', x: 0, y: 0, w: 24, h: 4 },
  { panelKey: 'b', x: 0, y: 4, w: 24, h: 8 },
  { panelKey: 'c', x: 0, y: 12, w: 12, h: 2 },
];

describe('placeItem', () => {
  it('keeps every panel inside the grid and none on another', () => {
    fc.assert(
      fc.property(items, fc.constantFrom(...placings), (all, placing) => {
        const next = placeItem(all, '0', placing);
        expect(next.map(({ panelKey }) => panelKey).toSorted()).toStrictEqual(
          all.map(({ panelKey }) => panelKey).toSorted(),
        );
        for (const one of next) {
          expect(one.x).toBeGreaterThanOrEqual(0);
          expect(one.x + one.w).toBeLessThanOrEqual(GRID_COLUMNS);
          for (const other of next) {
            const isApart =
              one === other ||
              one.x + one.w <= other.x ||
              other.x + other.w <= one.x ||
              one.y + one.h <= other.y ||
              other.y + other.h <= one.y;
            expect(isApart).toBe(true);
          }
        }
      }),
    );
  });

  it('moves and resizes by one cell, and leaves the size of the others alone', () => {
    fc.assert(
      fc.property(items, fc.constantFrom(...placings), (all, placing) => {
        const next = placeItem(all, '0', placing);
        if (next === all) return;
        const [was, is] = [find(all, '0'), find(next, '0')];
        if (placing === 'left') expect(is?.x).toBe((was?.x ?? 0) - 1);
        if (placing === 'right') expect(is?.x).toBe((was?.x ?? 0) + 1);
        if (placing === 'wider') expect(is?.w).toBe((was?.w ?? 0) + 1);
        if (placing === 'shorter') expect(is?.h).toBe((was?.h ?? 0) - 1);
        for (const other of all.filter(({ panelKey }) => panelKey !== '0'))
          expect(find(next, other.panelKey)).toMatchObject({ x: other.x, w: other.w, h: other.h });
      }),
    );
  });

  it('goes past the panel above and below', () => {
    expect(placeItem(stack, 'b', 'up').map(({ panelKey, y }) => [panelKey, y])).toStrictEqual([
      ['b', 0],
      ['a', 8],
      ['c', 12],
    ]);
    expect(placeItem(stack, 'a', 'down').map(({ panelKey, y }) => [panelKey, y])).toStrictEqual([
      ['b', 0],
      ['a', 8],
      ['c', 12],
    ]);
  });

  it('answers the same list where there is no way', () => {
    expect(placeItem(stack, 'a', 'up')).toBe(stack);
    expect(placeItem(stack, 'c', 'down')).toBe(stack);
    expect(placeItem(stack, 'a', 'left')).toBe(stack);
    expect(placeItem(stack, 'a', 'wider')).toBe(stack);
  });
});
