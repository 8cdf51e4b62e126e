import type { UpstreamRequest } from './upstream-request.ts';
import { GatewayError } from './gateway-error.ts';

type Received = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What is passed on, and how it is spelled to the client: never a type a browser would run. */
const types: ReadonlyMap<string, string> = new Map([
  ['application/json', 'application/json'],
  ['text/plain', 'text/plain; charset=utf-8'],
  ['text/csv', 'text/csv; charset=utf-8'],
  ['application/x-ndjson', 'application/x-ndjson'],
  ['application/protobuf', 'application/protobuf'],
  ['application/proto', 'application/proto'],
  ['application/x-protobuf', 'application/x-protobuf'],
  ['application/vnd.google.protobuf', 'application/vnd.google.protobuf'],
  ['application/grpc-web+proto', 'application/grpc-web+proto'],
  ['application/openmetrics-text', 'application/openmetrics-text'],
]);

/** Every answer of a datasource is data: nothing in it is run, whatever a browser thinks it is. */
const always = { 'x-content-type-options': 'nosniff', 'content-security-policy': 'sandbox' } as const;

/**
 * The headers of an answer as the client may see them, from the allow-list (content type, cache-control, retry-after);
 * everything else (cookies, challenges, server names) is dropped. Refuses types that are not data.
 */
export function answerHeaders(
  upstream: string,
  status: number,
  received: Received,
  accept: UpstreamRequest['accept'],
): Readonly<Record<string, string>> {
  const headers: Record<string, string> = { ...always };
  const type = contentType(upstream, status, received, accept);
  if (type !== undefined) {
    headers['content-type'] = type;
  }
  const cacheControl = received['cache-control'];
  if (typeof cacheControl === 'string' && /^[\w=, -]{1,100}$/.test(cacheControl)) {
    headers['cache-control'] = cacheControl;
  }
  const retryAfter = received['retry-after'];
  if (typeof retryAfter === 'string' && /^\d{1,6}$/.test(retryAfter)) {
    headers['retry-after'] = retryAfter;
  }
  return headers;
}

function contentType(
  upstream: string,
  status: number,
  received: Received,
  accept: UpstreamRequest['accept'],
): string | undefined {
  const raw = received['content-type'];
  if (raw === undefined && (status === 204 || received['content-length'] === '0')) {
    return undefined;
  }
  const essence = typeof raw === 'string' ? (raw.split(';', 1)[0] ?? '').trim().toLowerCase() : '';
  const type = accept === 'json' && essence !== 'application/json' ? undefined : types.get(essence);
  if (type !== undefined) {
    return type;
  }
  // A proxy's HTML error page says less than its status does.
  throw status >= 400
    ? new GatewayError('upstream_failed', { upstream, status })
    : new GatewayError('content_type_refused', {
        upstream,
        type: typeof raw === 'string' ? raw : 'no single content type',
      });
}
