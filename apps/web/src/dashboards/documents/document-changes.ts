import { jsonEquals, jsonObject, jsonText, own, type Json, type JsonObject } from './json.ts';
import {
  datasourcesOf,
  groupLabel,
  panelLabel,
  panelsOf,
  settingLabel,
  settingsOf,
  variableLabel,
  variablesOf,
  type PartArea,
} from './document-parts.ts';
import { layoutsOf, movedItems, pairGroups, placedItems } from './grid-layouts.ts';

/** One thing that is different between two versions of a dashboard. */
export interface DocumentChange {
  readonly area: PartArea;
  readonly change: 'added' | 'removed' | 'changed' | 'moved';
  /** Panel key, variable or datasource name, setting path, position of the group. */
  readonly key: string;
  /** The name people know it by. */
  readonly label: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** What is different from `before` to `after`: panels, their places, groups, variables, datasources, settings, in this order. */
export function documentChanges(before: JsonObject, after: JsonObject): readonly DocumentChange[] {
  if (before === after) return [];
  return [
    ...memberChanges('panel', panelsOf(before), panelsOf(after), panelLabel),
    ...placeChanges(before, after),
    ...groupChanges(before, after),
    ...memberChanges(
      'variable',
      fromEntries(variablesOf(before).map(({ key, value }) => [key, value])),
      fromEntries(variablesOf(after).map(({ key, value }) => [key, value])),
      variableLabel,
    ),
    ...orderChanges(before, after),
    ...memberChanges('datasource', datasourcesOf(before), datasourcesOf(after), (key) => key),
    ...memberChanges(
      'setting',
      fromEntries([...settingsOf(before)]),
      fromEntries([...settingsOf(after)]),
      settingLabel,
    ),
  ];
}

/** Changes counted in words, `2 panels changed, 1 variable added`; `no changes` when there are none. */
export function countChanges(changes: readonly DocumentChange[]): string {
  const counts = new Map<string, number>();
  for (const { area, change } of changes) {
    const group = area === 'place' ? 'panel moved' : `${area} ${change}`;
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  if (counts.size === 0) return 'no changes';
  return [...counts]
    .map(([group, count]) => (count === 1 ? `1 ${group}` : `${count} ${group.replace(' ', 's ')}`))
    .join(', ');
}

/** One edit in a few words, for Undo and Redo: `Removed “TTFT p95”`, `Changed 3 panels`. */
export function editLabel(changes: readonly DocumentChange[]): string {
  const [first] = changes;
  if (first === undefined) return 'Changed the spelling';
  // The place of an added panel and the panels of an added group come along with it.
  const main = changes.find((one) => one.area === 'group' && one.change !== 'changed') ?? first;
  const alike = changes.filter((one) => one.area === main.area && one.change === main.change);
  const verb =
    main.area === 'place' ? 'Moved' : `${main.change.charAt(0).toUpperCase()}${main.change.slice(1)}`;
  const noun = main.area === 'place' ? 'panel' : main.area;
  if (alike.length > 1) return `${verb} ${alike.length} ${noun}s`;
  return noun === 'panel' ? `${verb} “${main.label}”` : `${verb} ${noun} “${main.label}”`;
}

/** What of a panel is different, in words: `title, queries`. */
export function panelAspects(before: Json | undefined, after: Json | undefined): string {
  const old = jsonObject(jsonObject(before)['spec']);
  const young = jsonObject(jsonObject(after)['spec']);
  const [oldDisplay, newDisplay] = [jsonObject(old['display']), jsonObject(young['display'])];
  const [oldPlugin, newPlugin] = [jsonObject(old['plugin']), jsonObject(young['plugin'])];
  const differs = (a: Json | undefined, b: Json | undefined) => !jsonEquals(a, b);
  const known = ['display', 'plugin', 'queries', 'links'];
  const rest = (spec: JsonObject) =>
    Object.fromEntries(Object.entries(spec).filter(([key]) => !known.includes(key)));
  const aspects = [
    differs(oldDisplay['name'], newDisplay['name']) && 'title',
    differs(oldDisplay['description'], newDisplay['description']) && 'description',
    differs(oldPlugin['kind'], newPlugin['kind']) &&
      `kind (${jsonText(oldPlugin['kind']) ?? 'none'} to ${jsonText(newPlugin['kind']) ?? 'none'})`,
    differs(oldPlugin['spec'], newPlugin['spec']) && 'look',
    differs(old['queries'], young['queries']) && 'queries',
    differs(old['links'], young['links']) && 'links',
    differs(rest(old), rest(young)) && 'other fields',
  ].filter((aspect) => aspect !== false);
  return aspects.length === 0 ? 'details' : aspects.join(', ');
}

function memberChanges(
  area: PartArea,
  before: JsonObject,
  after: JsonObject,
  label: (key: string, value: Json | undefined) => string,
): readonly DocumentChange[] {
  const changes: DocumentChange[] = [];
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, young] = [own(before, key), own(after, key)];
    if (old !== undefined && young === undefined)
      changes.push({ area, change: 'removed', key, label: label(key, old), before: old });
    else if (old === undefined && young !== undefined)
      changes.push({ area, change: 'added', key, label: label(key, young), after: young });
    else if (old !== undefined && young !== undefined && !jsonEquals(old, young))
      changes.push({ area, change: 'changed', key, label: label(key, young), before: old, after: young });
  }
  return changes;
}

function placeChanges(before: JsonObject, after: JsonObject): readonly DocumentChange[] {
  const [old, young] = [layoutsOf(before), layoutsOf(after)];
  if (jsonEquals(old, young)) return [];
  const moved = movedItems(old, young);
  const earlier = new Map(placedItems(old).map((placed) => [placed.key, placed.item]));
  return placedItems(young)
    .filter(({ key }) => moved.has(key))
    .map(({ key, panelKey, item }) => {
      const was = earlier.get(key);
      return {
        area: 'place' as const,
        change: 'moved' as const,
        key,
        label: panelLabel(panelKey, own(panelsOf(after), panelKey)),
        ...(was === undefined ? {} : { before: was }),
        after: item,
      };
    });
}

function groupChanges(before: JsonObject, after: JsonObject): readonly DocumentChange[] {
  const [old, young] = [layoutsOf(before), layoutsOf(after)];
  const pairs = pairGroups(old, young);
  const changes: DocumentChange[] = [];
  for (const [index, layout] of old.entries()) {
    const to = pairs.get(index);
    const now = to === undefined ? undefined : young[to];
    const label = groupLabel(index, layout);
    if (now === undefined)
      changes.push({ area: 'group', change: 'removed', key: String(index), label, before: layout });
    else if (!jsonEquals(withoutItems(layout), withoutItems(now)))
      changes.push({
        area: 'group',
        change: 'changed',
        key: String(index),
        label: groupLabel(to ?? index, now),
        before: withoutItems(layout),
        after: withoutItems(now),
      });
  }
  const kept = new Set(pairs.values());
  for (const [index, layout] of young.entries())
    if (!kept.has(index))
      changes.push({
        area: 'group',
        change: 'added',
        key: `+${index}`,
        label: groupLabel(index, layout),
        after: layout,
      });
  const order = [...pairs].toSorted(([a], [b]) => a - b).map(([, to]) => to);
  const turned = order.findIndex((to, at) => at > 0 && to < (order[at - 1] ?? 0));
  const to = order[turned];
  if (to !== undefined)
    changes.push({ area: 'group', change: 'moved', key: 'order', label: groupLabel(to, young[to]) });
  return changes;
}

function orderChanges(before: JsonObject, after: JsonObject): readonly DocumentChange[] {
  const [old, young] = [variablesOf(before), variablesOf(after)];
  const now = new Map(young.map(({ key }, index) => [key, index]));
  const order = old.flatMap(({ key }) => now.get(key) ?? []);
  const turned = order.findIndex((to, at) => at > 0 && to < (order[at - 1] ?? 0));
  const at = order[turned];
  const variable = at === undefined ? undefined : young[at];
  return variable === undefined
    ? []
    : [
        {
          area: 'variable',
          change: 'moved',
          key: 'order',
          label: variableLabel(variable.key, variable.value),
        },
      ];
}

/** A group without its panels: title, folding, repetition and what else it carries. */
export function withoutItems(layout: Json): JsonObject {
  const { items: _items, ...spec } = jsonObject(jsonObject(layout)['spec']);
  return { ...jsonObject(layout), spec };
}

function fromEntries(entries: readonly (readonly [string, Json])[]): JsonObject {
  return Object.fromEntries(entries);
}
