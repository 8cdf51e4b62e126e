import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';

/** `GET /api/hecate/v1/openapi.json`: this API as OpenAPI 3.1, printed once. */
export function registerOpenApiDocument(app: FastifyInstance): void {
  const schema = {
    summary: 'This API as OpenAPI 3.1',
    tags: ['hecate'],
    response: { 200: Type.Object({ openapi: Type.Literal('3.1.0'), paths: Type.Unknown() }) },
  };
  let printed: string | null = null;
  app.get('/api/hecate/v1/openapi.json', { schema }, async (_request, reply) => {
    printed ??= JSON.stringify(app.swagger());
    return reply.header('content-type', 'application/json; charset=utf-8').send(printed);
  });
}
