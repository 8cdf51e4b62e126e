import type { FastifyInstance } from 'fastify';
import type { Gateway } from '@hecate/gateway';
import { CacheFlush, CacheFlushed } from '../../../../../contract/index.ts';

/** `POST /api/hecate/v1/cache/flush`: lets go of kept answers, for whatever changes the past: backfill, deletion, rules recorded later. */
export function registerCacheFlush(app: FastifyInstance, gateway: Gateway): void {
  const schema = {
    summary: 'Let go of kept query answers: of a project, a datasource, a metric, or all',
    tags: ['hecate'],
    body: CacheFlush,
    response: { 200: CacheFlushed },
  };
  app.post<{ Body: CacheFlush }>('/api/hecate/v1/cache/flush', { schema }, async ({ body }) => {
    const { project, ...selection } = body;
    return { queries: gateway.flush({ ...selection, tenant: project }) };
  });
}
