import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { ServerError } from '../errors/server-error.ts';

/** `/-/healthy`: the process answers. `/-/ready`: its store answers too, and it is not stopping. */
export function registerLiveness(app: FastifyInstance, isReady: () => Promise<boolean>): void {
  const response = { 200: Type.Object({ status: Type.Literal('ok') }) };
  app.get(
    '/-/healthy',
    { schema: { summary: 'Whether the process answers', tags: ['operations'], response } },
    async () => ({
      status: 'ok',
    }),
  );
  app.get(
    '/-/ready',
    { schema: { summary: 'Whether requests can be served', tags: ['operations'], response } },
    async () => {
      if (!(await isReady())) throw new ServerError('not_ready');
      return { status: 'ok' };
    },
  );
}
