import { GatewayError } from './gateway-error.ts';
import type { AllowedEndpoint } from './proxy-spec.ts';

/** Paths that steer a server instead of reading from it; without `allowedEndpoints` nobody reaches them through Hecate. */
const operations =
  /^\/(?:-\/|debug(?:\/|$)|flush(?:\/|$)|shutdown(?:\/|$)|ingester(?:\/|$)|distributor(?:\/|$)|compactor(?:\/|$)|memberlist(?:\/|$)|config(?:\/|$)|api\/v\d\/(?:admin|push|write|otlp)(?:\/|$)|(?:loki|otlp|v1)\/.*push$)/;
const reads = new Set(['GET', 'HEAD', 'POST']);

/**
 * Whether the method and the canonical path that will be sent are allowed. With `allowedEndpoints` they decide alone, as in
 * Perses; without, everything that reads is allowed and what steers a server is not.
 */
export function checkEndpoint(allowed: readonly AllowedEndpoint[], method: string, path: string): void {
  const isAllowed =
    allowed.length > 0
      ? allowed.some((each) => each.method === method && each.matches(path))
      : reads.has(method) && (!operations.test(path) || (method !== 'POST' && isProbe(path)));
  if (!isAllowed) {
    throw new GatewayError('endpoint_forbidden', { path, method });
  }
}

function isProbe(path: string): boolean {
  return path === '/-/healthy' || path === '/-/ready';
}
