import { metricEntry } from '../metrics.ts';

/** A PrometheusTimeSeriesQuery on the default datasource. */
export type Query = Readonly<{
  kind: 'TimeSeriesQuery';
  spec: Readonly<{
    plugin: Readonly<{
      kind: 'PrometheusTimeSeriesQuery';
      spec: Readonly<{ query: string; seriesNameFormat?: string }>;
    }>;
  }>;
}>;

/** Wraps PromQL text; `legend` is the series name with `{{label}}` places. */
export function promql(query: string, legend?: string): Query {
  const spec = legend === undefined ? { query } : { query, seriesNameFormat: legend };
  return { kind: 'TimeSeriesQuery', spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec } } };
}

/** Writes a part for a metric and for each of its other names, joined by `or`, so that a rename does not blank a panel. */
export function anyName(name: string, part: (name: string) => string): string {
  const entry = metricEntry(name);
  const suffix = entry === undefined ? '' : name.slice(entry.name.length);
  const names = [name, ...(entry?.aliases ?? []).map((alias) => alias + suffix)];
  return names.length === 1 ? part(name) : `(${names.map((each) => part(each)).join(' or ')})`;
}

/** Current value of a gauge under whichever name it has. */
export function gaugeOf(name: string, selector: string): string {
  return anyName(name, (each) => `${each}{${selector}}`);
}

/** Rate per second of a counter under whichever name it has. */
export function rateOf(name: string, selector: string): string {
  return anyName(name, (each) => `rate(${each}{${selector}}[$__rate_interval])`);
}

/** Quantile of a classic histogram over everything selected, kept apart by the labels in `by`. */
export function quantileOf(
  quantile: number,
  name: string,
  selector: string,
  by: readonly string[] = [],
): string {
  const labels = ['le', ...by].join(', ');
  return `histogram_quantile(${String(quantile)}, sum by (${labels}) (${rateOf(`${name}_bucket`, selector)}))`;
}

/** Mean of a histogram: sum over count, nothing where there was no observation. */
export function meanOf(name: string, selector: string, by: readonly string[] = []): string {
  const labels = by.length === 0 ? '' : ` by (${by.join(', ')})`;
  return `sum${labels} (${rateOf(`${name}_sum`, selector)}) / (sum${labels} (${rateOf(`${name}_count`, selector)}) > 0)`;
}

/** Distribution for a heatmap: the native histogram where there is one, else the classic buckets by `le`. */
export function distributionOf(name: string, selector: string): string {
  return `sum (${rateOf(name, selector)}) or on () sum by (le) (${rateOf(`${name}_bucket`, selector)})`;
}
