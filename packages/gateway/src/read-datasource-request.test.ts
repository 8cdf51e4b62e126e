import { describe, expect, it } from 'vitest';
import { GatewayError } from './gateway-error.ts';
import { readProxySpec } from './proxy-spec.ts';
import { readDatasourceRequest } from './read-datasource-request.ts';
import type { RawRequest } from './read-parameters.ts';

const request = (method: string, path: string, more: Partial<RawRequest> = {}): RawRequest => ({
  method,
  path,
  search: '',
  contentType: undefined,
  body: undefined,
  ...more,
});
const spec = (allowedEndpoints?: readonly unknown[]) => ({
  default: true,
  plugin: {
    kind: 'PrometheusDatasource',
    spec: {
      proxy: {
        kind: 'HTTPProxy',
        spec: { url: 'http://prom:9090', ...(allowedEndpoints === undefined ? {} : { allowedEndpoints }) },
      },
    },
  },
});
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof GatewayError ? error.code : `not a GatewayError: ${String(error)}`;
  }
  return 'accepted';
};

describe('readProxySpec', () => {
  it('finds the proxy wherever a plugin keeps it', () => {
    expect(readProxySpec(spec())).toMatchObject({
      url: 'http://prom:9090',
      allowedEndpoints: [],
      headers: {},
      secret: undefined,
    });
    expect(
      readProxySpec({
        a: [{ b: { kind: 'httpproxy', spec: { url: 'https://x/y', secret: 's', headers: { 'X-A': 'b' } } } }],
      }),
    ).toMatchObject({
      url: 'https://x/y',
      secret: 's',
      headers: { 'X-A': 'b' },
    });
  });

  it.each<[string, unknown, string]>([
    [
      'SQLProxy',
      { plugin: { spec: { proxy: { kind: 'SQLProxy', spec: { driver: 'mysql' } } } } },
      'unsupported_proxy',
    ],
    [
      'no proxy',
      { plugin: { kind: 'PrometheusDatasource', spec: { directUrl: 'http://x' } } },
      'proxy_spec_invalid',
    ],
    ['nothing', undefined, 'proxy_spec_invalid'],
    ['a text', 'HTTPProxy', 'proxy_spec_invalid'],
    ['no spec', { kind: 'HTTPProxy' }, 'proxy_spec_invalid'],
    ['no url', { kind: 'HTTPProxy', spec: {} }, 'proxy_spec_invalid'],
    ['a url of another kind', { kind: 'HTTPProxy', spec: { url: 7 } }, 'proxy_spec_invalid'],
    ['a file url', { kind: 'HTTPProxy', spec: { url: 'file:///etc/passwd' } }, 'proxy_spec_invalid'],
    [
      'two proxies',
      [
        { kind: 'HTTPProxy', spec: { url: 'http://a' } },
        { kind: 'HTTPProxy', spec: { url: 'http://b' } },
      ],
      'proxy_spec_invalid',
    ],
    ['a wrong method', spec([{ method: 'TRACE', endpointPattern: '/x' }]), 'proxy_spec_invalid'],
    ['a wrong pattern', spec([{ method: 'GET', endpointPattern: '(' }]), 'proxy_spec_invalid'],
    ['an empty pattern', spec([{ method: 'GET', endpointPattern: '' }]), 'proxy_spec_invalid'],
    ['endpoints that are no list', spec({ length: 1 } as never), 'proxy_spec_invalid'],
    [
      'headers that are no texts',
      { kind: 'HTTPProxy', spec: { url: 'http://x', headers: { a: 1 } } },
      'proxy_spec_invalid',
    ],
    [
      'a spec of endless depth',
      JSON.parse(`${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}`),
      'proxy_spec_invalid',
    ],
    ['a spec of endless width', Array.from({ length: 10_000 }, () => ({})), 'proxy_spec_invalid'],
    ['__proto__ keys', JSON.parse('{"__proto__": {"kind": "SQLProxy"}}'), 'unsupported_proxy'],
  ])('refuses %s', (_, value, code) => {
    expect(codeOf(() => readProxySpec(value))).toBe(code);
  });

  it('matches patterns in linear time, with Go’s syntax, searched as Perses does', () => {
    const proxy = readProxySpec(
      spec([
        { method: 'GET', endpointPattern: '(a+)+$' },
        { method: 'GET', endpointPattern: '(?i)^/API/v1/(label/[a-z]+/values|series)\\z' },
      ]),
    );
    const [slow, go] = proxy.allowedEndpoints;
    expect(slow?.matches(`/${'a'.repeat(1_900)}!`)).toBe(false);
    expect([
      go?.matches('/api/v1/series'),
      go?.matches('/api/v1/series/x'),
      go?.matches('/api/v1/label/job/values'),
    ]).toEqual([true, false, true]);
  });
});

describe('readDatasourceRequest of a Prometheus', () => {
  const read = (raw: RawRequest, endpoints?: readonly unknown[]) =>
    readDatasourceRequest(raw, { pluginKind: 'PrometheusDatasource', proxy: readProxySpec(spec(endpoints)) });

  it('gives the typed query and the client’s method', () => {
    expect(read(request('GET', '/api/v1/query', { search: 'query=up' }))).toEqual({
      kind: 'prometheus',
      method: 'GET',
      query: { kind: 'instant', promql: 'up' },
    });
    expect(
      read(
        request('POST', '/api/v1/labels', {
          contentType: 'application/x-www-form-urlencoded',
          body: Buffer.from(''),
        }),
      ),
    ).toEqual({ kind: 'prometheus', method: 'POST', query: { kind: 'labels', match: [] } });
    expect(read(request('GET', '/-/healthy'))).toEqual({
      kind: 'prometheus',
      method: 'GET',
      query: { kind: 'healthy' },
    });
  });

  it.each([
    ['/-/quit', 'unknown_endpoint'],
    ['/metrics', 'unknown_endpoint'],
    ['/federate', 'unknown_endpoint'],
    ['/graph', 'unknown_endpoint'],
    ['/', 'unknown_endpoint'],
    ['/api/v1', 'unknown_endpoint'],
    ['/api/v1/', 'unknown_endpoint'],
    ['/api/v1/admin/tsdb/delete_series', 'unknown_endpoint'],
    ['//api/v1/query', 'bad_path'],
    ['/./api/v1/query', 'bad_path'],
    ['/api/v1/%2e%2e/admin', 'bad_path'],
    ['/api%2fv1/query', 'bad_path'],
    ['/api/v1/query;x', 'bad_path'],
    ['\\api\\v1\\query', 'bad_path'],
    ['/api/v1/label/-/../values', 'bad_path'],
  ])('refuses %s', (path, code) => {
    expect(codeOf(() => read(request('GET', path, { search: 'query=up' })))).toBe(code);
  });

  it('matches allowedEndpoints against the path that is sent', () => {
    const endpoints = [
      { method: 'GET', endpointPattern: '^/api/v1/label/[a-z]+/values$' },
      { method: 'POST', endpointPattern: '^/api/v1/query$' },
    ];
    const code = (raw: RawRequest) => codeOf(() => read(raw, endpoints));
    expect(code(request('GET', '/api/v1/label/%6aob/values'))).toBe('accepted');
    expect(code(request('GET', '/api/v1/label/a%C3%A9/values'))).toBe('endpoint_forbidden');
    expect(
      code(
        request('POST', '/api/v1/query', {
          contentType: 'application/x-www-form-urlencoded',
          body: Buffer.from('query=up'),
        }),
      ),
    ).toBe('accepted');
    expect(code(request('GET', '/api/v1/query', { search: 'query=up' }))).toBe('endpoint_forbidden');
  });

  it('refuses with Perses’ words', () => {
    expect(() =>
      read(request('GET', '/api/v1/labels'), [{ method: 'GET', endpointPattern: '/api/v1/series' }]),
    ).toThrow(
      'forbidden access: you are not allowed to use this endpoint "/api/v1/labels" with the HTTP method GET',
    );
  });
});

describe('readDatasourceRequest of another datasource', () => {
  const read = (raw: RawRequest, endpoints?: readonly unknown[]) =>
    readDatasourceRequest(raw, { pluginKind: 'TempoDatasource', proxy: readProxySpec(spec(endpoints)) });

  it('passes method, canonical path, parameters and body bytes', () => {
    const body = Buffer.from('{"q":1}');
    expect(
      read(
        request('POST', '/api/%73earch', {
          search: 'q=a%26b&q=c',
          contentType: 'Application/JSON; x=y',
          body,
        }),
      ),
    ).toEqual({
      kind: 'pass',
      request: {
        method: 'POST',
        path: '/api/search',
        parameters: [
          ['q', 'a&b'],
          ['q', 'c'],
        ],
        body,
        contentType: 'application/json',
      },
    });
  });

  it.each<[string, RawRequest, string]>([
    ['/flush', request('POST', '/flush'), 'endpoint_forbidden'],
    ['/shutdown', request('GET', '/shutdown'), 'endpoint_forbidden'],
    ['/ingester/shutdown', request('POST', '/ingester/shutdown'), 'endpoint_forbidden'],
    ['/-/quit', request('POST', '/-/quit'), 'endpoint_forbidden'],
    ['/debug/pprof/heap', request('GET', '/debug/pprof/heap'), 'endpoint_forbidden'],
    ['/api/v1/push', request('POST', '/api/v1/push'), 'endpoint_forbidden'],
    ['/loki/api/v1/push', request('POST', '/loki/api/v1/push'), 'endpoint_forbidden'],
    ['/-/ready', request('GET', '/-/ready'), 'accepted'],
    ['DELETE', request('DELETE', '/loki/api/v1/delete'), 'endpoint_forbidden'],
    ['PUT', request('PUT', '/x'), 'endpoint_forbidden'],
    ['TRACE', request('TRACE', '/x'), 'method_not_allowed'],
    ['CONNECT', request('CONNECT', '/x'), 'method_not_allowed'],
    [
      'GET with a body',
      request('GET', '/x', { body: Buffer.from('x'), contentType: 'text/plain' }),
      'body_not_allowed',
    ],
    [
      'multipart',
      request('POST', '/x', { body: Buffer.from('x'), contentType: 'multipart/form-data' }),
      'multipart_refused',
    ],
    [
      'a type of no datasource',
      request('POST', '/x', { body: Buffer.from('x'), contentType: 'text/html' }),
      'unsupported_media_type',
    ],
    [
      'a compressed body',
      request('POST', '/x', { body: Buffer.from('x'), contentType: 'text/plain', contentEncoding: 'gzip' }),
      'encoded_body_refused',
    ],
    [
      'a large body',
      request('POST', '/x', { body: Buffer.alloc(1_048_577), contentType: 'text/plain' }),
      'body_too_large',
    ],
    ['a traversal', request('GET', '/api/..%2f..%2fflush'), 'bad_path'],
  ])('%s', (_, raw, code) => {
    expect(codeOf(() => read(raw))).toBe(code);
  });

  it('lets allowedEndpoints decide alone', () => {
    const endpoints = [{ method: 'DELETE', endpointPattern: '^/loki/api/v1/delete$' }];
    expect(codeOf(() => read(request('DELETE', '/loki/api/v1/delete'), endpoints))).toBe('accepted');
    expect(codeOf(() => read(request('GET', '/loki/api/v1/labels'), endpoints))).toBe('endpoint_forbidden');
  });
});
