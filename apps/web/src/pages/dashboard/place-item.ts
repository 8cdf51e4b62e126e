import { GRID_COLUMNS, packUpwards, type GridItem } from '../../dashboards/grid/panel-groups.ts';

/** One grid unit of moving or resizing a panel; up and down go past the next panel, because the grid closes holes. */
export type Placing = 'left' | 'right' | 'up' | 'down' | 'wider' | 'narrower' | 'taller' | 'shorter';

/** Rows a panel can be high at most. */
const MOST_ROWS = 100;
/** Cells a panel has at least in each direction. */
const LEAST_CELLS = 2;

/** The group's places after one move of a panel: others make room and holes close; the same list when there is no way. */
export function placeItem(
  items: readonly GridItem[],
  panelKey: string,
  placing: Placing,
): readonly GridItem[] {
  const packed = packUpwards(items);
  const item = packed.find((one) => one.panelKey === panelKey);
  if (item === undefined) return items;
  const others = packed.filter((one) => one !== item);
  const next = placed(item, others, placing);
  if (next === undefined) return items;
  return packAround(next, others);
}

function placed(item: GridItem, others: readonly GridItem[], placing: Placing): GridItem | undefined {
  switch (placing) {
    case 'left':
      return item.x === 0 ? undefined : { ...item, x: item.x - 1 };
    case 'right':
      return item.x + item.w >= GRID_COLUMNS ? undefined : { ...item, x: item.x + 1 };
    case 'wider':
      if (item.x + item.w < GRID_COLUMNS) return { ...item, w: item.w + 1 };
      return item.x === 0 ? undefined : { ...item, x: item.x - 1, w: item.w + 1 };
    case 'narrower':
      return item.w <= LEAST_CELLS ? undefined : { ...item, w: item.w - 1 };
    case 'taller':
      return item.h >= MOST_ROWS ? undefined : { ...item, h: item.h + 1 };
    case 'shorter':
      return item.h <= LEAST_CELLS ? undefined : { ...item, h: item.h - 1 };
    case 'up': {
      const above = others.filter((one) => isSharingColumn(one, item) && one.y < item.y);
      const nearest = above.toSorted((a, b) => b.y + b.h - (a.y + a.h))[0];
      return nearest && { ...item, y: nearest.y };
    }
    case 'down': {
      const below = others.filter((one) => isSharingColumn(one, item) && one.y >= item.y + item.h);
      const nearest = below.toSorted((a, b) => a.y - b.y)[0];
      return nearest && { ...item, y: nearest.y + nearest.h };
    }
  }
}

/** The panel where it was put; those it displaces go below it, then everything moves up as far as it can. */
function packAround(item: GridItem, others: readonly GridItem[]): readonly GridItem[] {
  const isAbove = (one: GridItem) =>
    one.y < item.y || (one.y === item.y && one.x < item.x && !isOn(one, item));
  // Moving down, what was below comes first and slides up into the place that got free.
  const above = others.filter((one) => isAbove(one));
  const rest = others.filter((one) => !isAbove(one));
  const ordered = [
    ...above.map((one) => ({ ...one, y: one.y * 2 })),
    { ...item, y: item.y * 2 },
    ...rest.map((one) => ({ ...one, y: one.y * 2 + 1 })),
  ];
  return packUpwards(ordered);
}

function isOn(a: GridItem, b: GridItem): boolean {
  return isSharingColumn(a, b) && a.y < b.y + b.h && b.y < a.y + a.h;
}

function isSharingColumn(a: GridItem, b: GridItem): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w;
}
