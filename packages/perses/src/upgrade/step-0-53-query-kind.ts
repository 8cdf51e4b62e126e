import { isObject } from '../json-access.ts';
import type { JsonObject } from '../json-reader.ts';
import { mapDocument, objectOf } from './map-json.ts';
import type { UpgradeStep } from './upgrade-step.ts';

/** Since Perses 0.53 the kind of a query says what it gives; a query without one gets it from its plugin. */
export const queryKind: UpgradeStep = {
  version: '0.53',
  what: 'kinds of queries',
  apply: (document) =>
    mapDocument(document, (object, path) => {
      const isQuery = path.length === 6 && path[1] === 'panels' && path[4] === 'queries';
      return isQuery ? named(object) : object;
    }),
};

function named(query: JsonObject): JsonObject {
  if (query['kind'] !== undefined && query['kind'] !== '') return query;
  const plugin = isObject(query['spec']) ? query['spec']['plugin'] : undefined;
  const pluginKind = isObject(plugin) ? plugin['kind'] : undefined;
  const kind = typeof pluginKind === 'string' ? queryPattern.exec(pluginKind)?.[0] : undefined;
  if (kind === undefined) return query;
  return objectOf([['kind', kind], ...Object.entries(query).filter(([key]) => key !== 'kind')]);
}

/** `PrometheusTimeSeriesQuery` gives a `TimeSeriesQuery`. */
const queryPattern = /(?:TimeSeries|Trace|Log|Profile|Alerts|Silences)Query$/;
