import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { WorkloadList } from '../../../../contract/index.ts';
import { askedProject, type SharedInventory } from '../../../../inventory/shared-inventory.ts';

const WorkloadsQuery = Type.Object({ project: Type.Optional(Type.String({ maxLength: 75 })) });

/** `GET /api/hecate/v1/workloads?project=` */
export function registerWorkloads(app: FastifyInstance, inventory: SharedInventory): void {
  const schema = {
    summary: 'The workloads of a project or of all, worst first',
    tags: ['hecate'],
    querystring: WorkloadsQuery,
    response: { 200: WorkloadList },
  };
  app.get<{ Querystring: Static<typeof WorkloadsQuery> }>(
    '/api/hecate/v1/workloads',
    { schema },
    async ({ query }, reply) => {
      reply.header('cache-control', 'no-store');
      return inventory.workloads(askedProject(query.project));
    },
  );
}
