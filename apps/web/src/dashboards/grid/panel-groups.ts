import { jsonList, jsonObject, jsonText, type JsonObject } from '../documents/json.ts';

/** A panel's place in the 24-column grid, in cells. */
export interface GridItem {
  readonly panelKey: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** One group of panels as stored. */
export interface PanelGroup {
  readonly index: number;
  readonly title: string;
  readonly isCollapsible: boolean;
  readonly isOpen: boolean;
  readonly repeatVariable: string | undefined;
  readonly items: readonly GridItem[];
}

/** Columns of a dashboard's grid. */
export const GRID_COLUMNS = 24;

/** The groups of a dashboard with their panels, rising by row, packed upwards as Perses shows them. */
export function panelGroups(document: JsonObject): readonly PanelGroup[] {
  return jsonList(jsonObject(document['spec'])['layouts']).map((layout, index) => {
    const spec = jsonObject(jsonObject(layout)['spec']);
    const display = jsonObject(spec['display']);
    const collapse = display['collapse'];
    return {
      index,
      title: jsonText(display['title']) ?? '',
      isCollapsible: collapse !== undefined && collapse !== null,
      isOpen: jsonObject(collapse)['open'] !== false,
      repeatVariable: jsonText(spec['repeatVariable']),
      items: packUpwards(jsonList(spec['items']).map((item) => readItem(jsonObject(item)))),
    };
  });
}

/**
 * Moves every panel up as far as nothing is in its way, top row first: holes close and overlaps open, which is how the
 * editor shows the same document.
 */
export function packUpwards(items: readonly GridItem[]): readonly GridItem[] {
  const placed: GridItem[] = [];
  for (const item of items.toSorted((a, b) => a.y - b.y || a.x - b.x)) {
    let y = 0;
    for (const other of placed) {
      const isBeside = item.x + item.w <= other.x || other.x + other.w <= item.x;
      if (!isBeside) y = Math.max(y, other.y + other.h);
    }
    placed.push({ ...item, y });
  }
  return placed.toSorted((a, b) => a.y - b.y || a.x - b.x);
}

function readItem(item: JsonObject): GridItem {
  const cells = (key: string, least: number, most: number) => {
    const value = item[key];
    return typeof value === 'number' && Number.isFinite(value)
      ? Math.min(most, Math.max(least, Math.round(value)))
      : least;
  };
  const w = cells('width', 1, GRID_COLUMNS);
  return {
    panelKey: (jsonText(jsonObject(item['content'])['$ref']) ?? '').replace('#/spec/panels/', ''),
    x: Math.min(cells('x', 0, GRID_COLUMNS), GRID_COLUMNS - w),
    y: cells('y', 0, 10_000),
    w,
    h: cells('height', 1, 100),
  };
}
