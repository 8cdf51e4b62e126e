import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Store } from '@hecate/store';
import { PersonalDashboardList } from '../../../../contract/index.ts';
import { place } from '../../../../documents/document-service.ts';
import { whoAsks } from '../../../../documents/written-by.ts';

interface Named {
  readonly project: string;
  readonly name: string;
}

/** `GET /api/hecate/v1/favourites`, `PUT` and `DELETE …/favourites/:project/:name`: one's own, at most 500. */
export function registerFavourites(
  app: FastifyInstance,
  { store, isReadonly }: { readonly store: Store; readonly isReadonly: boolean },
): void {
  const tags = ['hecate'];
  const listSchema = {
    summary: 'One’s own favourites, by title',
    tags,
    response: { 200: PersonalDashboardList },
  };
  app.get('/api/hecate/v1/favourites', { schema: listSchema }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    return { dashboards: await store.personal.favourites(whoAsks(request)) };
  });
  if (isReadonly) return;

  const params = Type.Object({ project: Type.String(), name: Type.String() });
  for (const [method, summary, isFavourite] of [
    ['PUT', 'Make a dashboard one’s own favourite', true],
    ['DELETE', 'Take a dashboard from one’s own favourites', false],
  ] as const) {
    app.route<{ Params: Named }>({
      method,
      url: '/api/hecate/v1/favourites/:project/:name',
      schema: { summary, tags, params, response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        const { project, name } = place('Dashboard', request.params);
        await store.personal.setFavourite(whoAsks(request), { project: project ?? '', name }, isFavourite);
        return reply.code(204).send();
      },
    });
  }
}
