import { readJson, type JsonObject, type JsonValue } from '../../json-reader.ts';
import { convertGrafana, type ConvertedGrafana } from './convert-grafana.ts';
import { members, text } from './loose-json.ts';

// Ways into a converted dashboard, for the tests of its parts.

/** Converts what a test wrote. */
export function convert(dashboard: object): ConvertedGrafana {
  const { value } = readJson(JSON.stringify(dashboard));
  return convertGrafana(members(value), { usesDefaultDatasource: true });
}

/** The spec of the panel under a key. */
export function panelOf(spec: JsonObject, key: string): JsonObject {
  return members(members(members(spec['panels'])[key])['spec']);
}

/** The plugin of the panel under a key. */
export function pluginOf(spec: JsonObject, key: string): JsonObject {
  return members(panelOf(spec, key)['plugin']);
}

function list(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.map(members) : [];
}

/** The plugin specs of the queries of a panel. */
export function queriesOf(spec: JsonObject, key: string): readonly JsonValue[] {
  return list(panelOf(spec, key)['queries']).map((query) =>
    members(members(members(query['spec'])['plugin'])['spec']),
  );
}

/** The specs of the variables. */
export function variablesOf(spec: JsonObject): readonly JsonObject[] {
  return list(spec['variables']).map((variable) => members(variable['spec']));
}

/** Each group as title, open, repeated variable, panel keys. */
export function groupsOf(spec: JsonObject): readonly (readonly unknown[])[] {
  return list(spec['layouts']).map((layout) => {
    const { display, repeatVariable, items } = members(layout['spec']);
    const open = members(members(display)['collapse'])['open'];
    const keys = list(items).map((item) =>
      (text(members(item['content'])['$ref']) ?? '').replace('#/spec/panels/', ''),
    );
    return [members(display)['title'], open, repeatVariable, keys];
  });
}

/** The grid items of all groups. */
export function itemsOf(spec: JsonObject): readonly JsonObject[] {
  return list(spec['layouts']).flatMap((layout) => list(members(layout['spec'])['items']));
}

/** What the notes for attention name. */
export function attention(notes: ConvertedGrafana['notes']): readonly string[] {
  return notes.filter(({ weight }) => weight === 'attention').map(({ what }) => what);
}
