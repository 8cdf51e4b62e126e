import { canonicalPath } from './canonical-path.ts';
import { GatewayError } from './gateway-error.ts';
import { readLabelName } from './label-name.ts';
import { prometheusEndpoints } from './prometheus-endpoints.ts';
import type { PrometheusQuery, ThanosOptions } from './prometheus-query.ts';
import type { RawRequest } from './read-parameters.ts';
import { optional, readValues, required, type ParameterValues } from './parameter-values.ts';

/** Why an endpoint that Prometheus has is not offered; anything else is simply not known. */
const refusals: Readonly<Record<string, string>> = {
  read: 'remote read hands out raw samples without a query',
  write: 'Hecate does not write samples',
  otlp: 'Hecate does not write samples',
  admin: 'administration is done at the Prometheus itself',
  targets: 'targets are shown by the stack page',
  status: 'only status/buildinfo is, the rest shows configuration',
  notifications: 'Hecate has its own live stream',
  search: 'the experimental search is not read yet',
};

/**
 * Reads a request to a Prometheus API into a typed query. `path` is what follows `/api/v1/` (a leading slash is accepted);
 * throws GatewayError for everything that is not exactly one of the known questions.
 */
export function readPrometheusQuery(request: RawRequest): PrometheusQuery {
  const below = request.path.startsWith('/') ? request.path : `/${request.path}`;
  const { path, segments } = canonicalPath(below);
  const [kind, label] = findEndpoint(path, segments);
  return readQueryOfKind(kind, label, request);
}

/** The typed query of an endpoint that is known already: checks the method and reads the parameters. */
export function readQueryOfKind(
  kind: PrometheusQuery['kind'],
  label: string | undefined,
  request: RawRequest,
): PrometheusQuery {
  const endpoint = prometheusEndpoints[kind];
  if (!endpoint.methods.some((method) => method === request.method)) {
    throw new GatewayError('method_not_allowed', {
      method: request.method,
      endpoint: endpoint.path,
      allowed: endpoint.methods.join(' or '),
    });
  }
  return buildQuery(kind, label, readValues(request, endpoint));
}

function findEndpoint(
  path: string,
  segments: readonly string[],
): readonly [PrometheusQuery['kind'], string | undefined] {
  const [first, second, third, ...more] = segments;
  if (first === 'label' && second !== undefined && third === 'values' && more.length === 0) {
    return ['label-values', readLabelName(second)];
  }
  for (const kind of kindsByPath) {
    if (prometheusEndpoints[kind].path === `/api/v1${path}`) {
      return [kind, undefined];
    }
  }
  const why = Object.hasOwn(refusals, first ?? '') ? refusals[first ?? ''] : undefined;
  throw new GatewayError('unknown_endpoint', {
    endpoint: `/api/v1${path}`,
    why: why ?? 'it is not one of the questions that dashboards ask',
  });
}

const kindsByPath = [
  'range',
  'instant',
  'labels',
  'series',
  'metadata',
  'exemplars',
  'format',
  'parse',
  'rules',
  'alerts',
  'buildinfo',
] as const satisfies readonly PrometheusQuery['kind'][];

function buildQuery(
  kind: PrometheusQuery['kind'],
  label: string | undefined,
  values: ParameterValues,
): PrometheusQuery {
  switch (kind) {
    case 'instant':
      return { kind, ...evaluation(values), ...optional('timeMs', values.time('time')) };
    case 'range':
      return {
        kind,
        ...evaluation(values),
        startMs: required('start', values.time('start')),
        endMs: required('end', values.time('end')),
        stepMs: required('step', values.duration('step')),
      };
    case 'label-values':
      return { kind, label: required('label', label), ...selection(values) };
    case 'series': {
      const query = { kind, ...selection(values) } as const;
      if (query.match.length === 0) {
        throw new GatewayError('bad_parameter', { name: 'match[]', why: 'no match[] parameter provided' });
      }
      return query;
    }
    case 'labels':
      return { kind, ...selection(values) };
    case 'metadata':
      return {
        kind,
        ...optional('metric', values.text('metric')),
        ...optional('limit', values.whole('limit')),
        ...optional('limitPerMetric', values.whole('limit_per_metric')),
      };
    case 'exemplars':
      return {
        kind,
        promql: required('query', values.text('query')),
        startMs: required('start', values.time('start')),
        endMs: required('end', values.time('end')),
      };
    case 'format':
    case 'parse':
      return { kind, promql: required('query', values.text('query')) };
    case 'rules':
      return { kind, ...optional('type', values.choice('type', ['alert', 'record'])) };
    case 'alerts':
    case 'buildinfo':
    case 'healthy':
      return { kind };
  }
}

function evaluation(values: ParameterValues) {
  return {
    promql: required('query', values.text('query')),
    ...optional('timeoutMs', values.positiveDuration('timeout')),
    ...optional('limit', values.whole('limit')),
    ...optional('lookbackMs', values.positiveDuration('lookback_delta')),
    ...optional('stats', values.choice('stats', ['true', 'all'])),
    ...thanos(values),
  };
}

function selection(values: ParameterValues) {
  return {
    match: values.list('match[]'),
    ...optional('startMs', values.time('start')),
    ...optional('endMs', values.time('end')),
    ...optional('limit', values.whole('limit')),
    ...thanos(values),
  };
}

function thanos(values: ParameterValues): { thanos?: ThanosOptions } {
  const resolution = values.text('max_source_resolution');
  const replicaLabels = values.list('replicaLabels[]');
  const options: ThanosOptions = {
    ...optional('dedup', values.flag('dedup')),
    ...optional('partialResponse', values.flag('partial_response')),
    ...optional(
      'maxSourceResolution',
      resolution === 'auto' ? resolution : values.duration('max_source_resolution'),
    ),
    ...optional('replicaLabels', replicaLabels.length === 0 ? undefined : replicaLabels),
  };
  return Object.keys(options).length === 0 ? {} : { thanos: options };
}
