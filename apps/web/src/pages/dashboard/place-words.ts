import { cellsOf } from '../../dashboards/documents/grid-layouts.ts';
import { jsonObject, type Json } from '../../dashboards/documents/json.ts';

/** A place in grid units, as it is announced when a panel is moved. */
export function placeWords(item: Json): string {
  const { x, y, w, h } = cellsOf(jsonObject(item));
  return `Column ${x + 1}, row ${y + 1}, ${w} wide, ${h} high`;
}
