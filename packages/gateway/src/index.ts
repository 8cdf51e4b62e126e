export type {
  PrometheusQuery,
  ThanosOptions,
  InstantQuery,
  RangeQuery,
  LabelsQuery,
  LabelValuesQuery,
  SeriesQuery,
  MetadataQuery,
  ExemplarsQuery,
  SyntaxQuery,
  RulesQuery,
  PlainQuery,
} from './prometheus-query.ts';
export type {
  Upstream,
  UpstreamAnswer,
  UpstreamExchange,
  UpstreamRequest,
  UpstreamStats,
} from './upstream-request.ts';
export { GatewayError, gatewayErrorBody, gatewayErrorTable, type GatewayErrorCode } from './gateway-error.ts';
