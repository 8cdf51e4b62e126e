import type { JsonObject } from '../../json-reader.ts';
import { documentLimits } from '../../document-limits.ts';
import type { NoteTaker } from '../conversion-report.ts';
import { convertVariableUses } from './convert-query-text.ts';
import { convertDurationText } from './convert-time.ts';
import type { GrafanaDatasource, GrafanaDatasources } from './grafana-datasources.ts';
import type { GrafanaPanel } from './grafana-panel.ts';
import { firstOf, given, text } from './loose-json.ts';

/** The queries of a panel that came along, and whether there were others. */
export interface ConvertedQueries {
  readonly queries: readonly JsonObject[];
  /** The targets they came from, in the same order. */
  readonly targets: readonly JsonObject[];
  readonly isAnyLeftOut: boolean;
}

/** The PromQL queries of a panel; hidden ones and those of other languages are left out and reported. */
export function convertQueries(
  panel: GrafanaPanel,
  datasources: GrafanaDatasources,
  notes: NoteTaker,
): ConvertedQueries {
  const shown = panel.targets.filter((target) => {
    if (target['hide'] !== true) return true;
    notes.minor(`hidden query ${refOf(target)}`, 'Perses has no hidden queries: it was left out');
    return false;
  });
  const pairs = shown.flatMap((target) => {
    const query = convertQuery(target, panel, datasources, notes);
    return query === undefined ? [] : [{ target, query }];
  });
  if (pairs.length > documentLimits.queriesPerPanel) {
    notes.attention(
      `${pairs.length} queries`,
      `a panel takes ${documentLimits.queriesPerPanel}: the rest was left out`,
    );
  }
  const kept = pairs.slice(0, documentLimits.queriesPerPanel);
  return {
    queries: kept.map(({ query }) => query),
    targets: kept.map(({ target }) => target),
    isAnyLeftOut: kept.length < shown.length,
  };
}

function convertQuery(
  target: JsonObject,
  panel: GrafanaPanel,
  datasources: GrafanaDatasources,
  notes: NoteTaker,
): JsonObject | undefined {
  const datasource = datasources.of(target['datasource'], panel.value['datasource']);
  const expression = text(target['expr']);
  const refusal = refusalOf(datasource, expression);
  if (expression === undefined || refusal !== undefined) {
    notes.attention(`query ${refOf(target)}`, refusal ?? 'it is empty');
    return undefined;
  }
  if (datasource.type !== '' && !promqlTypes.has(datasource.type)) {
    notes.minor(`datasource type ${datasource.type}`, 'it is not known: its query is taken as PromQL');
  }
  const name = text(target['legendFormat']);
  return {
    kind: 'TimeSeriesQuery',
    spec: {
      plugin: {
        kind: 'PrometheusTimeSeriesQuery',
        spec: {
          ...datasources.selector(datasource, notes),
          query: convertVariableUses(expression, notes),
          ...(name === undefined || name === '__auto'
            ? {}
            : {
                seriesNameFormat: convertVariableUses(
                  name.replaceAll(/\{\{([^{}]*)\}\}/g, (_, label: string) => `{{${label.trim()}}}`),
                  notes,
                ),
              }),
          ...given('minStep', minStep(target, panel, notes)),
        },
      },
    },
  };
}

function refusalOf(datasource: GrafanaDatasource, expression: string | undefined): string | undefined {
  const { type, name } = datasource;
  if (type === '__expr__' || name === '__expr__')
    return 'it computes with other queries, which Perses cannot do';
  if (/^-- \w+ --$/.test(name) || type === 'datasource' || type === 'grafana') {
    return 'it asks Grafana itself, which has no counterpart here';
  }
  if (otherLanguages.has(type)) return `it asks ${type}, and only Prometheus queries are converted`;
  if (expression === undefined) {
    return type === '' || promqlTypes.has(type)
      ? 'it has no PromQL expression'
      : `it asks ${type}, and only Prometheus queries are converted`;
  }
  return undefined;
}

const promqlTypes: ReadonlySet<string> = new Set([
  'prometheus',
  'grafana-amazonprometheus-datasource',
  'grafana-azureprometheus-datasource',
  'victoriametrics-datasource',
  'victoriametrics-metrics-datasource',
]);

/** Datasources whose targets have an `expr` that is no PromQL. */
const otherLanguages: ReadonlySet<string> = new Set([
  'loki',
  'victoriametrics-logs-datasource',
  'elasticsearch',
  'grafana-opensearch-datasource',
  'influxdb',
  'graphite',
  'cloudwatch',
  'stackdriver',
  'tempo',
  'jaeger',
  'zipkin',
  'grafana-pyroscope-datasource',
  'phlare',
  'mysql',
  'postgres',
  'grafana-postgresql-datasource',
  'mssql',
  'grafana-clickhouse-datasource',
]);

function minStep(target: JsonObject, panel: GrafanaPanel, notes: NoteTaker): string | undefined {
  const written = text(firstOf(target['interval'], panel.value['interval']));
  if (written === undefined) return undefined;
  const duration = convertDurationText(written.replace(/^[<>=\s]+/, ''));
  if (duration === undefined) notes.minor(`minimum step ${written}`, 'Perses takes a fixed duration here');
  return duration;
}

function refOf(target: JsonObject): string {
  return text(target['refId']) ?? '';
}
