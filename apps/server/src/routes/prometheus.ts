import type { FastifyInstance } from 'fastify';
import { canonicalTarget } from '@hecate/gateway';
import { askDatasource } from '../datasources/ask-datasource.ts';
import { readAsker } from '../datasources/read-asker.ts';
import { rawRequest } from '../datasources/raw-body.ts';
import { sendAnswer } from '../datasources/send-answer.ts';
import { opaque } from './opaque.ts';
import type { ProxyDeps } from './proxy/saved.ts';

/** `/prometheus/api/v1/*`: the default datasource as a Prometheus, for any Prometheus client. */
export function registerPrometheus(app: FastifyInstance, deps: ProxyDeps): void {
  app.route({
    method: ['GET', 'HEAD', 'POST'],
    url: '/prometheus/api/v1/*',
    schema: {
      summary: 'The default datasource, as Prometheus answers',
      tags: ['query'],
      response: { default: opaque('What the datasource answered') },
    },
    handler: async (request, reply) => {
      const { path, search } = canonicalTarget(request.raw.url ?? '');
      // The same reading as of the proxy, so that allowedEndpoints hold here too.
      const raw = rawRequest(request, path.slice('/prometheus'.length), search);
      const asked = { ...raw, method: raw.method === 'HEAD' ? 'GET' : raw.method };
      const datasource = await deps.datasources.defaultPrometheus();
      return sendAnswer(reply, await askDatasource(deps, datasource, asked, readAsker(request, reply)));
    },
  });
}
