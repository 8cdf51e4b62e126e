import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { packUpwards, panelGroups, type GridItem } from './panel-groups.ts';

const cell = fc.record({
  panelKey: fc.string(),
  x: fc.integer({ min: 0, max: 23 }),
  y: fc.integer({ min: 0, max: 60 }),
  w: fc.integer({ min: 1, max: 24 }),
  h: fc.integer({ min: 1, max: 12 }),
});

describe('packUpwards', () => {
  it('closes holes and keeps order', () => {
    expect(
      packUpwards([
        { panelKey: 'b', x: 0, y: 40, w: 12, h: 4 },
        { panelKey: 'a', x: 0, y: 3, w: 24, h: 2 },
      ]),
    ).toStrictEqual([
      { panelKey: 'a', x: 0, y: 0, w: 24, h: 2 },
      { panelKey: 'b', x: 0, y: 2, w: 12, h: 4 },
    ]);
  });

  it('leaves no overlap, loses nothing, and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 12 }), (items) => {
        const packed = packUpwards(items);
        expect(packed).toHaveLength(items.length);
        for (const [index, one] of packed.entries())
          for (const other of packed.slice(index + 1)) expect(overlaps(one, other)).toBe(false);
        expect(packUpwards(packed).map(({ x, y }) => [x, y])).toStrictEqual(packed.map(({ x, y }) => [x, y]));
      }),
    );
  });
});

describe('panelGroups', () => {
  it('reads groups as stored and bounds what makes no sense', () => {
    const [group] = panelGroups({
      spec: {
        layouts: [
          {
            kind: 'Grid',
            spec: {
              display: { title: 'Load', collapse: { open: false } },
              repeatVariable: 'pod',
              items: [{ x: 20, y: 0, width: 99, height: -3, content: { $ref: '#/spec/panels/a' } }],
            },
          },
        ],
      },
    });
    expect(group).toMatchObject({
      title: 'Load',
      isCollapsible: true,
      isOpen: false,
      repeatVariable: 'pod',
      items: [{ panelKey: 'a', x: 0, y: 0, w: 24, h: 1 }],
    });
  });
});

function overlaps(a: GridItem, b: GridItem): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
