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
export { GatewayError, gatewayErrorTable, type GatewayErrorCode } from './gateway-error.ts';

export { canonicalPath } from './canonical-path.ts';
export { canonicalTarget, type CanonicalTarget } from './canonical-target.ts';
export { readSearch, type Parameter, type RawRequest } from './read-parameters.ts';
export { readTime } from './read-time.ts';
export { readDuration } from './read-duration.ts';
export { readPrometheusQuery } from './read-prometheus-query.ts';
export { readDatasourceRequest, type DatasourceRequest } from './read-datasource-request.ts';
export type { PassRequest } from './read-pass-request.ts';
export { readProxySpec, type AllowedEndpoint, type HttpProxySpec } from './proxy-spec.ts';

export {
  createGateway,
  defaultCacheOptions,
  type AnswerOptions,
  type CacheSettings,
  type Gateway,
} from './answer.ts';
export type { BypassReason } from './cache/cacheability.ts';
export type { RangeCacheStats } from './cache/range-cache.ts';
export { defaultQueryLimits, type QueryLimits } from './limit-query.ts';

export { createUpstream, type UpstreamOptions } from './upstream.ts';
export { createUpstreams, type Upstreams } from './upstreams.ts';
export type { Credentials, Destination, Login } from './credentials.ts';
export type { UpstreamTls } from './tls-material.ts';
export { connectionFileFaults, type ConnectionFiles } from './connection-files.ts';
export { isDeniable, type ResolveAll } from './address-guard.ts';
export type {
  Upstream,
  UpstreamAnswer,
  UpstreamExchange,
  UpstreamRequest,
  UpstreamStats,
} from './upstream-request.ts';

export { createPrometheusClient, type AskOptions, type PrometheusClient } from './prometheus-client.ts';
export type { InstantSample, Labels, RangeSeries } from './read-query-answer.ts';
export { probeDatasource, type DatasourceProbe } from './probe-datasource.ts';
