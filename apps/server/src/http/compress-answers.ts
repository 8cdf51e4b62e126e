import { Readable } from 'node:stream';
import { createGzip, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptsCoding } from '../static/content-coding.ts';

/** Smaller answers gain less than their headers cost. */
const worthCompressingBytes = 2_000;
/** Most of what the best level gains, at a third of its time. */
const level = 4;

/** JSON of the two API doors is sent compressed to clients that take it, as Perses does; what a datasource answers is passed on as it is. */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    if (!mayCompress(request, reply)) done(null, payload);
    else if (payload instanceof Readable) {
      const coded = createGzip({ level });
      payload.on('error', (error) => coded.destroy(error));
      coded.on('close', () => payload.destroy());
      markCoded(reply);
      done(null, payload.pipe(coded));
    } else if (typeof payload !== 'string' || payload.length < worthCompressingBytes) done(null, payload);
    else {
      // On the thread pool: a list of dashboards has some megabytes.
      gzip(payload, { level }, (error, body) => {
        if (error !== null) {
          done(error);
          return;
        }
        markCoded(reply);
        done(null, body);
      });
    }
  });
}

function mayCompress(request: FastifyRequest, reply: FastifyReply): boolean {
  return (
    request.url.startsWith('/api/') &&
    request.method !== 'HEAD' &&
    String(reply.getHeader('content-type') ?? '').startsWith('application/json') &&
    !reply.hasHeader('content-encoding') &&
    acceptsCoding(String(request.headers['accept-encoding'] ?? ''), 'gzip')
  );
}

function markCoded(reply: FastifyReply): void {
  reply.header('content-encoding', 'gzip').header('vary', 'accept-encoding').removeHeader('content-length');
}
