import type { FastifyInstance } from 'fastify';
import { canonicalTarget, readPrometheusQuery } from '@hecate/gateway';
import { clientSignal } from '../datasources/client-signal.ts';
import { rawRequest } from '../datasources/raw-body.ts';
import { sendAnswer } from '../datasources/send-answer.ts';
import { opaque } from './opaque.ts';
import type { ProxyDeps } from './proxy/saved.ts';

const prefix = '/prometheus/api/v1';

/** `/prometheus/api/v1/*`: the default datasource as a Prometheus, for any Prometheus client. */
export function registerPrometheus(
  app: FastifyInstance,
  { datasources, gateway, deadlineMs }: ProxyDeps,
): void {
  app.route({
    method: ['GET', 'HEAD', 'POST'],
    url: `${prefix}/*`,
    schema: {
      summary: 'The default datasource, as Prometheus answers',
      tags: ['query'],
      response: { default: opaque('What the datasource answered') },
    },
    handler: async (request, reply) => {
      const { path, search } = canonicalTarget(request.raw.url ?? '');
      const raw = rawRequest(request, path.slice(prefix.length), search);
      const query = readPrometheusQuery({ ...raw, method: raw.method === 'HEAD' ? 'GET' : raw.method });
      const upstream = (await datasources.defaultPrometheus()).upstream();
      const method = request.method === 'POST' ? 'POST' : 'GET';
      const signal = clientSignal(reply);
      return sendAnswer(reply, await gateway.answer(query, { upstream, signal, deadlineMs, method }));
    },
  });
}
