import type { FastifyInstance } from 'fastify';
import type { ServerMetrics } from '../metrics/server-metrics.ts';
import { opaque } from './opaque.ts';

/** `GET /metrics`: this process in the Prometheus text format. */
export function registerMetrics(app: FastifyInstance, { registry }: ServerMetrics): void {
  const schema = {
    summary: 'Metrics of this process',
    tags: ['operations'],
    response: { 200: opaque('Prometheus text format') },
  };
  app.get('/metrics', { schema }, async (_request, reply) => {
    reply.header('content-type', registry.contentType);
    return registry.metrics();
  });
}
