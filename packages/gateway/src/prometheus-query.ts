/** Options only Thanos reads; Prometheus ignores them. They belong to the query because they change its answer. */
export interface ThanosOptions {
  readonly dedup?: boolean;
  readonly partialResponse?: boolean;
  /** `'auto'`, or a resolution in milliseconds (0 = raw). */
  readonly maxSourceResolution?: 'auto' | number;
  readonly replicaLabels?: readonly string[];
}

interface Evaluation {
  readonly promql: string;
  /** What the client asked for, milliseconds; the gateway's own deadline may be shorter. */
  readonly timeoutMs?: number;
  readonly limit?: number;
  readonly lookbackMs?: number;
  readonly stats?: 'true' | 'all';
  readonly thanos?: ThanosOptions;
}

interface Selection {
  readonly match: readonly string[];
  readonly startMs?: number;
  readonly endMs?: number;
  readonly limit?: number;
  readonly thanos?: ThanosOptions;
}

/** `GET|POST /api/v1/query`; without `timeMs` the upstream's now. */
export interface InstantQuery extends Evaluation {
  readonly kind: 'instant';
  readonly timeMs?: number;
}

/** `GET|POST /api/v1/query_range`; times and step are whole milliseconds, as Prometheus evaluates them. */
export interface RangeQuery extends Evaluation {
  readonly kind: 'range';
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
}

/** `GET|POST /api/v1/labels` */
export interface LabelsQuery extends Selection {
  readonly kind: 'labels';
}

/** `GET /api/v1/label/<name>/values`; `label` is the real name, never its `U__` spelling. */
export interface LabelValuesQuery extends Selection {
  readonly kind: 'label-values';
  readonly label: string;
}

/** `GET|POST /api/v1/series`; `match` has at least one selector. */
export interface SeriesQuery extends Selection {
  readonly kind: 'series';
}

/** `GET /api/v1/metadata` */
export interface MetadataQuery {
  readonly kind: 'metadata';
  readonly metric?: string;
  readonly limit?: number;
  readonly limitPerMetric?: number;
}

/** `GET|POST /api/v1/query_exemplars` */
export interface ExemplarsQuery {
  readonly kind: 'exemplars';
  readonly promql: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** `GET|POST /api/v1/format_query` (`format`) and `/api/v1/parse_query` (`parse`). */
export interface SyntaxQuery {
  readonly kind: 'format' | 'parse';
  readonly promql: string;
}

/** `GET /api/v1/rules`: what Grafana reads to explain recording rules. */
export interface RulesQuery {
  readonly kind: 'rules';
  readonly type?: 'alert' | 'record';
}

/** `GET /api/v1/alerts`, `/api/v1/status/buildinfo` and `/-/healthy`: questions without parameters. */
export interface PlainQuery {
  readonly kind: 'alerts' | 'buildinfo' | 'healthy';
}

/** One question to a Prometheus, read from HTTP once; everything that is sent upstream is printed from this value. */
export type PrometheusQuery =
  | InstantQuery
  | RangeQuery
  | LabelsQuery
  | LabelValuesQuery
  | SeriesQuery
  | MetadataQuery
  | ExemplarsQuery
  | SyntaxQuery
  | RulesQuery
  | PlainQuery;
