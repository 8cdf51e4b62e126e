import { metricEntry } from '@hecate/catalogue';
import { queryMetrics } from '../../dashboards/panels/query-metrics.ts';

/** Functions after which the unit of the metric still holds. */
const KEEPING =
  /^\s*(?:(?:sum|avg|min|max|topk|bottomk|quantile|avg_over_time|max_over_time|min_over_time|last_over_time|histogram_quantile|abs|delta)\b|\(|[a-zA-Z_:])/;

/**
 * The unit of a graph, from the catalogue and never guessed from a name: known when all queries read metrics of one unit and
 * do nothing that changes it. Empty = plain numbers.
 */
export function unitOfQuery(queries: readonly string[]): string {
  const units = new Set(queries.map(unitOfOne));
  const [unit] = units;
  return units.size === 1 && unit !== undefined ? unit : '';
}

function unitOfOne(query: string): string {
  const changesUnit =
    /\b(?:rate|irate|increase|count|deriv|changes|resets|time|timestamp|bool|stddev|stdvar|group|absent)\b|[-+*/%^]|==|>|</.test(
      withoutStrings(query),
    );
  const metrics = queryMetrics(query, 4);
  const units = new Set(
    metrics.map((metric) => metricEntry(metric.replace(/_(?:bucket|sum)$/, ''))?.unit ?? ''),
  );
  const [unit] = units;
  return !changesUnit && KEEPING.test(query) && units.size === 1 && unit !== undefined ? unit : '';
}

function withoutStrings(query: string): string {
  return query
    .replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g, '')
    .replaceAll(/\{[^}]*\}|\[[^\]]*\]/g, '');
}
