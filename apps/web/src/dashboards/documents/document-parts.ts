import { isJsonObject, jsonList, jsonObject, jsonText, own, type Json, type JsonObject } from './json.ts';

/** What people change in a dashboard one by one; `place` is where a panel stands, `setting` any other field. */
export type PartArea = 'panel' | 'place' | 'group' | 'variable' | 'datasource' | 'setting';

/** One entry of a list under a key that holds across versions. */
export interface KeyedEntry {
  readonly key: string;
  readonly value: Json;
}

/** Members of `spec` that have parts of their own; every other one is a setting. */
const SPEC_AREAS: ReadonlySet<string> = new Set(['panels', 'variables', 'datasources', 'layouts']);
/** Members of `metadata` that the server writes by itself. */
const OF_SERVER: ReadonlySet<string> = new Set(['name', 'project', 'version', 'createdAt', 'updatedAt']);

/** The panels of a document by key. */
export function panelsOf(document: JsonObject): JsonObject {
  return jsonObject(jsonObject(document['spec'])['panels']);
}

/** The datasources of a document by name. */
export function datasourcesOf(document: JsonObject): JsonObject {
  return jsonObject(jsonObject(document['spec'])['datasources']);
}

/** The variables of a document in their order, by name; a name that comes twice is told apart by its count. */
export function variablesOf(document: JsonObject): readonly KeyedEntry[] {
  return keyed(
    jsonList(jsonObject(document['spec'])['variables']),
    (one) => jsonText(jsonObject(one['spec'])['name']) ?? '',
  );
}

/** Every other field of a document under its path, such as `spec.display.name` or `metadata.tags`. */
export function settingsOf(document: JsonObject): ReadonlyMap<string, Json> {
  const settings = new Map<string, Json>();
  const collect = (prefix: string, object: JsonObject, isLeftOut: (key: string) => boolean) => {
    for (const key of Object.keys(object)) {
      const value = own(object, key);
      if (value !== undefined && !isLeftOut(key)) settings.set(`${prefix}${key}`, value);
    }
  };
  const spec = jsonObject(document['spec']);
  collect('', document, (key) => isJsonObject(document[key]) && ['metadata', 'spec'].includes(key));
  collect('metadata.', jsonObject(document['metadata']), (key) => OF_SERVER.has(key));
  collect(
    'spec.',
    spec,
    (key) => SPEC_AREAS.has(key) || (key === 'display' && isJsonObject(own(spec, 'display'))),
  );
  collect('spec.display.', jsonObject(spec['display']), () => false);
  return settings;
}

/** The name people know a panel by; its key where it has none. */
export function panelLabel(key: string, panel: Json | undefined): string {
  return named(jsonObject(jsonObject(jsonObject(panel)['spec'])['display'])['name']) ?? key;
}

/** The name people know a variable by. */
export function variableLabel(key: string, variable: Json | undefined): string {
  return named(jsonObject(jsonObject(jsonObject(variable)['spec'])['display'])['name']) ?? key;
}

/** The title of a group, or its number when it has none. */
export function groupLabel(index: number, layout: Json | undefined): string {
  return (
    named(jsonObject(jsonObject(jsonObject(layout)['spec'])['display'])['title']) ?? `group ${index + 1}`
  );
}

const SETTING_LABELS: Readonly<Record<string, string>> = {
  'spec.display.name': 'name',
  'spec.display.description': 'description',
  'spec.duration': 'time range',
  'spec.refreshInterval': 'refresh',
  'spec.timezone': 'time zone',
  'spec.links': 'links',
  'spec.annotations': 'annotations',
  'metadata.tags': 'tags',
  'metadata.folder': 'folder',
};

/** A setting in words; its path where there are none. */
export function settingLabel(path: string): string {
  return Object.hasOwn(SETTING_LABELS, path)
    ? (SETTING_LABELS[path] ?? path)
    : path.replace(/^(spec|metadata)\./, '');
}

/** Entries of a list under what `keyOf` says of them, the second of a kind as `key#1`; what is no object goes by place. */
export function keyed(list: readonly Json[], keyOf: (one: JsonObject) => string): readonly KeyedEntry[] {
  const seen = new Map<string, number>();
  return list.map((value, index) => {
    const name = isJsonObject(value) ? keyOf(value) : `#${index}`;
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return { key: count === 0 ? name : `${name}#${count}`, value };
  });
}

function named(value: Json | undefined): string | undefined {
  const text = jsonText(value)?.trim();
  return text === '' ? undefined : text;
}
