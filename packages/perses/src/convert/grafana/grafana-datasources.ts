import { isObject } from '../../json-access.ts';
import type { JsonObject, JsonValue } from '../../json-reader.ts';
import type { NoteTaker } from '../conversion-report.ts';
import { text } from './loose-json.ts';

/** What the panels need to know of the datasources a dashboard names. */
export interface GrafanaDatasources {
  /** The datasource of a query that has none of its own: the one of its panel. */
  of(own: JsonValue | undefined, panel: JsonValue | undefined): GrafanaDatasource;
  /** The `datasource` member of a Prometheus query or variable; empty where the default of the project is meant. */
  selector(datasource: GrafanaDatasource, notes: NoteTaker): JsonObject;
}

/** A datasource as a dashboard names it. */
export interface GrafanaDatasource {
  /** `prometheus`, `loki` …; empty where the dashboard does not say. */
  readonly type: string;
  /** A name, an id, or a variable as `$name`; empty for the default. */
  readonly name: string;
}

/** Reads the datasources of a dashboard with the datasource variables it defines. */
export function createGrafanaDatasources(
  variables: readonly JsonObject[],
  options: { readonly usesDefault: boolean },
): GrafanaDatasources {
  const types = new Map(
    variables
      .filter((variable) => variable['type'] === 'datasource')
      .map((variable) => [text(variable['name']) ?? '', text(variable['query']) ?? '']),
  );
  const read = (value: JsonValue | undefined): GrafanaDatasource => {
    const object = isObject(value) ? value : undefined;
    const name = object === undefined ? (text(value) ?? '') : (text(object['uid']) ?? '');
    const variable = variablePattern.exec(name)?.[1];
    const type = (variable === undefined ? undefined : types.get(variable)) ?? text(object?.['type']) ?? '';
    if (variable !== undefined) return { type, name: `$${variable}` };
    return name === 'default' || name === '-- Mixed --' ? { type: '', name: '' } : { type, name };
  };
  return {
    of: (own, panel) => {
      const first = read(own);
      const second = read(panel);
      if (first.name === '' && first.type === '') return second;
      return { type: first.type === '' ? second.type : first.type, name: first.name };
    },
    selector: ({ name }, notes): JsonObject => {
      if (name === '') return {};
      const variable = variablePattern.exec(name)?.[1];
      if (variable !== undefined && types.has(variable)) return { datasource: `$${variable}` };
      if (options.usesDefault || variable !== undefined) {
        notes.minor(`datasource ${name}`, 'it is an id of that Grafana: the default datasource is used');
        return {};
      }
      return { datasource: { kind: 'PrometheusDatasource', name } };
    },
  };
}

const variablePattern = /^\$\{?(\w+)(?::\w+)?\}?$|^\[\[(\w+)\]\]$/;
