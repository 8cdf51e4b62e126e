import { writeLabelName } from './label-name.ts';
import { prometheusEndpoints } from './prometheus-endpoints.ts';
import type { PrometheusQuery, ThanosOptions } from './prometheus-query.ts';
import { writeDuration } from './read-duration.ts';
import { writeTime } from './read-time.ts';
import type { UpstreamRequest } from './upstream-request.ts';

/** What the upstream keeps of the deadline is this much shorter, so that its own words arrive before ours end the wait. */
const deadlineMarginMs = 200;

/**
 * Prints a typed query as the request that is sent: path from the fixed list, parameters in one order, the deadline as `timeout`.
 * `method` POST (the default) sends a form body where the endpoint takes one; GET puts the parameters into the URL.
 */
export function writePrometheusRequest(
  query: PrometheusQuery,
  options: { readonly deadlineMs: number; readonly method?: 'GET' | 'POST' },
): UpstreamRequest {
  const endpoint = prometheusEndpoints[query.kind];
  const form = parameters(query, options.deadlineMs)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  const common = {
    path: prometheusPath(query),
    accept: query.kind === 'healthy' ? 'any' : 'json',
    isRead: true,
    deadlineMs: options.deadlineMs,
  } as const;
  if (options.method === 'GET' || !endpoint.methods.includes('POST')) {
    return { ...common, method: 'GET', search: form };
  }
  return {
    ...common,
    method: 'POST',
    search: '',
    body: form,
    contentType: 'application/x-www-form-urlencoded',
  };
}

/** The upstream path of a query, below the path of the upstream's URL. */
export function prometheusPath(query: PrometheusQuery): string {
  return query.kind === 'label-values'
    ? `/api/v1/label/${writeLabelName(query.label)}/values`
    : prometheusEndpoints[query.kind].path;
}

type Pair = readonly [name: string, value: string];

function parameters(query: PrometheusQuery, deadlineMs: number): readonly Pair[] {
  switch (query.kind) {
    case 'instant':
      return [...evaluation(query, deadlineMs), ...time('time', query.timeMs)];
    case 'range':
      return [
        ...evaluation(query, deadlineMs),
        ...time('start', query.startMs),
        ...time('end', query.endMs),
        ['step', writeDuration(query.stepMs)],
      ];
    case 'labels':
    case 'label-values':
    case 'series':
      return [
        ...query.match.map((selector): Pair => ['match[]', selector]),
        ...time('start', query.startMs),
        ...time('end', query.endMs),
        ...count('limit', query.limit),
        ...thanos(query.thanos),
      ];
    case 'metadata':
      return [
        ...(query.metric === undefined ? [] : [['metric', query.metric] as const]),
        ...count('limit', query.limit),
        ...count('limit_per_metric', query.limitPerMetric),
      ];
    case 'exemplars':
      return [['query', query.promql], ...time('start', query.startMs), ...time('end', query.endMs)];
    case 'format':
    case 'parse':
      return [['query', query.promql]];
    case 'rules':
      return query.type === undefined ? [] : [['type', query.type]];
    case 'alerts':
    case 'buildinfo':
    case 'healthy':
      return [];
  }
}

function evaluation(
  query: Extract<PrometheusQuery, { kind: 'instant' | 'range' }>,
  deadlineMs: number,
): readonly Pair[] {
  const ours = Math.max(Math.min(100, deadlineMs), deadlineMs - deadlineMarginMs);
  return [
    ['query', query.promql],
    ['timeout', `${Math.floor(Math.min(query.timeoutMs ?? ours, ours))}ms`],
    ...count('limit', query.limit),
    ...(query.lookbackMs === undefined ? [] : [['lookback_delta', writeDuration(query.lookbackMs)] as const]),
    ...(query.stats === undefined ? [] : [['stats', query.stats] as const]),
    ...thanos(query.thanos),
  ];
}

function thanos(options: ThanosOptions | undefined): readonly Pair[] {
  if (options === undefined) {
    return [];
  }
  const { dedup, partialResponse, maxSourceResolution, replicaLabels } = options;
  const pairs: Pair[] = [];
  if (dedup !== undefined) {
    pairs.push(['dedup', String(dedup)]);
  }
  if (partialResponse !== undefined) {
    pairs.push(['partial_response', String(partialResponse)]);
  }
  if (maxSourceResolution !== undefined) {
    const value = maxSourceResolution === 'auto' ? 'auto' : writeDuration(maxSourceResolution);
    pairs.push(['max_source_resolution', value]);
  }
  for (const label of replicaLabels ?? []) {
    pairs.push(['replicaLabels[]', label]);
  }
  return pairs;
}

function time(name: string, ms: number | undefined): readonly Pair[] {
  return ms === undefined ? [] : [[name, writeTime(ms)]];
}

function count(name: string, value: number | undefined): readonly Pair[] {
  return value === undefined ? [] : [[name, String(value)]];
}
