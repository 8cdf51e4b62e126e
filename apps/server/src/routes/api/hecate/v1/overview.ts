import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { Overview } from '../../../../contract/index.ts';
import { askedProject, type SharedInventory } from '../../../../inventory/shared-inventory.ts';

const OverviewQuery = Type.Object({
  project: Type.Optional(Type.String({ maxLength: 75 })),
  rangeMs: Type.Optional(
    Type.Integer({ minimum: 300_000, maximum: 2_592_000_000, description: '5 minutes to 30 days' }),
  ),
});

const defaultRangeMs = 3_600_000;

/** `GET /api/hecate/v1/overview?project=&rangeMs=`: the whole first screen in one answer. */
export function registerOverview(app: FastifyInstance, inventory: SharedInventory): void {
  const schema = {
    summary: 'What needs attention, four curves, and every workload as a cell',
    tags: ['hecate'],
    querystring: OverviewQuery,
    response: { 200: Overview },
  };
  app.get<{ Querystring: Static<typeof OverviewQuery> }>(
    '/api/hecate/v1/overview',
    { schema },
    async ({ query }, reply) => {
      reply.header('cache-control', 'no-store');
      return inventory.overview(askedProject(query.project), query.rangeMs ?? defaultRangeMs);
    },
  );
}
