import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import type { PersonalLists } from '@hecate/store';
import type { DocumentService } from '../../../documents/document-service.ts';
import { place } from '../../../documents/document-service.ts';
import { whoAsks } from '../../../documents/written-by.ts';
import type { ServerMetrics } from '../../../metrics/server-metrics.ts';
import { opaque } from '../../opaque.ts';

const View = Type.Object({
  project: Type.String(),
  dashboard: Type.String(),
  /** Seconds. */
  render_time: Type.Optional(Type.Number({ minimum: 0, maximum: 86_400 })),
  render_errors: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
});
type View = Static<typeof View>;

export interface ViewDeps {
  readonly documents: DocumentService;
  readonly metrics: ServerMetrics;
  readonly personal: PersonalLists;
  readonly isReadonly: boolean;
}

/** `POST /api/v1/view`: a page reports that it drew a dashboard; becomes the `perses_dashboard_…` metrics and the person's recent dashboards. */
export function registerView(
  app: FastifyInstance,
  { documents, metrics, personal, isReadonly }: ViewDeps,
): void {
  const schema = {
    summary: 'Count a view of a dashboard',
    tags: ['perses'],
    body: View,
    response: { 200: opaque('No body') },
  };
  app.post<{ Body: View }>('/api/v1/view', { schema }, async (request, reply) => {
    const {
      project,
      dashboard,
      render_time: renderSeconds = 0,
      render_errors: renderErrors = 0,
    } = request.body;
    const { metadata } = await documents.get(place('Dashboard', { project, name: dashboard }));
    metrics.dashboardViewed({
      project: metadata.project ?? '',
      dashboard: metadata.name,
      renderSeconds,
      renderErrors,
    });
    // A server that may not write keeps nobody's recent dashboards.
    if (!isReadonly) {
      await personal.recordView(whoAsks(request), { project: metadata.project ?? '', name: metadata.name });
    }
    return reply.code(200).send();
  });
}
