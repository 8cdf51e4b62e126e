import type { FastifyInstance } from 'fastify';
import { migrateGrafana } from '@hecate/perses';
import { Type } from 'typebox';
import { documentText, textBody } from '../../documents/document-body.ts';
import { PersesDocument } from '../../documents/document-schema.ts';

/** What Perses takes: `input` replaces `$NAME` and `${NAME}` in the dashboard. */
const MigrateRequest = Type.Object({
  grafanaDashboard: Type.Object({}, { description: 'The JSON of a Grafana dashboard' }),
  input: Type.Optional(Type.Record(Type.String(), Type.String())),
  useDefaultDatasource: Type.Optional(Type.Boolean()),
});

/** `POST /api/migrate`: the Perses dashboard of a Grafana dashboard, not stored, as Perses answers it. */
export function registerMigrate(app: FastifyInstance): void {
  const schema = {
    summary: 'Make a Perses dashboard of a Grafana dashboard; nothing is stored',
    tags: ['perses'],
    body: MigrateRequest,
    response: { 200: PersesDocument },
  };
  app.post('/api/migrate', { schema, ...textBody }, async (request, reply) =>
    reply
      .header('content-type', 'application/json; charset=utf-8')
      .send(migrateGrafana(documentText(request))),
  );
}
