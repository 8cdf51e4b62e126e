import { isArray, isObject } from './json-access.ts';
import type { JsonValue } from './json-reader.ts';

/** A folder, or a folder inside it, with the dashboards that are directly in it. */
export interface FolderPlace {
  /** Names of the folders inside the document that lead here; empty for the document itself. */
  readonly path: readonly string[];
  readonly dashboards: readonly string[];
}

/** Folders inside each other that are followed; the document rules allow no deeper text than this by far. */
const depthLimit = 64;

/** Every place of a folder's spec, outer ones first, in both shapes: `{display, items}` since Perses 0.54, an array before. */
export function folderPlaces(spec: JsonValue): readonly FolderPlace[] {
  const places: FolderPlace[] = [];
  if (isArray(spec)) visit(spec, 'spec', []);
  else visit(isObject(spec) ? spec['items'] : undefined, 'items', []);
  return places;

  function visit(items: JsonValue | undefined, below: 'items' | 'spec', path: readonly string[]): void {
    const entries = isArray(items) ? items.flatMap((item) => readItem(item, below)) : [];
    places.push({
      path,
      dashboards: entries.flatMap(({ kind, name }) => (kind === 'Dashboard' ? [name] : [])),
    });
    if (path.length >= depthLimit) return;
    for (const entry of entries) {
      if (entry.kind === 'Folder') visit(entry.children, below, [...path, entry.name]);
    }
  }
}

/** The name a folder is shown by: its display name, which only the newer shape has; '' where there is none. */
export function folderTitle(spec: JsonValue): string {
  const display = isObject(spec) ? spec['display'] : undefined;
  const name = isObject(display) ? display['name'] : undefined;
  return typeof name === 'string' ? name : '';
}

/** The spec with a dashboard moved to a place, or taken out of the folder where `path` is null; what else it carries stays. */
export function withDashboardAt(
  spec: JsonValue,
  dashboard: string,
  path: readonly string[] | null,
): JsonValue {
  const below = isArray(spec) ? 'spec' : 'items';
  const items = isArray(spec) ? spec : childrenOf(isObject(spec) ? spec['items'] : undefined);
  const changed = changeItems(items, { below, dashboard, path });
  if (isArray(spec)) return changed;
  return { ...(isObject(spec) ? spec : {}), items: changed };
}

/** The spec with another display name; the older shape, which has none, becomes the newer one. */
export function withFolderTitle(spec: JsonValue, title: string): JsonValue {
  if (isArray(spec)) return { display: { name: title }, items: spec.map(newerItem) };
  const object = isObject(spec) ? spec : {};
  const display = isObject(object['display']) ? object['display'] : {};
  return { ...object, display: { ...display, name: title } };
}

interface Change {
  readonly below: 'items' | 'spec';
  readonly dashboard: string;
  readonly path: readonly string[] | null;
}

function changeItems(items: readonly JsonValue[], change: Change): readonly JsonValue[] {
  const { below, dashboard, path } = change;
  const kept = items.filter((item) => {
    const [entry] = readItem(item, below);
    return entry === undefined || entry.kind !== 'Dashboard' || entry.name !== dashboard;
  });
  const isHere = path !== null && path.length === 0;
  const added: readonly JsonValue[] = isHere ? [...kept, { kind: 'Dashboard', name: dashboard }] : kept;
  let isPlaced = false;
  return added.map((item) => {
    const [entry] = readItem(item, below);
    if (entry?.kind !== 'Folder' || !isObject(item)) return item;
    // Of two folders of one name the first takes it, so that it is in the document once.
    const isWay = path !== null && entry.name === path[0] && !isPlaced;
    if (isWay) isPlaced = true;
    const children = changeItems(childrenOf(entry.children), {
      ...change,
      path: isWay && path !== null ? path.slice(1) : null,
    });
    return item[below] === undefined && children.length === 0 ? item : { ...item, [below]: children };
  });
}

interface Item {
  readonly kind: 'Dashboard' | 'Folder';
  readonly name: string;
  readonly children: JsonValue | undefined;
}

function readItem(item: JsonValue, below: 'items' | 'spec'): readonly Item[] {
  if (!isObject(item)) return [];
  const { kind, name } = item;
  if ((kind !== 'Dashboard' && kind !== 'Folder') || typeof name !== 'string') return [];
  return [{ kind, name, children: item[below] }];
}

function childrenOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isArray(value) ? value : [];
}

function newerItem(item: JsonValue): JsonValue {
  if (!isObject(item)) return item;
  const { spec, ...rest } = item;
  return spec === undefined ? item : { ...rest, items: childrenOf(spec).map(newerItem) };
}
