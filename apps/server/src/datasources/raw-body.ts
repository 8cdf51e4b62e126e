import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RawRequest } from '@hecate/gateway';

/** Largest body of a query, in bytes; the gateway's own limit names it in its refusal. */
const queryBodyLimit = 1_100_000;

/** Makes every route of this scope receive its body as bytes: the gateway reads and judges it. */
export function acceptRawBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: queryBodyLimit }, (_request, body, done) => {
    done(null, body);
  });
}

/** What the gateway reads: method, the path below the datasource, the raw query string, and the body. */
export function rawRequest(request: FastifyRequest, path: string, search: string): RawRequest {
  return {
    method: request.method,
    path,
    search,
    contentType: request.headers['content-type'],
    contentEncoding: request.headers['content-encoding'],
    body: Buffer.isBuffer(request.body) && request.body.length > 0 ? request.body : undefined,
  };
}
