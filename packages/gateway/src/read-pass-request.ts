import { canonicalPath } from './canonical-path.ts';
import { GatewayError } from './gateway-error.ts';
import { readSearch, type Parameter, type RawRequest } from './read-parameters.ts';

/** A request of the generic proxy: method, canonical path, decoded parameters, and the body's bytes as they came. */
export interface PassRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Buffer | undefined;
  /** One of the known spellings, never the client's text. */
  readonly contentType: string | undefined;
}

/** Largest body passed on; queries of Tempo, Loki and Pyroscope are a few kilobytes. */
const maxBodyBytes = 1_048_576;
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const bodyTypes = [
  'application/json',
  'application/x-www-form-urlencoded',
  'application/protobuf',
  'application/proto',
  'application/x-protobuf',
  'application/grpc-web+proto',
  'text/plain',
] as const;

/** Reads a request for the generic proxy; nothing but these five values is sent on. */
export function readPassRequest(request: RawRequest): PassRequest {
  const method = methods.find((each) => each === request.method);
  if (method === undefined) {
    throw new GatewayError('method_not_allowed', {
      method: request.method,
      endpoint: 'a datasource',
      allowed: methods.join(', '),
    });
  }
  const coding = request.contentEncoding?.toLowerCase() ?? '';
  if (coding !== '' && coding !== 'identity') {
    throw new GatewayError('encoded_body_refused', { coding });
  }
  const body = request.body?.length === 0 ? undefined : request.body;
  return {
    method,
    path: canonicalPath(request.path).path,
    parameters: readSearch(request.search),
    body,
    contentType: body === undefined ? undefined : readBodyType(method, body, request.contentType),
  };
}

function readBodyType(method: string, body: Buffer, contentType: string | undefined): string {
  if (method === 'GET' || method === 'HEAD' || method === 'DELETE') {
    throw new GatewayError('body_not_allowed', { method });
  }
  if (body.length > maxBodyBytes) {
    throw new GatewayError('body_too_large', { size: body.length, limit: maxBodyBytes });
  }
  const essence = (contentType ?? '').split(';', 1).join('').trim().toLowerCase();
  if (essence.startsWith('multipart/')) {
    throw new GatewayError('multipart_refused');
  }
  const known = bodyTypes.find((each) => each === essence);
  if (known === undefined) {
    throw new GatewayError('unsupported_media_type', {
      type: essence === '' ? 'none' : essence,
      allowed: bodyTypes.join(', '),
    });
  }
  return known;
}
