import { canonicalPath } from './canonical-path.ts';
import { checkEndpoint } from './check-endpoint.ts';
import { GatewayError } from './gateway-error.ts';
import type { PrometheusQuery } from './prometheus-query.ts';
import type { HttpProxySpec } from './proxy-spec.ts';
import { readPassRequest, type PassRequest } from './read-pass-request.ts';
import type { RawRequest } from './read-parameters.ts';
import { readPrometheusQuery, readQueryOfKind } from './read-prometheus-query.ts';
import { prometheusPath } from './write-prometheus-request.ts';

/** What a request to `/proxy/.../<datasource>/<path>` means: a typed question, or a request of the generic proxy. */
export type DatasourceRequest =
  | { readonly kind: 'prometheus'; readonly method: 'GET' | 'POST'; readonly query: PrometheusQuery }
  | { readonly kind: 'pass'; readonly request: PassRequest };

/**
 * Reads a proxied request; `path` is what follows the datasource in the URL. Datasources of the plugin `PrometheusDatasource`
 * get typed queries only. `allowedEndpoints` is matched against the method and the path that will be sent.
 */
export function readDatasourceRequest(
  request: RawRequest,
  datasource: { readonly pluginKind: string; readonly proxy: HttpProxySpec },
): DatasourceRequest {
  const allowed = datasource.proxy.allowedEndpoints;
  if (datasource.pluginKind !== 'PrometheusDatasource') {
    const pass = readPassRequest(request);
    checkEndpoint(allowed, pass.method, pass.path);
    return { kind: 'pass', request: pass };
  }
  const query = readQuery(request);
  const method = request.method === 'POST' ? 'POST' : 'GET';
  checkEndpoint(allowed, method, prometheusPath(query));
  return { kind: 'prometheus', method, query };
}

function readQuery(request: RawRequest): PrometheusQuery {
  const { path } = canonicalPath(request.path);
  if (path === '/-/healthy') {
    return readQueryOfKind('healthy', undefined, request);
  }
  if (!path.startsWith('/api/v1/')) {
    throw new GatewayError('unknown_endpoint', {
      endpoint: path,
      why: 'of a Prometheus only /api/v1 and /-/healthy are',
    });
  }
  return readPrometheusQuery({ ...request, path: path.slice('/api/v1'.length) });
}
