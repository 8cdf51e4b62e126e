import { isObject } from './json-access.ts';
import { readJson, type JsonObject, type JsonValue } from './json-reader.ts';
import { isDashboardKind, type ResourceKind } from './resource-kind.ts';

/** What part of a document an entry is about; `setting` is any other member of the spec. */
export type DiffArea = 'panel' | 'variable' | 'datasource' | 'layout' | 'setting';

/** One difference between two versions. */
export interface DiffEntry {
  readonly area: DiffArea;
  readonly change: 'added' | 'removed' | 'changed';
  /** The panel's key, the variable's or datasource's name, the setting's name, the layout's position. */
  readonly key: string;
  /** The name people know it by; the key where there is none. */
  readonly label: string;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

/** The differences from one version to another; `textOnly` when only spelling, spacing or key order changed. */
export interface DocumentDiff {
  readonly entries: readonly DiffEntry[];
  readonly textOnly: boolean;
}

/** What of a version is compared. */
export interface DiffableDocument {
  readonly kind: ResourceKind;
  readonly specText: string;
  /** The value of `specText` where the caller has read it already. */
  readonly spec?: JsonValue;
}

/** The differences from `before` to `after`, in the order panels, variables, datasources, layouts, settings. */
export function diffDocuments(before: DiffableDocument, after: DiffableDocument): DocumentDiff {
  const [old, young] = [specOf(before), specOf(after)];
  const isDashboard = isDashboardKind(before.kind) && isDashboardKind(after.kind);
  const entries = isDashboard
    ? [
        ...diffMembers('panel', objectAt(old, 'panels'), objectAt(young, 'panels'), panelLabel),
        ...diffMembers('variable', byName(old['variables']), byName(young['variables']), variableLabel),
        ...diffMembers('datasource', objectAt(old, 'datasources'), objectAt(young, 'datasources'), keyLabel),
        ...diffMembers('layout', byIndex(old['layouts']), byIndex(young['layouts']), layoutLabel),
        ...diffMembers('setting', without(old), without(young), keyLabel),
      ]
    : diffMembers('setting', old, young, keyLabel);
  return { entries, textOnly: entries.length === 0 && before.specText !== after.specText };
}

/** The differences counted in words: `2 panels changed, 1 variable added`; `no changes` when there are none. */
export function summarizeDiff(diff: DocumentDiff): string {
  const counts = new Map<string, number>();
  for (const { area, change } of diff.entries) {
    counts.set(`${area} ${change}`, (counts.get(`${area} ${change}`) ?? 0) + 1);
  }
  if (counts.size === 0) return diff.textOnly ? 'only spelling or order changed' : 'no changes';
  return [...counts]
    .map(([group, count]) => {
      const [area = '', change = ''] = group.split(' ');
      return `${count} ${area}${count === 1 ? '' : 's'} ${change}`;
    })
    .join(', ');
}

/** True when two JSON values are equal; the order of keys does not count, the order in arrays does. */
function equalJson(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((value, index) => equalJson(value, right[index]));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => key in right && equalJson(left[key], right[key]))
  );
}

function diffMembers(
  area: DiffArea,
  before: JsonObject,
  after: JsonObject,
  label: (key: string, value: JsonValue) => string,
): readonly DiffEntry[] {
  const entries: DiffEntry[] = [];
  for (const [key, value] of Object.entries(before)) {
    const now = after[key];
    if (now === undefined)
      entries.push({ area, change: 'removed', key, label: label(key, value), before: value });
    else if (!equalJson(value, now)) {
      entries.push({ area, change: 'changed', key, label: label(key, now), before: value, after: now });
    }
  }
  for (const [key, value] of Object.entries(after)) {
    if (!(key in before))
      entries.push({ area, change: 'added', key, label: label(key, value), after: value });
  }
  return entries;
}

function specOf({ specText, spec }: DiffableDocument): JsonObject {
  const value = spec ?? readJson(specText).value;
  return isObject(value) ? value : byIndex(value);
}

function objectAt(spec: JsonObject, key: string): JsonObject {
  const value = spec[key];
  return isObject(value) ? value : emptyObject();
}

function byName(value: JsonValue | undefined): JsonObject {
  return collected(value, (one, index) => nameIn(one) ?? String(index));
}

function byIndex(value: JsonValue | undefined): JsonObject {
  return collected(value, (_, index) => String(index));
}

function collected(
  value: JsonValue | undefined,
  keyOf: (one: JsonValue, index: number) => string,
): JsonObject {
  const object = emptyObject();
  if (Array.isArray(value)) for (const [index, one] of value.entries()) object[keyOf(one, index)] = one;
  return object;
}

const dashboardAreas: ReadonlySet<string> = new Set(['panels', 'variables', 'datasources', 'layouts']);

function without(spec: JsonObject): JsonObject {
  const rest = emptyObject();
  for (const [key, value] of Object.entries(spec)) if (!dashboardAreas.has(key)) rest[key] = value;
  return rest;
}

function emptyObject(): Record<string, JsonValue> {
  return Object.create(null);
}

function keyLabel(key: string): string {
  return key;
}

function panelLabel(key: string, panel: JsonValue): string {
  return textAt(panel, ['spec', 'display', 'name']) ?? key;
}

function variableLabel(key: string, variable: JsonValue): string {
  return textAt(variable, ['spec', 'display', 'name']) ?? key;
}

function layoutLabel(key: string, layout: JsonValue): string {
  return textAt(layout, ['spec', 'display', 'title']) ?? `layout ${Number(key) + 1}`;
}

function nameIn(variable: JsonValue): string | undefined {
  return textAt(variable, ['spec', 'name']);
}

function textAt(value: JsonValue, path: readonly string[]): string | undefined {
  let here: JsonValue | undefined = value;
  for (const step of path) here = isObject(here) ? here[step] : undefined;
  return typeof here === 'string' && here !== '' ? here : undefined;
}
