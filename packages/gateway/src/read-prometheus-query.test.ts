import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GatewayError } from './gateway-error.ts';
import type { PrometheusQuery } from './prometheus-query.ts';
import { readPrometheusQuery } from './read-prometheus-query.ts';
import type { RawRequest } from './read-parameters.ts';
import { writePrometheusRequest } from './write-prometheus-request.ts';

const form = 'application/x-www-form-urlencoded';
const get = (path: string, search = ''): RawRequest => ({
  method: 'GET',
  path,
  search,
  contentType: undefined,
  body: undefined,
});
const post = (path: string, body: string, more: Partial<RawRequest> = {}): RawRequest => ({
  method: 'POST',
  path,
  search: '',
  contentType: form,
  body: Buffer.from(body),
  ...more,
});
const codeOf = (request: RawRequest): string => {
  try {
    readPrometheusQuery(request);
  } catch (error) {
    return error instanceof GatewayError ? error.code : `not a GatewayError: ${String(error)}`;
  }
  return 'accepted';
};

describe('readPrometheusQuery', () => {
  it.each<[string, RawRequest, PrometheusQuery]>([
    ['an instant query', get('query', 'query=up&time=1.5'), { kind: 'instant', promql: 'up', timeMs: 1_500 }],
    ['a leading slash', get('/query', 'query=up'), { kind: 'instant', promql: 'up' }],
    ['a form body', post('query', 'query=a+%2B+b'), { kind: 'instant', promql: 'a + b' }],
    [
      'URL and body with different names',
      post('query', 'query=up', { search: 'time=1' }),
      { kind: 'instant', promql: 'up', timeMs: 1_000 },
    ],
    [
      'a charset',
      post('query', 'query=up', { contentType: `${form}; charset=UTF-8` }),
      { kind: 'instant', promql: 'up' },
    ],
    ['an empty optional parameter', get('query', 'query=up&time='), { kind: 'instant', promql: 'up' }],
    [
      'a range query of the Perses UI',
      post('query_range', 'query=up&start=1700000000&end=1700003600&step=15'),
      { kind: 'range', promql: 'up', startMs: 1_700_000_000_000, endMs: 1_700_003_600_000, stepMs: 15_000 },
    ],
    [
      'what Grafana adds for Thanos',
      get(
        'query_range',
        'query=up&start=1&end=2&step=1&dedup=true&partial_response=0&max_source_resolution=5m&timeout=10s&stats=all&limit=5&lookback_delta=1m',
      ),
      {
        kind: 'range',
        promql: 'up',
        startMs: 1_000,
        endMs: 2_000,
        stepMs: 1_000,
        timeoutMs: 10_000,
        limit: 5,
        lookbackMs: 60_000,
        stats: 'all',
        thanos: { dedup: true, partialResponse: false, maxSourceResolution: 300_000 },
      },
    ],
    [
      'labels with matchers',
      post('labels', 'match%5B%5D=up&match[]=down'),
      { kind: 'labels', match: ['up', 'down'] },
    ],
    [
      'label values',
      get('label/job/values', 'start=1'),
      { kind: 'label-values', label: 'job', match: [], startMs: 1_000 },
    ],
    ['a UTF-8 label', get('label/U__a_2e_b/values'), { kind: 'label-values', label: 'a.b', match: [] }],
    [
      'open times',
      get('series', 'match[]=up&start=-292273086-05-16T16:47:06Z'.replaceAll(':', '%3A')),
      { kind: 'series', match: ['up'] },
    ],
    [
      'metadata',
      get('metadata', 'metric=up&limit=1&limit_per_metric=2'),
      { kind: 'metadata', metric: 'up', limit: 1, limitPerMetric: 2 },
    ],
    [
      'exemplars',
      get('query_exemplars', 'query=up&start=1&end=2'),
      { kind: 'exemplars', promql: 'up', startMs: 1_000, endMs: 2_000 },
    ],
    ['rules', get('rules', 'type=alert'), { kind: 'rules', type: 'alert' }],
    ['build information', get('status/buildinfo'), { kind: 'buildinfo' }],
    ['formatting', post('format_query', 'query=up'), { kind: 'format', promql: 'up' }],
    ['parsing', post('parse_query', 'query=up'), { kind: 'parse', promql: 'up' }],
  ])('reads %s', (_, request, query) => {
    expect(readPrometheusQuery(request)).toEqual(query);
  });

  it.each<[string, RawRequest, string]>([
    ['a parameter twice in the URL', get('query', 'query=up&query=down'), 'duplicate_parameter'],
    ['a parameter twice in the body', post('query', 'query=up&query=down'), 'duplicate_parameter'],
    [
      'a parameter in URL and body',
      post('query', 'query=up', { search: 'query=down' }),
      'duplicate_parameter',
    ],
    [
      'another spelling of it',
      post('query', 'quer%79=up', { search: '%71uery=down' }),
      'duplicate_parameter',
    ],
    [
      'a list in URL and body',
      post('series', 'match[]=a', { search: 'match%5B%5D=b' }),
      'duplicate_parameter',
    ],
    ['a namespace beside the query', get('query', 'query=up&namespace=a'), 'unknown_parameter'],
    ['another case', get('query', 'Query=up'), 'unknown_parameter'],
    ['__proto__', get('query', 'query=up&__proto__=x'), 'unknown_parameter'],
    ['a blank in front of the name', get('query', '+query=up'), 'unknown_parameter'],
    ['a semicolon between parameters', get('query', 'query=up;time=1'), 'bad_encoding'],
    ['NUL', get('query', 'query=up%00'), 'bad_encoding'],
    ['broken percent-encoding', get('query', 'query=%zz'), 'bad_encoding'],
    ['bytes that are not UTF-8', post('query', 'query=%ff'), 'bad_encoding'],
    [
      'a body that is not UTF-8',
      { ...post('query', ''), body: Buffer.from([0x71, 0x3d, 0xff]) },
      'bad_encoding',
    ],
    ['a parameter without a name', get('query', '=up'), 'bad_encoding'],
    [
      'multipart',
      post('query', 'query=up', { contentType: 'multipart/form-data; boundary=x' }),
      'multipart_refused',
    ],
    ['JSON', post('query', '{"query":"up"}', { contentType: 'application/json' }), 'unsupported_media_type'],
    ['no type', post('query', 'query=up', { contentType: undefined }), 'unsupported_media_type'],
    [
      'two types',
      post('query', 'query=up', { contentType: `${form}, text/plain` }),
      'unsupported_media_type',
    ],
    [
      'another charset',
      post('query', 'query=up', { contentType: `${form}; charset=utf-7` }),
      'unsupported_media_type',
    ],
    [
      'a tab in the type',
      post('query', 'query=up', { contentType: `${form}\t;x` }),
      'unsupported_media_type',
    ],
    ['a compressed body', post('query', 'query=up', { contentEncoding: 'gzip' }), 'encoded_body_refused'],
    [
      'a compressed body that claims nothing',
      post('query', 'query=up', { contentEncoding: 'identity, gzip' }),
      'encoded_body_refused',
    ],
    [
      'GET with a body',
      { ...get('query', 'query=up'), body: Buffer.from('query=down'), contentType: form },
      'body_not_allowed',
    ],
    [
      'too many parameters',
      get('series', Array.from({ length: 300 }, (_, i) => `match[]=a${i}`).join('&')),
      'too_many_parameters',
    ],
    ['a query string beyond its limit', get('query', `query=${'a'.repeat(70_000)}`), 'query_limit'],
    ['a body beyond its limit', post('query', `query=${'a'.repeat(1_100_000)}`), 'body_too_large'],
    ['no query', get('query'), 'bad_parameter'],
    ['an empty query', get('query', 'query='), 'bad_parameter'],
    ['no matcher', get('series'), 'bad_parameter'],
    ['a wrong time', get('query', 'query=up&time=yesterday'), 'bad_parameter'],
    ['a wrong step', get('query_range', 'query=up&start=1&end=2&step=abc'), 'bad_parameter'],
    ['a negative limit', get('query', 'query=up&limit=-1'), 'bad_parameter'],
    ['a wrong flag', get('query', 'query=up&dedup=maybe'), 'bad_parameter'],
    ['a zero timeout', get('query', 'query=up&timeout=0'), 'bad_parameter'],
    ['a broken UTF-8 label', get('label/U__a_b/values'), 'bad_parameter'],
    ['PUT', { ...get('query', 'query=up'), method: 'PUT' }, 'method_not_allowed'],
    ['HEAD', { ...get('query', 'query=up'), method: 'HEAD' }, 'method_not_allowed'],
    ['POST where only GET is', post('label/job/values', ''), 'method_not_allowed'],
    ['lower-case method', { ...get('query', 'query=up'), method: 'get' }, 'method_not_allowed'],
    ['remote read', post('read', ''), 'unknown_endpoint'],
    ['remote write', post('write', ''), 'unknown_endpoint'],
    ['administration', post('admin/tsdb/delete_series', ''), 'unknown_endpoint'],
    ['targets', get('targets'), 'unknown_endpoint'],
    ['the configuration', get('status/config'), 'unknown_endpoint'],
    ['an inherited name', get('constructor'), 'unknown_endpoint'],
    ['nothing', get(''), 'unknown_endpoint'],
    ['a slash at the end', get('query/', 'query=up'), 'unknown_endpoint'],
    ['another case of the path', get('Query', 'query=up'), 'unknown_endpoint'],
    ['more after label values', get('label/job/values/x'), 'unknown_endpoint'],
    ['an empty segment', get('//query', 'query=up'), 'bad_path'],
    ['an encoded traversal in a label', get('label/..%2f..%2fadmin/values'), 'bad_path'],
    ['a parent label', get('label/%2e%2e/values'), 'bad_path'],
    ['NUL in a label', get('label/a%00/values'), 'bad_path'],
    ['a question mark in the path', get('label/x?y/values'), 'bad_path'],
  ])('refuses %s', (_, request, code) => {
    expect(codeOf(request)).toBe(code);
  });

  it('says what is known when a parameter is not', () => {
    expect(() => readPrometheusQuery(get('metadata', 'foo=1'))).toThrow(
      'parameter "foo" is not known for /api/v1/metadata; leave it out. Known: metric, limit, limit_per_metric',
    );
  });

  const upstreamPaths =
    /^(?:\/api\/v1\/(?:query|query_range|labels|label\/[A-Za-z0-9_]+\/values|series|metadata|query_exemplars|format_query|parse_query|rules|alerts|status\/buildinfo)|\/-\/healthy)$/;

  it('never gives a request outside the fixed list of paths, whatever path is asked', () => {
    const piece = fc.constantFrom(
      'query',
      'label',
      'values',
      '/',
      '..',
      '%2e',
      '%2f',
      'U__',
      '_2e_',
      'a',
      '.',
      ';',
      'é',
      '%C3%A9',
      'series',
      'status/buildinfo',
      'admin',
    );
    const path = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 30 }).map((label) => `label/${safeEncode(label)}/values`),
    );
    fc.assert(
      fc.property(path, (text) => {
        for (const search of ['', 'query=up', 'match[]=up']) {
          try {
            const query = readPrometheusQuery(get(text, search));
            expect(writePrometheusRequest(query, { deadlineMs: 1_000 }).path).toMatch(upstreamPaths);
          } catch (error) {
            expect(error).toBeInstanceOf(GatewayError);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    .filter((each) => each.isWellFormed() && !each.includes('\0'));
  const ms = fc.integer({ min: 0, max: 4e12 });
  const maybe = <K extends string, T>(key: K, values: fc.Arbitrary<T>) =>
    fc.option(values, { nil: undefined }).map((value) => (value === undefined ? {} : { [key]: value }));
  const queries = fc.oneof(
    fc
      .tuple(
        text,
        maybe('timeMs', ms),
        maybe('limit', fc.nat(1e6)),
        maybe('stats', fc.constantFrom('true', 'all')),
      )
      .map(([promql, ...rest]) => ({ kind: 'instant', promql, ...Object.assign({}, ...rest) })),
    fc
      .tuple(text, ms, ms, fc.integer({ min: 1, max: 1e9 }))
      .map(([promql, startMs, endMs, stepMs]) => ({ kind: 'range', promql, startMs, endMs, stepMs })),
    fc
      .tuple(fc.array(text, { minLength: 1, maxLength: 5 }), maybe('startMs', ms), maybe('endMs', ms))
      .map(([match, ...rest]) => ({ kind: 'series', match, ...Object.assign({}, ...rest) })),
  );

  it.each(['GET', 'POST'] as const)('prints every query so that it reads back the same, by %s', (method) => {
    fc.assert(
      fc.property(queries, (query) => {
        const request = writePrometheusRequest(query as PrometheusQuery, { deadlineMs: 10_000, method });
        const { timeoutMs: _, ...read } = readPrometheusQuery({
          method: request.method,
          path: request.path.replace('/api/v1/', ''),
          search: request.search,
          contentType: request.contentType,
          body: request.body === undefined ? undefined : Buffer.from(request.body),
        }) as PrometheusQuery & { timeoutMs?: number };
        expect(read).toEqual(query);
      }),
    );
  });
});

function safeEncode(value: string): string {
  return value.isWellFormed() ? encodeURIComponent(value) : value.replaceAll('%', '');
}

describe('writePrometheusRequest', () => {
  it('passes the deadline on as timeout, a little shorter, and keeps a shorter one of the client', () => {
    const query = { kind: 'instant', promql: 'up' } as const;
    expect(writePrometheusRequest(query, { deadlineMs: 30_000 }).body).toBe('query=up&timeout=29800ms');
    expect(writePrometheusRequest({ ...query, timeoutMs: 2_000 }, { deadlineMs: 30_000 }).body).toBe(
      'query=up&timeout=2000ms',
    );
    expect(writePrometheusRequest(query, { deadlineMs: 50 }).body).toBe('query=up&timeout=50ms');
  });

  it('uses GET where the endpoint takes no POST', () => {
    const request = writePrometheusRequest(
      { kind: 'label-values', label: 'a.b', match: ['up'] },
      { deadlineMs: 1_000 },
    );
    expect(request).toMatchObject({
      method: 'GET',
      path: '/api/v1/label/U__a_2e_b/values',
      search: 'match[]=up',
    });
  });
});
