import type { FastifyInstance } from 'fastify';
import { ErrorBody } from '../../../../contract/index.ts';
import { ServerError } from '../../../../errors/server-error.ts';

/** `GET /api/v1/user/whoami`: 401 while there is no login, as Perses answers without one. */
export function registerWhoami(app: FastifyInstance): void {
  const schema = { summary: 'Who asks', tags: ['perses'], response: { 401: ErrorBody } };
  app.get('/api/v1/user/whoami', { schema }, async () => {
    throw new ServerError('unauthorized');
  });
}
