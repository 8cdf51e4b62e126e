import { isArray, isObject } from '../../json-access.ts';
import type { JsonObject, JsonValue } from '../../json-reader.ts';
import type { NoteTaker } from '../conversion-report.ts';
import { convertVariableUses } from './convert-query-text.ts';
import type { GrafanaDatasources } from './grafana-datasources.ts';
import { entries, firstOf, members, objects, text } from './loose-json.ts';

/** Where a list variable's values come from, and the expression that takes them out of what was found. */
export interface VariablePlugin {
  readonly plugin: JsonObject;
  readonly capturingRegexp?: string;
}

/** The plugin of a list variable; undefined where the kind of variable has no counterpart. */
export function convertVariablePlugin(
  name: string,
  type: string,
  variable: JsonObject,
  datasources: GrafanaDatasources,
  notes: NoteTaker,
): VariablePlugin | undefined {
  switch (type) {
    case 'query':
      return queryPlugin(name, variable, datasources, notes);
    case 'custom':
      return { plugin: staticList(customValues(variable)) };
    case 'interval':
      if (variable['auto'] === true)
        notes.minor(`variable ${name}`, 'its automatic interval was left out: use $__interval');
      return { plugin: staticList(customValues(variable).filter((value) => value !== 'auto')) };
    case 'datasource':
      return datasourcePlugin(name, variable, notes);
    default:
      notes.attention(`variable ${name}`, `Perses has no variables of the kind ${type}: it was left out`);
      return undefined;
  }
}

function queryPlugin(
  name: string,
  variable: JsonObject,
  datasources: GrafanaDatasources,
  notes: NoteTaker,
): VariablePlugin {
  const object = isObject(variable['query']) ? variable['query'] : undefined;
  const written = text(firstOf(object?.['query'], variable['query'], variable['definition'])) ?? '';
  const query = convertVariableUses(written.trim(), notes);
  const regex = text(variable['regex']);
  const datasource = datasources.of(variable['datasource'], undefined);
  const selector = fixedSelector(name, datasources.selector(datasource, notes), notes);
  const isPromql = !/^(?:loki|influxdb|graphite|elasticsearch|mysql|postgres|cloudwatch)$/.test(
    datasource.type,
  );
  const found = isPromql ? promqlVariable(query, regex) : undefined;
  if (found === undefined) {
    notes.attention(
      `variable ${name}`,
      `its query "${query}" has no counterpart: the values it had are a fixed list`,
    );
    return { plugin: staticList(knownValues(variable)) };
  }
  const plugin = { kind: found.kind, spec: { ...selector, ...found.spec } };
  const capturing = found.isRegexUsed ? undefined : capturingRegexp(name, regex, notes);
  return capturing === undefined ? { plugin } : { plugin, capturingRegexp: capturing };
}

/** The queries of panels follow a datasource variable, those of variables do not (Perses 0.52). */
function fixedSelector(name: string, selector: JsonObject, notes: NoteTaker): JsonObject {
  if (typeof selector['datasource'] !== 'string') return selector;
  notes.minor(
    `datasource of variable ${name}`,
    `variables cannot follow ${selector['datasource']}: its values come from the default datasource`,
  );
  return {};
}

interface PromqlVariable {
  readonly kind: string;
  readonly spec: JsonObject;
  /** Whether the expression of the variable went into `spec`. */
  readonly isRegexUsed: boolean;
}

function promqlVariable(query: string, regex: string | undefined): PromqlVariable | undefined {
  const [, name = '', argument = ''] = /^(\w+)\(([\s\S]*)\)\s*$/.exec(query) ?? [];
  switch (name) {
    case 'label_values':
      return labelValues(argument);
    case 'label_names': {
      const matcher = argument.trim();
      const spec: JsonObject = matcher === '' ? {} : { matchers: [matcher] };
      return { kind: 'PrometheusLabelNamesVariable', spec, isRegexUsed: false };
    }
    case 'metrics': {
      const matchers = [`{__name__=~"${argument.trim().replaceAll(/["\\]/g, '\\$&')}"}`];
      const spec = { labelName: '__name__', matchers };
      return { kind: 'PrometheusLabelValuesVariable', spec, isRegexUsed: false };
    }
    case 'query_result':
      return queryResult(argument.trim(), regex);
    default:
      return seriesQuery(query, regex);
  }
}

/** `label_values(label)` or `label_values(selector, label)`; a selector may hold commas. */
function labelValues(argument: string): PromqlVariable | undefined {
  const [, selector, label = ''] =
    /^(?:([\s\S]*),)?\s*([a-zA-Z_][\w]*|\$\w+|\$\{\w+\})\s*$/.exec(argument) ?? [];
  if (label === '') return undefined;
  const matchers: JsonObject =
    selector === undefined || selector.trim() === '' ? {} : { matchers: [selector.trim()] };
  return {
    kind: 'PrometheusLabelValuesVariable',
    spec: { labelName: label, ...matchers },
    isRegexUsed: false,
  };
}

/** Grafana gives the series as text, from which the regular expression takes one label. */
function queryResult(expr: string, regex: string | undefined): PromqlVariable | undefined {
  const label = labelInRegex(regex) ?? /\bby\s*\(\s*(\w+)\s*\)/.exec(expr)?.[1];
  if (expr === '' || label === undefined) return undefined;
  return { kind: 'PrometheusPromQLVariable', spec: { expr, labelName: label }, isRegexUsed: true };
}

/** A bare selector gives whole series, from which the regular expression takes one label. */
function seriesQuery(query: string, regex: string | undefined): PromqlVariable | undefined {
  const label = labelInRegex(regex);
  if (label === undefined || !/^[a-zA-Z_:][\w:]*(?:\{[\s\S]*\})?$|^\{[\s\S]+\}$/.test(query))
    return undefined;
  return {
    kind: 'PrometheusLabelValuesVariable',
    spec: { labelName: label, matchers: [query] },
    isRegexUsed: true,
  };
}

/** The label in an expression like `instance="([^"]*)"`. */
function labelInRegex(regex: string | undefined): string | undefined {
  return /\b(\w+)="\(/.exec(regex ?? '')?.[1];
}

/**
 * Perses keeps what the groups of the expression match and drops the rest; Grafana without a group keeps the whole value
 * where the expression matches anywhere.
 */
function capturingRegexp(name: string, regex: string | undefined, notes: NoteTaker): string | undefined {
  if (regex === undefined) return undefined;
  const [, pattern = regex, flags = ''] = /^\/([\s\S]*)\/([a-z]*)$/.exec(regex) ?? [];
  if (flags.replace('g', '') !== '')
    notes.attention(`expression of variable ${name}`, `Perses has no flags (${flags})`);
  if (pattern === '' || pattern === '.*') return undefined;
  try {
    new RegExp(pattern);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    notes.attention(`expression of variable ${name}`, 'it is no regular expression: it was left out');
    return undefined;
  }
  const hasGroup = /(?<!\\)\((?!\?)|\(\?</.test(pattern.replaceAll(/\\\\/g, ''));
  return hasGroup ? pattern : `^(?=.*?(?:${pattern}))(.*)$`;
}

function datasourcePlugin(name: string, variable: JsonObject, notes: NoteTaker): VariablePlugin {
  const type = text(variable['query']) ?? '';
  const kind = datasourceKinds.get(type);
  if (kind === undefined) {
    notes.attention(
      `variable ${name}`,
      `Perses has no datasources of the kind ${type}: the value it had is a fixed list`,
    );
    return { plugin: staticList(knownValues(variable)) };
  }
  const capturing = capturingRegexp(name, text(variable['regex']), notes);
  const plugin = { kind: 'DatasourceVariable', spec: { datasourcePluginKind: kind } };
  return capturing === undefined ? { plugin } : { plugin, capturingRegexp: capturing };
}

const datasourceKinds: ReadonlyMap<string, string> = new Map([
  ['prometheus', 'PrometheusDatasource'],
  ['loki', 'LokiDatasource'],
  ['tempo', 'TempoDatasource'],
  ['grafana-pyroscope-datasource', 'PyroscopeDatasource'],
]);

function staticList(values: readonly JsonValue[]): JsonObject {
  return { kind: 'StaticListVariable', spec: { values: values.slice(0, valueLimit) } };
}

/** Most values of a fixed list; Grafana documents keep what a query once found. */
const valueLimit = 1_000;

/** `a, b : c, d\,e`: values by comma, each perhaps with a shown name before a colon. */
function customValues(variable: JsonObject): readonly JsonValue[] {
  const written = text(variable['query']);
  if (written === undefined) return knownValues(variable);
  const parts = written.match(/(?:\\,|[^,])+/g) ?? [];
  return parts.flatMap((part): JsonValue[] => {
    const [, label, value] = /^\s*(\S[\s\S]*?)\s:\s(\S[\s\S]*)$/.exec(part) ?? [];
    const plain = (value ?? part).replaceAll('\\,', ',').trim();
    if (plain === '') return [];
    return [label === undefined ? plain : { label: label.replaceAll('\\,', ','), value: plain }];
  });
}

/** The values that the document itself holds: its options and its current choice. */
function knownValues(variable: JsonObject): readonly JsonValue[] {
  const { value } = members(variable['current']);
  const all = [
    ...objects(variable['options']).map((option) => option['value']),
    ...(isArray(value) ? entries(value) : [value]),
  ];
  return [
    ...new Set(all.flatMap((one) => (typeof one === 'number' ? String(one) : (text(one) ?? [])))),
  ].filter((one) => one !== '$__all');
}
