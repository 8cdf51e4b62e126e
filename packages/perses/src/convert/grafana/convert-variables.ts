import { DocumentError } from '../../document-error.ts';
import { documentLimits } from '../../document-limits.ts';
import { isArray } from '../../json-access.ts';
import type { JsonObject, JsonValue } from '../../json-reader.ts';
import { validateName } from '../../validate-name.ts';
import { validateVariableName } from '../../validate-variable.ts';
import type { NoteTaker } from '../conversion-report.ts';
import { convertVariableUses } from './convert-query-text.ts';
import { convertVariablePlugin } from './convert-variable-plugin.ts';
import type { GrafanaDatasources } from './grafana-datasources.ts';
import { entries, finite, given, members, text } from './loose-json.ts';

/** The variables of a dashboard, each name once; what has no counterpart is left out and reported. */
export function convertVariables(
  list: readonly JsonObject[],
  datasources: GrafanaDatasources,
  notes: NoteTaker,
): readonly JsonObject[] {
  const seen = new Set<string>();
  if (list.length > documentLimits.variables) {
    notes.attention(
      `${list.length} variables`,
      `${documentLimits.variables} are allowed: the rest was left out`,
    );
  }
  return list.slice(0, documentLimits.variables).flatMap((variable): JsonObject[] => {
    const name = text(variable['name']) ?? '';
    const problem = seen.has(name) ? 'its name is there twice' : nameProblem(name);
    if (problem !== undefined) {
      notes.attention(`variable ${name}`, problem);
      return [];
    }
    const converted = convertVariable(name, variable, datasources, notes);
    if (converted === undefined) return [];
    seen.add(name);
    return [converted];
  });
}

function nameProblem(name: string): string | undefined {
  try {
    validateName(name);
    validateVariableName(name);
    return undefined;
  } catch (error) {
    if (error instanceof DocumentError) return error.message.replace(/^bad request: /, '');
    throw error;
  }
}

function convertVariable(
  name: string,
  variable: JsonObject,
  datasources: GrafanaDatasources,
  notes: NoteTaker,
): JsonObject | undefined {
  const type = text(variable['type']) ?? 'query';
  if (type === 'textbox' || type === 'constant')
    return textVariable(name, variable, type === 'constant', notes);
  const plugin = convertVariablePlugin(name, type, variable, datasources, notes);
  return plugin === undefined ? undefined : listVariable(name, variable, plugin, notes);
}

function textVariable(name: string, variable: JsonObject, isConstant: boolean, notes: NoteTaker): JsonObject {
  const written = text(variable['query']) ?? text(members(variable['current'])['value']) ?? '';
  const value = convertVariableUses(written, notes);
  const constant = isConstant && value !== '';
  if (isConstant && !constant) notes.minor(`constant ${name}`, 'it is empty: it became a text to fill in');
  return {
    kind: 'TextVariable',
    spec: { display: display(variable), value, ...(constant ? { constant } : {}), name },
  };
}

function listVariable(
  name: string,
  variable: JsonObject,
  plugin: { readonly plugin: JsonObject; readonly capturingRegexp?: string },
  notes: NoteTaker,
): JsonObject {
  const allowAllValue = variable['includeAll'] === true;
  const allowMultiple = variable['multi'] === true;
  const customAllValue = allowAllValue ? text(variable['allValue']) : undefined;
  const isDatasource = variable['type'] === 'datasource';
  return {
    kind: 'ListVariable',
    spec: {
      display: display(variable),
      // The names of that Grafana's datasources mean nothing here.
      ...(isDatasource ? {} : given('defaultValue', defaultValue(variable, allowAllValue, allowMultiple))),
      allowAllValue,
      allowMultiple,
      ...given('customAllValue', customAllValue),
      ...given('capturingRegexp', plugin.capturingRegexp),
      ...given('sort', sortOf(name, variable['sort'], notes)),
      plugin: plugin.plugin,
      name,
    },
  };
}

function display(variable: JsonObject): JsonObject {
  const { hide } = variable;
  return {
    ...given('name', text(variable['label'])?.slice(0, documentLimits.displayNameCharacters)),
    ...given('description', text(variable['description'])?.slice(0, documentLimits.descriptionCharacters)),
    hidden: hide === 2 || hide === 'hideVariable',
  };
}

function defaultValue(
  variable: JsonObject,
  allowAll: boolean,
  allowMultiple: boolean,
): JsonValue | undefined {
  const { value } = members(variable['current']);
  const values = (isArray(value) ? entries(value) : [value]).flatMap((one) =>
    typeof one === 'number' || typeof one === 'boolean' ? String(one) : (text(one) ?? []),
  );
  if (values.includes('$__all')) return allowAll ? '$__all' : undefined;
  // Without a choice of its own Grafana begins with the first entry, which is All where there is one.
  if (values.length === 0) return allowAll ? '$__all' : undefined;
  return isArray(value) && allowMultiple ? values : values[0];
}

const sorts = [
  'none',
  'alphabetical-asc',
  'alphabetical-desc',
  'numerical-asc',
  'numerical-desc',
  'alphabetical-ci-asc',
  'alphabetical-ci-desc',
];

function sortOf(name: string, value: JsonValue | undefined, notes: NoteTaker): string | undefined {
  const number = finite(value);
  if (number === undefined) return undefined;
  const sort = sorts[number];
  if (sort === undefined) notes.minor(`order of variable ${name}`, 'Perses has no natural order');
  return sort;
}
