import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { clusterScope } from '@hecate/workloads';
import { WorkloadDetail, WorkloadKind } from '../../../../../contract/index.ts';
import { ServerError } from '../../../../../errors/server-error.ts';
import type { SharedInventory } from '../../../../../inventory/shared-inventory.ts';

/** Names as Kubernetes allows them; kinds outside namespaces have their own word in place of one. */
const WorkloadParams = Type.Object({
  namespace: Type.String({ pattern: `^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?|${clusterScope})$` }),
  kind: WorkloadKind,
  name: Type.String({ pattern: '^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$' }),
});

/** `GET /api/hecate/v1/workloads/:namespace/:kind/:name` */
export function registerWorkload(app: FastifyInstance, inventory: SharedInventory): void {
  const schema = {
    summary: 'Everything about one workload besides its charts',
    tags: ['hecate'],
    params: WorkloadParams,
    response: { 200: WorkloadDetail },
  };
  app.get<{ Params: Static<typeof WorkloadParams> }>(
    '/api/hecate/v1/workloads/:namespace/:kind/:name',
    { schema },
    async ({ params }, reply) => {
      const detail = await inventory.workload(params);
      if (detail === null) {
        throw new ServerError('thing_not_found', {
          what: `${params.kind} ${params.namespace}/${params.name}`,
        });
      }
      reply.header('cache-control', 'no-store');
      return detail;
    },
  );
}
