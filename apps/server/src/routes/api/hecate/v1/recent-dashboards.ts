import type { FastifyInstance } from 'fastify';
import type { Store } from '@hecate/store';
import { PersonalDashboardList } from '../../../../contract/index.ts';
import { whoAsks } from '../../../../documents/written-by.ts';

/** `GET /api/hecate/v1/recent-dashboards`: what one opened last, newest first, at most 50; `POST /api/v1/view` fills it. */
export function registerRecentDashboards(app: FastifyInstance, store: Store): void {
  const schema = {
    summary: 'Dashboards one opened last, newest first',
    tags: ['hecate'],
    response: { 200: PersonalDashboardList },
  };
  app.get('/api/hecate/v1/recent-dashboards', { schema }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    return { dashboards: await store.personal.recent(whoAsks(request)) };
  });
}
