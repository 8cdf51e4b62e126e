import { units, type Unit } from './unit.ts';

/** Kind of metric in the exposition format. */
export type MetricType = 'counter' | 'gauge' | 'histogram';

/** Label that holds the namespace (or pod) of the workload; `exported_*` where the scrape renames the exporter's own label. */
export type NamespaceLabel = 'namespace' | 'exported_namespace' | null;

/** How series of one metric may be put together; `max-ha` = every replica of the exporter reports the same value, so never add them. */
export type Aggregation = 'sum' | 'avg' | 'max' | 'max-ha';

/** One metric as it is exposed, and what a console must know to ask for it and to write its numbers. */
export type MetricEntry = Readonly<{
  /** Canonical name; histograms without `_bucket`, `_sum`, `_count`. */
  name: string;
  /** Names of the same thing in older or newer versions of the exporter. */
  aliases: readonly string[];
  type: MetricType;
  unit: Unit;
  /** Factor from the exposed value to the base unit of the quantity. */
  scale: number;
  namespaceLabel: NamespaceLabel;
  podLabel: 'pod' | 'exported_pod' | null;
  aggregation: Aggregation;
  /** Usual distance of two samples on OpenShift, in milliseconds. */
  scrapeIntervalMs: number;
  documentation: string;
  /** Where the facts come from: upstream project and file. */
  source: string;
}>;

/** What a row of a metric table states itself; the rest comes from its source. */
export type MetricRow = Readonly<{
  name: string;
  aliases?: readonly string[];
  type: MetricType;
  unit: Unit;
  aggregation?: Aggregation;
  podLabel?: MetricEntry['podLabel'];
  namespaceLabel?: NamespaceLabel;
  documentation: string;
}>;

/** What all metrics of one exporter share. */
export type MetricSource = Readonly<{
  namespaceLabel: NamespaceLabel;
  podLabel: MetricEntry['podLabel'];
  scrapeIntervalMs: number;
  source: string;
}>;

/** Completes rows of one exporter to entries. */
export function metricsOf(source: MetricSource, rows: readonly MetricRow[]): readonly MetricEntry[] {
  return rows.map((row) => ({
    ...source,
    ...row,
    aliases: row.aliases ?? [],
    scale: units[row.unit].scale,
    aggregation: row.aggregation ?? defaultAggregation(row),
  }));
}

/** Counts add up; ratios, temperatures and states do not. */
function defaultAggregation(row: MetricRow): Aggregation {
  if (row.type !== 'gauge') return 'sum';
  const { quantity } = units[row.unit];
  if (quantity === 'ratio' || quantity === 'frequency') return 'avg';
  if (quantity === 'temperature' || quantity === 'timestamp' || quantity === 'state') return 'max';
  return 'sum';
}
