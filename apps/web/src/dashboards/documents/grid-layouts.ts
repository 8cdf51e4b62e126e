import { isJsonObject, jsonList, jsonObject, jsonText, type Json, type JsonObject } from './json.ts';
import { keyed } from './document-parts.ts';

/** A panel where it stands in one version. */
export interface PlacedItem {
  /** Key of the panel, the second place of the same panel as `key#1`. */
  readonly key: string;
  readonly panelKey: string;
  /** Position of its group in the version's list. */
  readonly group: number;
  readonly item: JsonObject;
}

/** Cells of an item in the 24-column grid. */
export interface Cells {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** The groups of a document as stored. */
export function layoutsOf(document: JsonObject): readonly Json[] {
  return jsonList(jsonObject(document['spec'])['layouts']);
}

/** Every panel of a list of groups with its place. */
export function placedItems(layouts: readonly Json[]): readonly PlacedItem[] {
  const all = layouts.flatMap((layout, group) =>
    itemsOf(layout).map((item) => ({ group, item, panelKey: panelKeyOf(item) })),
  );
  return keyed(
    all.map(({ panelKey }): JsonObject => ({ panelKey })),
    (one) => jsonText(one['panelKey']) ?? '',
  ).flatMap(({ key }, index) => {
    const placed = all[index];
    return placed === undefined ? [] : [{ key, ...placed }];
  });
}

/** The items of one group. */
export function itemsOf(layout: Json | undefined): readonly JsonObject[] {
  return jsonList(jsonObject(jsonObject(layout)['spec'])['items']).filter(isJsonObject);
}

/** Where an item stands. */
export function cellsOf(item: JsonObject): Cells {
  const cells = (value: Json | undefined) => (typeof value === 'number' ? value : 0);
  return { x: cells(item['x']), y: cells(item['y']), w: cells(item['width']), h: cells(item['height']) };
}

/** True when two places have a cell in common. */
export function isOverlapping(a: Cells, b: Cells): boolean {
  return isSharingColumn(a, b) && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** True when two places have a column in common: the upper one then carries the lower one. */
export function isSharingColumn(a: Cells, b: Cells): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w;
}

/**
 * Which group of `before` is which of `after`, as a map of positions. Groups carry no key: the pair that shares most panels is
 * the same group, then the one with the same title, the position deciding between equals.
 */
export function pairGroups(before: readonly Json[], after: readonly Json[]): ReadonlyMap<number, number> {
  const keysOf = (layouts: readonly Json[]) =>
    layouts.map((layout) => new Set(itemsOf(layout).map(panelKeyOf)));
  const titles = (layouts: readonly Json[]) =>
    layouts.map((layout) => jsonText(jsonObject(jsonObject(jsonObject(layout)['spec'])['display'])['title']));
  const [oldKeys, newKeys] = [keysOf(before), keysOf(after)];
  const [oldTitles, newTitles] = [titles(before), titles(after)];
  const pairs = before.flatMap((old, from) =>
    after.map((young, to) => {
      const shared = [...(oldKeys[from] ?? [])].filter((key) => newKeys[to]?.has(key)).length;
      const isSameKind = jsonObject(old)['kind'] === jsonObject(young)['kind'];
      const isSameTitle = isSameKind && (oldTitles[from] ?? '') === (newTitles[to] ?? '');
      const isSame = isSameKind && (shared > 0 || isSameTitle);
      return {
        from,
        to,
        score: isSame ? shared * 10 + (isSameTitle ? 2 : 0) + (from === to ? 1 : 0) : 0,
      };
    }),
  );
  const paired = new Map<number, number>();
  const taken = new Set<number>();
  for (const pair of pairs.filter((one) => one.score > 0).toSorted((a, b) => b.score - a.score)) {
    if (paired.has(pair.from) || taken.has(pair.to)) continue;
    paired.set(pair.from, pair.to);
    taken.add(pair.to);
  }
  // A group that lost its panels and its title in one edit: nothing else of it is left, so it is the one that is left over.
  for (const [from, old] of before.entries()) {
    if (paired.has(from)) continue;
    const to = after.findIndex(
      (young, index) =>
        !taken.has(index) &&
        jsonObject(old)['kind'] === jsonObject(young)['kind'] &&
        (oldKeys[from]?.size === 0 || newKeys[index]?.size === 0),
    );
    if (to === -1) continue;
    paired.set(from, to);
    taken.add(to);
  }
  return paired;
}

/**
 * Keys of the items that somebody moved or resized from `before` to `after`. The editor closes holes by itself, so a change of
 * `y` alone is a move only where two panels changed their order.
 */
export function movedItems(before: readonly Json[], after: readonly Json[]): ReadonlySet<string> {
  const groupOf = pairGroups(before, after);
  const now = new Map(placedItems(after).map((placed) => [placed.key, placed]));
  const both = placedItems(before).flatMap((old) => {
    const young = now.get(old.key);
    if (young === undefined) return [];
    const isSameGroup = groupOf.get(old.group) === young.group;
    return [
      { key: old.key, group: old.group, isSameGroup, old: cellsOf(old.item), young: cellsOf(young.item) },
    ];
  });
  const moved = new Set<string>();
  for (const one of both) {
    const { old, young } = one;
    if (!one.isSameGroup || old.x !== young.x || old.w !== young.w || old.h !== young.h) moved.add(one.key);
    else if (old.y !== young.y) {
      const isTurned = both.some(
        (other) =>
          other.group === one.group &&
          other.isSameGroup &&
          isSharingColumn(old, other.old) &&
          Math.sign(old.y - other.old.y) !== Math.sign(young.y - other.young.y),
      );
      if (isTurned) moved.add(one.key);
    }
  }
  return moved;
}

function panelKeyOf(item: JsonObject): string {
  return (jsonText(jsonObject(item['content'])['$ref']) ?? '').replace('#/spec/panels/', '');
}
