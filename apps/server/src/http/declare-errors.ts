import type { FastifyInstance } from 'fastify';
import { ErrorBody } from '../contract/index.ts';

const refused = { ...ErrorBody, description: 'Refused: the code, the value, the limit and what to do' };
const failed = { ...ErrorBody, description: 'Not possible now: the code and what to do' };

/** Adds the answer of every refusal and failure to the routes below that describe none, so that the document names them. */
export function declareErrors(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    const response: unknown = route.schema?.response;
    if (typeof response !== 'object' || response === null || Object.hasOwn(response, 'default')) return;
    route.schema = { ...route.schema, response: { '4xx': refused, '5xx': failed, ...response } };
  });
}
