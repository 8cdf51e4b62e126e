import type { FastifyInstance } from 'fastify';
import swagger from '@fastify/swagger';

/** Collects the schemas of all routes registered after it into an OpenAPI 3.1 document, served for clients and tests. */
export async function registerOpenApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Hecate',
        version,
        description:
          'The Perses resource API, a Prometheus-compatible query API, and what Hecate adds for machine-learning workloads.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      tags: [
        { name: 'perses', description: 'Documents and proxy as Perses 0.54 has them' },
        { name: 'hecate', description: 'What Hecate adds' },
        { name: 'query', description: 'Queries to datasources' },
        { name: 'operations', description: 'Health and metrics of this process' },
      ],
    },
  });
}
