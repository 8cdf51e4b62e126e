import { isArray, isObject } from './json-access.ts';
import type { JsonObject, JsonValue } from './json-reader.ts';

/** What people look for in a dashboard; every list is sorted and has each entry once. */
export interface DashboardFacts {
  /** '' where the dashboard has none. */
  readonly displayName: string;
  readonly description: string;
  readonly panels: number;
  readonly panelTitles: readonly string[];
  /** Plugin kinds of the panels: `TimeSeriesChart`. */
  readonly panelKinds: readonly string[];
  /** Texts of the queries of panels and variables. */
  readonly queries: readonly string[];
  /** Names of metrics that the PromQL queries select, and regular expressions of names. */
  readonly metrics: readonly string[];
  readonly metricPatterns: readonly string[];
  /** Names of datasources that queries and variables ask for, and of those the dashboard carries. */
  readonly datasources: readonly string[];
}

/** The metric names that a PromQL query selects; the language is another room, so it comes in from above. */
export type MetricNamesOf = (query: string) => {
  readonly names: readonly string[];
  readonly patterns: readonly string[];
};

/** Reads the facts of a dashboard's spec; what has another shape than Perses gives it is left out, never refused. */
export function dashboardFacts(spec: JsonValue, metricNamesOf: MetricNamesOf): DashboardFacts {
  const display = member(spec, 'display');
  const panels = Object.values(objectOf(member(spec, 'panels')));
  const queries = [
    ...panels.flatMap((panel) => queriesOfPanel(panel)),
    ...listOf(member(spec, 'variables')).flatMap((variable) => queriesOfVariable(variable)),
  ];
  const asked = queries.filter(({ isPromql }) => isPromql).flatMap(({ texts }) => texts);
  const selected = sorted(asked).map((text) => metricNamesOf(text));
  return {
    displayName: textOf(member(display, 'name')),
    description: textOf(member(display, 'description')),
    panels: panels.length,
    panelTitles: sorted(panels.map((panel) => textOf(at(panel, 'spec', 'display', 'name')))),
    panelKinds: sorted(panels.map((panel) => textOf(at(panel, 'spec', 'plugin', 'kind')))),
    queries: sorted(queries.flatMap(({ texts }) => texts)),
    metrics: sorted(selected.flatMap(({ names }) => names)).slice(0, metricLimit),
    metricPatterns: sorted(selected.flatMap(({ patterns }) => patterns)).slice(0, metricLimit),
    datasources: sorted([
      ...queries.map(({ datasource }) => datasource),
      ...Object.keys(objectOf(member(spec, 'datasources'))),
    ]),
  };
}

/** Most metrics of one dashboard that are kept; the largest real one has fewer than 200. */
const metricLimit = 2_000;

interface Query {
  readonly texts: readonly string[];
  readonly isPromql: boolean;
  readonly datasource: string;
}

function queriesOfPanel(panel: JsonValue): readonly Query[] {
  return listOf(at(panel, 'spec', 'queries')).map((query) => queryOf(at(query, 'spec', 'plugin')));
}

function queriesOfVariable(variable: JsonValue): readonly Query[] {
  const plugin = at(variable, 'spec', 'plugin');
  return plugin === undefined ? [] : [queryOf(plugin)];
}

/** Every Prometheus plugin keeps its PromQL in one of three members: `query`, `expr`, or selectors in `matchers`. */
function queryOf(plugin: JsonValue | undefined): Query {
  const spec = member(plugin, 'spec');
  const texts = [member(spec, 'query'), member(spec, 'expr'), ...listOf(member(spec, 'matchers'))];
  return {
    texts: texts.map((text) => textOf(text)),
    isPromql: textOf(member(plugin, 'kind')).startsWith('Prometheus'),
    datasource: textOf(at(spec, 'datasource', 'name')),
  };
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter((text) => text !== '').toSorted();
}

function at(value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined {
  let found = value;
  for (const key of path) found = member(found, key);
  return found;
}

function member(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isArray(value) ? value : [];
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
