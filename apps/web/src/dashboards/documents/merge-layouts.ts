import { packUpwards } from '../grid/panel-groups.ts';
import { withoutItems } from './document-changes.ts';
import { groupLabel, panelLabel } from './document-parts.ts';
import {
  cellsOf,
  isOverlapping,
  itemsOf,
  movedItems,
  pairGroups,
  placedItems,
  type PlacedItem,
} from './grid-layouts.ts';
import { jsonEquals, jsonList, jsonObject, own, type Json, type JsonObject } from './json.ts';
import type { MergePart } from './merge-documents.ts';
import { isContested, mergeOrder, uncontested, type Versions } from './merge-parts.ts';

/** What the places depend on: the merged panels, and the panels each side had. */
export interface LayoutSurroundings {
  readonly part: MergePart;
  readonly panels: JsonObject;
  readonly documents: {
    readonly base: JsonObject;
    readonly theirs: JsonObject;
    readonly mine: JsonObject;
  };
}

/**
 * Groups and places of both sides. A place belongs to its panel: where the panel is gone the place goes, where a removed panel
 * was chosen to stay the place stays. A panel that slid up because one above it was removed is not moved by that side.
 */
export function mergeLayouts(versions: Versions, surroundings: LayoutSurroundings): Json | undefined {
  const simple = isContested(versions) ? undefined : withoutLostPanels(uncontested(versions), surroundings);
  if (!isContested(versions) && !isMissingPlaces(simple, versions, surroundings)) return simple;
  const lists = {
    base: jsonList(versions.base),
    theirs: jsonList(versions.theirs),
    mine: jsonList(versions.mine),
  };
  const ids = groupIds(lists);
  const places = mergePlaces(lists, ids, surroundings);
  const order = mergeOrder(ids.base, ids.theirs, ids.mine);
  return order.flatMap((id) => {
    const of = (side: keyof typeof lists) => lists[side][ids[side].indexOf(id)];
    return (
      mergeGroup(id, { base: of('base'), theirs: of('theirs'), mine: of('mine') }, places, surroundings) ?? []
    );
  });
}

interface Lists {
  readonly base: readonly Json[];
  readonly theirs: readonly Json[];
  readonly mine: readonly Json[];
}

type GroupIds = { readonly [side in keyof Lists]: readonly string[] };

interface MergedPlace {
  readonly group: string;
  readonly item: JsonObject;
}

/** A name for every group that is the same in all versions that have it. */
function groupIds({ base, theirs, mine }: Lists): GroupIds {
  const left = named(base, theirs, 'theirs');
  const added = theirs.flatMap((layout, index) =>
    left[index]?.startsWith('theirs') === true ? [{ layout, id: left[index] ?? '' }] : [],
  );
  const right = named(base, mine, 'mine').map((id, index) =>
    id.startsWith('mine') ? (added.find(({ layout }) => jsonEquals(layout, mine[index]))?.id ?? id) : id,
  );
  return { base: base.map((_, index) => `base${index}`), theirs: left, mine: right };
}

function named(base: readonly Json[], side: readonly Json[], prefix: string): readonly string[] {
  const from = new Map([...pairGroups(base, side)].map(([old, young]) => [young, old]));
  return side.map((_, index) => {
    const old = from.get(index);
    return old === undefined ? `${prefix}${index}` : `base${old}`;
  });
}

function mergePlaces(
  lists: Lists,
  ids: GroupIds,
  { part, panels, documents }: LayoutSurroundings,
): readonly MergedPlace[] {
  const [base, theirs, mine] = (['base', 'theirs', 'mine'] as const).map((side) => byKey(lists[side]));
  const moved = { theirs: movedItems(lists.base, lists.theirs), mine: movedItems(lists.base, lists.mine) };
  const keys = [...new Set([...(theirs?.keys() ?? []), ...(mine?.keys() ?? [])])];
  return keys.flatMap((key): readonly MergedPlace[] => {
    const [old, left, right] = [base?.get(key), theirs?.get(key), mine?.get(key)];
    const panelKey = left?.panelKey ?? right?.panelKey ?? '';
    const had = [documents.base, documents.theirs, documents.mine].some(
      (side) => own(side, panelKey) !== undefined,
    );
    if (had && own(panels, panelKey) === undefined) return [];
    const at = (side: keyof Lists, placed: PlacedItem | undefined): MergedPlace | undefined =>
      placed && { group: ids[side][placed.group] ?? '', item: placed.item };
    const all = { base: at('base', old), theirs: at('theirs', left), mine: at('mine', right) };
    if (left === undefined || right === undefined) {
      const side = left === undefined ? 'mine' : 'theirs';
      const remover = left === undefined ? documents.theirs : documents.mine;
      const present = all[side];
      if (present === undefined) return [];
      // Added by one side, or its panel was kept against the side that removed it.
      if (old === undefined || own(remover, panelKey) === undefined) return [present];
      return moved[side].has(key) ? contested(key, panelKey, all, { part, panels }) : [];
    }
    if (old === undefined) return contested(key, panelKey, all, { part, panels });
    const [isLeftMoved, isRightMoved] = [moved.theirs.has(key), moved.mine.has(key)];
    if (isLeftMoved && isRightMoved) return contested(key, panelKey, all, { part, panels });
    const side = isRightMoved ? 'mine' : 'theirs';
    const shifted =
      isLeftMoved || isRightMoved
        ? cellsOf(isRightMoved ? right.item : left.item).y
        : Math.max(0, cellsOf(left.item).y + cellsOf(right.item).y - cellsOf(old.item).y);
    return [placeOf(all, side, shifted)];
  });
}

type Places = {
  readonly base: MergedPlace | undefined;
  readonly theirs: MergedPlace | undefined;
  readonly mine: MergedPlace | undefined;
};

/** The chosen side's cells at row `y`; fields beyond the cells from whoever changed them. */
function placeOf(all: Places, side: 'theirs' | 'mine', y: number): MergedPlace {
  const { base, theirs, mine } = all;
  const chosen = all[side] ?? { group: '', item: {} };
  const cells = ['x', 'y', 'width', 'height', 'content'];
  const others = [...new Set([...Object.keys(theirs?.item ?? {}), ...Object.keys(mine?.item ?? {})])]
    .filter((key) => !cells.includes(key))
    .map((key) => {
      const its = {
        base: own(base?.item ?? {}, key),
        theirs: own(theirs?.item ?? {}, key),
        mine: own(mine?.item ?? {}, key),
      };
      return [key, isContested(its) ? its[side] : uncontested(its)] as const;
    });
  const item = withMembers(chosen.item, [...others, ['y', y]]);
  return { group: chosen.group, item };
}

function contested(
  key: string,
  panelKey: string,
  all: Places,
  { part, panels }: { readonly part: MergePart; readonly panels: JsonObject },
): readonly MergedPlace[] {
  // The group travels along as a member, so that another group is another place.
  const value = (place: MergedPlace | undefined): JsonObject | undefined =>
    place && { ...place.item, group: place.group };
  const merged = part('place', key, panelLabel(panelKey, own(panels, panelKey)), {
    base: value(all.base),
    theirs: value(all.theirs),
    mine: value(all.mine),
  });
  if (merged === undefined) return [];
  const { group, ...item } = jsonObject(merged);
  return [{ group: typeof group === 'string' ? group : '', item }];
}

function mergeGroup(
  id: string,
  versions: Versions,
  places: readonly MergedPlace[],
  { part }: LayoutSurroundings,
): Json | undefined {
  const { base, theirs, mine } = versions;
  const label = groupLabel(Number(/\d+$/.exec(id)?.[0] ?? 0), mine ?? theirs ?? base);
  const kinds = [theirs, mine].filter((side) => side !== undefined).map((side) => jsonObject(side)['kind']);
  // What is no grid has no places that could be merged.
  if (kinds.some((kind) => kind !== 'Grid')) return part('group', id, label, versions);
  const items = places.filter((place) => place.group === id).map((place) => place.item);
  const fields = (layout: Json | undefined) => (layout === undefined ? undefined : withoutItems(layout));
  const present = theirs ?? mine;
  // A group that one side removed stays while somebody's panel stands in it.
  const isKept = items.length > 0 && (theirs === undefined || mine === undefined);
  const frame = isKept
    ? fields(present)
    : part('group', id, label, { base: fields(base), theirs: fields(theirs), mine: fields(mine) });
  if (frame === undefined) return undefined;
  const group = jsonObject(frame);
  const source = theirs ?? mine ?? base;
  return withItems(group, jsonObject(source), inOrder(apart(items), [theirs, mine]));
}

/** Where both sides put panels into the same cells, the later one moves down. */
function apart(items: readonly JsonObject[]): readonly JsonObject[] {
  const cells = items.map(cellsOf);
  const isClear = cells.every((a, index) => cells.slice(index + 1).every((b) => !isOverlapping(a, b)));
  if (isClear) return items;
  const rows = new Map(
    packUpwards(cells.map((cell, index) => ({ ...cell, panelKey: String(index) }))).map(({ panelKey, y }) => [
      panelKey,
      y,
    ]),
  );
  return items.map((item, index) => {
    const y = rows.get(String(index));
    return y === undefined || y === item['y'] ? item : withMembers(item, [['y', y]]);
  });
}

/** Items in the order of the first version that has the group, the other's additions behind. */
function inOrder(
  items: readonly JsonObject[],
  versions: readonly (Json | undefined)[],
): readonly JsonObject[] {
  const order = versions.flatMap((layout) => itemsOf(layout).map((item) => JSON.stringify(item['content'])));
  const rank = (item: JsonObject) => {
    const at = order.indexOf(JSON.stringify(item['content']));
    return at === -1 ? order.length : at;
  };
  return items.toSorted((a, b) => rank(a) - rank(b));
}

function withItems(group: JsonObject, source: JsonObject, items: readonly JsonObject[]): JsonObject {
  const spec = jsonObject(group['spec']);
  const sourceKeys = Object.keys(jsonObject(source['spec']));
  const entries = Object.entries({ ...spec, items });
  const rank = (key: string) => (sourceKeys.includes(key) ? sourceKeys.indexOf(key) : sourceKeys.length);
  return { ...group, spec: Object.fromEntries(entries.toSorted(([a], [b]) => rank(a) - rank(b))) };
}

/** True when a panel was kept against the side that removed it, and with it its place. */
function isMissingPlaces(
  layouts: Json | undefined,
  { theirs, mine }: Versions,
  { panels }: LayoutSurroundings,
): boolean {
  const placed = new Set(placedItems(jsonList(layouts)).map(({ panelKey }) => panelKey));
  return [theirs, mine].some((side) =>
    placedItems(jsonList(side)).some(
      ({ panelKey }) => own(panels, panelKey) !== undefined && !placed.has(panelKey),
    ),
  );
}

function withoutLostPanels(
  layouts: Json | undefined,
  { panels, documents }: LayoutSurroundings,
): Json | undefined {
  const isLost = (placed: PlacedItem) =>
    own(panels, placed.panelKey) === undefined &&
    [documents.base, documents.theirs, documents.mine].some(
      (side) => own(side, placed.panelKey) !== undefined,
    );
  const list = jsonList(layouts);
  const lost = new Set(
    placedItems(list)
      .filter(isLost)
      .map((placed) => placed.item),
  );
  if (lost.size === 0) return layouts;
  return list.map((layout) => {
    const spec = jsonObject(jsonObject(layout)['spec']);
    return {
      ...jsonObject(layout),
      spec: { ...spec, items: itemsOf(layout).filter((item) => !lost.has(item)) },
    };
  });
}

function withMembers(
  object: JsonObject,
  members: readonly (readonly [string, Json | undefined])[],
): JsonObject {
  const changed = new Map(members);
  const kept = Object.entries(object).map(([key, value]) => [
    key,
    changed.has(key) ? changed.get(key) : value,
  ]);
  const added = members.filter(([key]) => !Object.hasOwn(object, key));
  return Object.fromEntries([...kept, ...added].filter(([, value]) => value !== undefined));
}

function byKey(layouts: readonly Json[]): ReadonlyMap<string, PlacedItem> {
  return new Map(placedItems(layouts).map((placed) => [placed.key, placed]));
}
