import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Store } from '@hecate/store';

const Health = Type.Object({
  buildTime: Type.String(),
  version: Type.String(),
  commit: Type.String(),
  database: Type.Boolean(),
});

/** The same with the reason, when the store does not answer. */
const Unhealthy = Type.Object({ ...Health.properties, message: Type.String() });

export interface HealthDeps {
  readonly store: Store;
  readonly version: string;
}

/** `GET /api/v1/health` and `GET /api/health`: version and whether the store answers, as Perses says it. */
export function registerHealth(app: FastifyInstance, { store, version }: HealthDeps): void {
  const schema = {
    summary: 'Version, and whether the store answers',
    tags: ['perses'],
    response: { 200: Health, 503: Unhealthy },
  };
  for (const url of ['/api/v1/health', '/api/health']) {
    app.get(url, { schema }, async (_request, reply) => {
      const health = await store.health();
      const answer = { buildTime: '', version, commit: '', database: health.ok };
      if (health.ok) return answer;
      return reply.code(503).send({ ...answer, message: health.reason ?? 'the store does not answer' });
    });
  }
}
