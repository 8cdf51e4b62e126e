import { packUpwards, type GridItem } from '../grid/panel-groups.ts';
import { inventedDisplay } from './dashboard-document.ts';
import {
  isJsonObject,
  jsonEquals,
  jsonList,
  jsonObject,
  jsonText,
  own,
  type Json,
  type JsonObject,
} from './json.ts';

/** What the editor of the 0.52 packages rebuilds, part by part; every other field belongs to the stored document. */
const EDITED = {
  spec: ['display', 'panels', 'layouts', 'variables', 'duration', 'refreshInterval', 'datasources'],
  panel: ['display', 'plugin', 'queries', 'links'],
  display: ['name', 'description'],
  plugin: ['kind', 'spec'],
  query: ['plugin'],
  link: ['name', 'url', 'tooltip', 'renderVariables', 'targetBlank'],
  layout: ['display', 'items', 'repeatVariable'],
  layoutDisplay: ['title', 'collapse'],
  gridItem: ['x', 'y', 'width', 'height', 'content'],
  variable: [
    'name',
    'display',
    'defaultValue',
    'allowAllValue',
    'allowMultiple',
    'customAllValue',
    'capturingRegexp',
    'sort',
    'plugin',
    'value',
    'constant',
  ],
  variableDisplay: ['name', 'description', 'hidden'],
} as const;

/** Values the editor writes by itself; they are left out where the stored document had none. */
const EDITOR_DEFAULTS: JsonObject = {
  duration: '1h',
  refreshInterval: '0s',
  datasources: {},
  variables: [],
  panels: {},
  layouts: [],
};

/**
 * The document to save: the stored one with everything the editor knows replaced by the edited one.
 * The editor rebuilds a dashboard from the seven fields it knows, so whatever else was stored (links, annotations,
 * time zone, tags, unknown fields at every level) is taken from the stored document; what was removed in the editor stays removed.
 */
export function mergeOntoStored(stored: JsonObject, edited: JsonObject): JsonObject {
  const storedSpec = jsonObject(stored['spec']);
  const editedSpec = jsonObject(edited['spec']);
  const spec = overlay(storedSpec, withoutDefaults(storedSpec, editedSpec), EDITED.spec, {
    display: (before, after) => overlay(before, after, EDITED.display),
    panels: mergePanels,
  });
  const layouts = mergeList(storedSpec['layouts'], editedSpec['layouts'], layoutScore, mergeLayout);
  const variables = mergeList(storedSpec['variables'], editedSpec['variables'], variableScore, mergeVariable);
  return {
    ...stored,
    spec: {
      ...spec,
      ...(spec['layouts'] === undefined ? {} : { layouts }),
      ...(spec['variables'] === undefined ? {} : { variables }),
    },
  };
}

type Merge = (before: JsonObject, after: JsonObject) => JsonObject;

/** Keys in the stored order; `edited` keys follow the edited object (absent there = removed), all others stay as stored. */
function overlay(
  before: JsonObject,
  after: JsonObject,
  edited: readonly string[],
  deeper: Readonly<Record<string, Merge>> = {},
): JsonObject {
  const entries: [string, Json][] = [];
  for (const key of Object.keys(before)) {
    const value = edited.includes(key) || own(after, key) !== undefined ? own(after, key) : own(before, key);
    if (value === undefined) continue;
    const old = own(before, key);
    const merge = Object.hasOwn(deeper, key) ? deeper[key] : undefined;
    entries.push([key, merge && isJsonObject(old) && isJsonObject(value) ? merge(old, value) : value]);
  }
  for (const key of Object.keys(after)) {
    const value = own(after, key);
    if (value !== undefined && own(before, key) === undefined) entries.push([key, value]);
  }
  return Object.fromEntries(entries);
}

function withoutDefaults(before: JsonObject, after: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(after).filter(
      ([key, value]) =>
        own(before, key) !== undefined ||
        !Object.hasOwn(EDITOR_DEFAULTS, key) ||
        !jsonEquals(value, EDITOR_DEFAULTS[key]),
    ),
  );
}

function mergePanels(before: JsonObject, after: JsonObject): JsonObject {
  const kept = Object.keys(before).filter((key) => own(after, key) !== undefined);
  const added = Object.keys(after).filter((key) => own(before, key) === undefined);
  return Object.fromEntries(
    [...kept, ...added].map((key) => [
      key,
      mergePanel(jsonObject(own(before, key)), jsonObject(own(after, key))),
    ]),
  );
}

function mergePanel(before: JsonObject, after: JsonObject): JsonObject {
  return overlay(before, after, ['kind', 'spec'], {
    spec: (oldSpec, editedSpec) => {
      const newSpec = withoutInventedPanelDisplay(oldSpec, editedSpec);
      const spec = overlay(oldSpec, newSpec, EDITED.panel, {
        display: (old, next) => overlay(old, next, EDITED.display),
        plugin: mergePlugin,
      });
      return {
        ...spec,
        ...(spec['queries'] === undefined
          ? {}
          : { queries: mergeList(oldSpec['queries'], newSpec['queries'], queryScore, mergeQuery) }),
        ...(spec['links'] === undefined
          ? {}
          : { links: mergeList(oldSpec['links'], newSpec['links'], linkScore, mergeLink) }),
      };
    },
  });
}

/** A panel that was stored without a display is shown with an empty one. */
function withoutInventedPanelDisplay(oldSpec: JsonObject, newSpec: JsonObject): JsonObject {
  if (oldSpec['display'] !== undefined || !jsonEquals(newSpec['display'], inventedDisplay)) return newSpec;
  const { display: _display, ...rest } = newSpec;
  return rest;
}

/** `metadata` (plugin version, registry) belongs to the kind: it goes when another kind was chosen. */
function mergePlugin(before: JsonObject, after: JsonObject): JsonObject {
  return before['kind'] === after['kind'] ? overlay(before, after, EDITED.plugin) : after;
}

function mergeQuery(before: JsonObject, after: JsonObject): JsonObject {
  return overlay(before, after, ['kind', 'spec'], {
    spec: (old, next) => overlay(old, next, EDITED.query, { plugin: mergePlugin }),
  });
}

function mergeLink(before: JsonObject, after: JsonObject): JsonObject {
  return overlay(before, after, EDITED.link);
}

function mergeVariable(before: JsonObject, after: JsonObject): JsonObject {
  return overlay(before, after, ['kind', 'spec'], {
    spec: (old, next) =>
      overlay(old, next, EDITED.variable, {
        display: (oldDisplay, newDisplay) => overlay(oldDisplay, newDisplay, EDITED.variableDisplay),
        plugin: mergePlugin,
      }),
  });
}

function mergeLayout(before: JsonObject, after: JsonObject): JsonObject {
  if (before['kind'] !== 'Grid') return before;
  const oldSpec = jsonObject(before['spec']);
  const newSpec = withoutInventedDisplay(oldSpec, jsonObject(after['spec']));
  const spec = overlay(oldSpec, newSpec, EDITED.layout, {
    display: (old, next) => overlay(old, next, EDITED.layoutDisplay),
  });
  const items = mergeList(oldSpec['items'], newSpec['items'], gridItemScore, (old, next) =>
    overlay(old, next, EDITED.gridItem, { content: (oldRef, newRef) => overlay(oldRef, newRef, ['$ref']) }),
  );
  const isMoved = !jsonEquals(packedPlaces(oldSpec['items']), packedPlaces(newSpec['items']));
  return { ...before, spec: { ...spec, items: isMoved ? items : (oldSpec['items'] ?? items) } };
}

/** Where the panels of a group stand once holes are closed: the editor closes them by itself, which is no edit. */
function packedPlaces(items: Json | undefined): Json {
  const places = jsonList(items).map((item): GridItem => {
    const { x, y, width, height } = jsonObject(item);
    const cells = (value: Json | undefined) => (typeof value === 'number' ? value : 0);
    return {
      panelKey: refOf(jsonObject(item)) ?? '',
      x: cells(x),
      y: cells(y),
      w: cells(width),
      h: cells(height),
    };
  });
  return packUpwards(places).map(({ panelKey, x, y, w, h }) => [panelKey, x, y, w, h]);
}

/** The editor gives every group a title and makes it collapsible; a group that was neither stays so while it is open. */
function withoutInventedDisplay(oldSpec: JsonObject, newSpec: JsonObject): JsonObject {
  const next = jsonObject(newSpec['display']);
  const old = jsonObject(oldSpec['display']);
  const isOpen = jsonObject(next['collapse'])['open'] !== false;
  const { collapse: _collapse, ...plain } = next;
  if (oldSpec['display'] === undefined && isOpen && (next['title'] === undefined || next['title'] === '')) {
    const { display: _display, ...rest } = newSpec;
    return rest;
  }
  return old['collapse'] === undefined && isOpen && newSpec['display'] !== undefined
    ? { ...newSpec, display: plain }
    : newSpec;
}

/**
 * The edited list, each entry merged onto the stored entry it came from. Pairs are made best score first, each stored
 * entry once; an entry without a score above 0 is new.
 */
function mergeList(
  before: Json | undefined,
  after: Json | undefined,
  score: (before: JsonObject, after: JsonObject, isSamePlace: boolean) => number,
  merge: Merge,
): readonly Json[] {
  const stored = jsonList(before);
  const edited = jsonList(after);
  const pairs = edited.flatMap((item, to) =>
    stored.map((old, from) => ({ from, to, score: score(jsonObject(old), jsonObject(item), from === to) })),
  );
  const origins = new Map<number, number>();
  const taken = new Set<number>();
  for (const pair of pairs.filter((one) => one.score > 0).toSorted((a, b) => b.score - a.score)) {
    if (taken.has(pair.from) || origins.has(pair.to)) continue;
    taken.add(pair.from);
    origins.set(pair.to, pair.from);
  }
  return edited.map((item, place) => {
    const origin = origins.get(place);
    const old = origin === undefined ? undefined : stored[origin];
    return isJsonObject(item) && isJsonObject(old) ? merge(old, item) : item;
  });
}

function variableScore(before: JsonObject, after: JsonObject): number {
  const isSame =
    before['kind'] === after['kind'] &&
    jsonObject(before['spec'])['name'] === jsonObject(after['spec'])['name'];
  return isSame ? 1 : 0;
}

function queryScore(before: JsonObject, after: JsonObject, isSamePlace: boolean): number {
  if (before['kind'] !== after['kind']) return 0;
  const old = jsonObject(jsonObject(before['spec'])['plugin']);
  const next = jsonObject(jsonObject(after['spec'])['plugin']);
  if (jsonEquals(old['spec'], next['spec'])) return isSamePlace ? 3 : 2;
  return isSamePlace && old['kind'] === next['kind'] ? 1 : 0;
}

function linkScore(before: JsonObject, after: JsonObject, isSamePlace: boolean): number {
  if (before['url'] === after['url']) return isSamePlace ? 3 : 2;
  return isSamePlace ? 1 : 0;
}

function gridItemScore(before: JsonObject, after: JsonObject): number {
  const ref = refOf(before);
  return ref !== undefined && ref === refOf(after) ? 1 : 0;
}

/** Groups carry no key: the one that shares most panels is the same group, then title, then place. */
function layoutScore(before: JsonObject, after: JsonObject, isSamePlace: boolean): number {
  const old = jsonObject(before['spec']);
  const next = jsonObject(after['spec']);
  const refs = new Set(jsonList(old['items']).map((item) => refOf(jsonObject(item))));
  const shared = jsonList(next['items']).filter((item) => refs.has(refOf(jsonObject(item)))).length;
  const titles = [old, next].map((spec) => jsonText(jsonObject(spec['display'])['title']) ?? '');
  const isSameTitle = titles[0] === titles[1];
  return shared * 10 + (isSameTitle ? 2 : 0) + (isSamePlace ? 1 : 0);
}

function refOf(item: JsonObject): string | undefined {
  return jsonText(jsonObject(item['content'])['$ref']);
}
