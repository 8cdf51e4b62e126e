import { documentLimits } from '../../document-limits.ts';
import type { JsonObject } from '../../json-reader.ts';
import { finite, members, objects, text } from './loose-json.ts';

/** A panel with its key in the new dashboard and its place in the grid of its group. */
export interface PlacedPanel {
  readonly key: string;
  readonly value: JsonObject;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A row of Grafana; without `row` the panels that stand before the first one. */
export interface PanelGroup {
  readonly row?: { readonly title: string; readonly isOpen: boolean; readonly repeat?: string };
  readonly panels: readonly PlacedPanel[];
}

/**
 * The panels of a dashboard by row, in both shapes: `rows` with spans (before Grafana 5) and the flat list in which an open
 * row's panels follow it and a closed row holds them. Keys are those that Perses gives: `3`, or `1_0` inside a row.
 */
export function readPanelGroups(dashboard: JsonObject): readonly PanelGroup[] {
  const rows = objects(dashboard['rows']);
  const flat = objects(dashboard['panels']);
  return flat.length === 0 && rows.length > 0 ? spannedRows(rows) : flatRows(flat);
}

function flatRows(list: readonly JsonObject[]): readonly PanelGroup[] {
  const before: PlacedPanel[] = [];
  const groups: { row: NonNullable<PanelGroup['row']>; values: JsonObject[] }[] = [];
  for (const value of list) {
    const last = groups.at(-1);
    if (value['type'] === 'row')
      groups.push({ row: readRow(value, 'collapsed'), values: [...objects(value['panels'])] });
    else if (last !== undefined && last.row.isOpen) last.values.push(value);
    else if (last !== undefined) groups.push({ row: untitledRow, values: [value] });
    else before.push(placed(value, String(before.length)));
  }
  const inRows = groups.map(({ row, values }, index) => ({
    ...(row === untitledRow ? {} : { row }),
    panels: values.map((value, place) => placed(value, `${before.length + index}_${place}`)),
  }));
  return before.length === 0 ? inRows : [{ panels: before }, ...inRows];
}

/** Stands for panels that follow a closed row and belong to none. */
const untitledRow = { title: '', isOpen: true };

function readRow(value: JsonObject, closed: 'collapsed' | 'collapse'): NonNullable<PanelGroup['row']> {
  const repeat = text(value['repeat']);
  return {
    title: (text(value['title']) ?? '').slice(0, documentLimits.displayNameCharacters),
    isOpen: value[closed] !== true,
    ...(repeat === undefined ? {} : { repeat }),
  };
}

function placed(value: JsonObject, key: string): PlacedPanel {
  const place = members(value['gridPos']);
  const width = whole(place['w'], 12, 1, documentLimits.gridColumns);
  return {
    key,
    value,
    width,
    x: Math.min(whole(place['x'], 0, 0, documentLimits.gridColumns), documentLimits.gridColumns - width),
    y: whole(place['y'], 0, 0, documentLimits.gridRows),
    height: whole(place['h'], 8, 1, documentLimits.panelHeight),
  };
}

function whole(
  value: JsonObject[string] | undefined,
  otherwise: number,
  least: number,
  most: number,
): number {
  return Math.min(most, Math.max(least, Math.floor(finite(value) ?? otherwise)));
}

/** Rows of 12 spans, their height in pixels; a panel that does not fit beside the others begins a new line. */
function spannedRows(rows: readonly JsonObject[]): readonly PanelGroup[] {
  return rows.map((row, index) => {
    let x = 0;
    let y = 0;
    let tallest = 0;
    const panels = objects(row['panels']).map((value, place): PlacedPanel => {
      const width = whole(finite(value['span']) ?? 12, 12, 1, 12) * 2;
      const height = gridHeight(value['height'] ?? row['height']);
      if (x + width > documentLimits.gridColumns) {
        x = 0;
        y = Math.min(documentLimits.gridRows, y + tallest);
        tallest = 0;
      }
      const panel = { key: `${index}_${place}`, value, x, y, width, height };
      x += width;
      tallest = Math.max(tallest, height);
      return panel;
    });
    const shown = readRow(row, 'collapse');
    const hasHead = row['showTitle'] === true || !shown.isOpen || shown.repeat !== undefined;
    return hasHead ? { row: shown, panels } : { panels };
  });
}

/** A line of the grid is 30 pixels with a gap of 8. */
function gridHeight(value: JsonObject[string] | undefined): number {
  const pixels = finite(typeof value === 'string' ? value.replace(/px$/, '') : value) ?? 250;
  return Math.min(documentLimits.panelHeight, Math.max(3, Math.round(pixels / 38)));
}
