import type { PrometheusQuery } from './prometheus-query.ts';

/** Where a kind of query lives upstream, how it may be asked, and the parameters it knows (`[]` = may repeat). */
export interface PrometheusEndpoint {
  readonly path: string;
  readonly methods: readonly ('GET' | 'POST')[];
  readonly parameters: readonly string[];
}

const reads = ['GET', 'POST'] as const;
const thanos = ['dedup', 'partial_response', 'max_source_resolution', 'replicaLabels[]'] as const;
const evaluation = ['query', 'timeout', 'limit', 'lookback_delta', 'stats', ...thanos] as const;
const selection = [
  'match[]',
  'start',
  'end',
  'limit',
  'partial_response',
  'dedup',
  'replicaLabels[]',
] as const;

/**
 * The fixed list of upstream paths: what the Perses UI, Grafana and promtool ask while people look at dashboards.
 * `{label}` is written by `writeLabelName`.
 */
export const prometheusEndpoints: Readonly<Record<PrometheusQuery['kind'], PrometheusEndpoint>> = {
  instant: { path: '/api/v1/query', methods: reads, parameters: [...evaluation, 'time'] },
  range: { path: '/api/v1/query_range', methods: reads, parameters: [...evaluation, 'start', 'end', 'step'] },
  labels: { path: '/api/v1/labels', methods: reads, parameters: selection },
  'label-values': { path: '/api/v1/label/{label}/values', methods: ['GET'], parameters: selection },
  series: { path: '/api/v1/series', methods: reads, parameters: selection },
  metadata: {
    path: '/api/v1/metadata',
    methods: ['GET'],
    parameters: ['metric', 'limit', 'limit_per_metric'],
  },
  exemplars: { path: '/api/v1/query_exemplars', methods: reads, parameters: ['query', 'start', 'end'] },
  format: { path: '/api/v1/format_query', methods: reads, parameters: ['query'] },
  parse: { path: '/api/v1/parse_query', methods: reads, parameters: ['query'] },
  rules: { path: '/api/v1/rules', methods: ['GET'], parameters: ['type'] },
  alerts: { path: '/api/v1/alerts', methods: ['GET'], parameters: [] },
  buildinfo: { path: '/api/v1/status/buildinfo', methods: ['GET'], parameters: [] },
  healthy: { path: '/-/healthy', methods: ['GET'], parameters: [] },
};
