import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import type { DashboardFilter, DashboardSearch, IndexProgress, Store } from '@hecate/store';
import { searchLimit } from '@hecate/store';
import { DashboardFacetList, DashboardListPage, UsedMetricList } from '../../../../contract/index.ts';
import { whoAsks } from '../../../../documents/written-by.ts';

/** What the pages of the list are made from. */
export interface DashboardListDeps {
  readonly store: Store;
  /** How far the index is while it is being made; null when it is complete. */
  readonly indexing: () => IndexProgress | null;
}

const Names = Type.String({ maxLength: 2_000, description: 'Several are separated by commas' });

const filterProperties = {
  q: Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'Words that all occur in name, title, description, panels, tags or metrics',
    }),
  ),
  projects: Type.Optional(Names),
  tags: Type.Optional(Names),
  owner: Type.Optional(Type.String({ maxLength: 200, description: 'Author of the first version' })),
  panelKind: Type.Optional(Type.String({ maxLength: 200, description: 'Plugin kind of a panel' })),
  metric: Type.Optional(
    Type.String({ maxLength: 500, description: 'A metric that a query selects, by name or by pattern' }),
  ),
  folder: Type.Optional(
    Type.String({ maxLength: 75, description: 'Name of a folder; needs one project in projects' }),
  ),
  path: Type.Optional(
    Type.String({ maxLength: 2_000, description: 'Inner folders, each percent-encoded, joined by /' }),
  ),
  favourites: Type.Optional(Type.Boolean({ description: 'Only one’s own favourites' })),
};
const FacetsQuery = Type.Object(filterProperties);
const ListQuery = Type.Object({
  ...filterProperties,
  sort: Type.Optional(
    Type.Union([
      Type.Literal('name'),
      Type.Literal('updated'),
      Type.Literal('viewed'),
      Type.Literal('relevance'),
    ]),
  ),
  order: Type.Optional(Type.Union([Type.Literal('ascending'), Type.Literal('descending')])),
  favouritesFirst: Type.Optional(Type.Boolean()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: searchLimit, default: 50 })),
  after: Type.Optional(Type.String({ maxLength: 4_000, description: '`next` of the page before' })),
});
const MetricsQuery = Type.Object({
  prefix: Type.Optional(Type.String({ maxLength: 500 })),
  projects: Type.Optional(Names),
});
type FacetsQuery = Static<typeof FacetsQuery>;
type ListQuery = Static<typeof ListQuery>;

/** `GET /api/hecate/v1/dashboards`, `…/facets`, `…/metrics`: finding dashboards across projects. */
export function registerDashboardList(app: FastifyInstance, { store, indexing }: DashboardListDeps): void {
  const root = '/api/hecate/v1/dashboards';
  const tags = ['hecate'];
  const listSchema = {
    summary: 'Find dashboards across projects, a page at a time',
    tags,
    querystring: ListQuery,
    response: { 200: DashboardListPage },
  };
  app.get<{ Querystring: ListQuery }>(root, { schema: listSchema }, async (request, reply) => {
    const { query } = request;
    const person = whoAsks(request);
    reply.header('cache-control', 'no-store');
    const page = await store.dashboards.search({ ...filterOf(query, person), ...orderingOf(query, person) });
    return { ...page, indexing: indexing() };
  });

  const facetsSchema = {
    summary: 'Tags, kinds of panels, owners and projects of the dashboards that a filter finds, with counts',
    tags,
    querystring: FacetsQuery,
    response: { 200: DashboardFacetList },
  };
  app.get<{ Querystring: FacetsQuery }>(
    `${root}/facets`,
    { schema: facetsSchema },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return store.dashboards.facets(filterOf(request.query, whoAsks(request)));
    },
  );

  const metricsSchema = {
    summary: 'Metrics that dashboards use, by name, with the number of dashboards; at most 100',
    tags,
    querystring: MetricsQuery,
    response: { 200: UsedMetricList },
  };
  app.get<{ Querystring: Static<typeof MetricsQuery> }>(
    `${root}/metrics`,
    { schema: metricsSchema },
    async ({ query }, reply) => {
      reply.header('cache-control', 'no-store');
      const metrics = await store.dashboards.metricNames({
        prefix: query.prefix ?? '',
        ...(query.projects === undefined ? {} : { projects: namesOf(query.projects) }),
      });
      return { metrics };
    },
  );
}

function filterOf(query: FacetsQuery, person: string): DashboardFilter {
  const projects = query.projects === undefined ? undefined : namesOf(query.projects.toLowerCase());
  const [project = ''] = projects ?? [];
  return {
    ...(query.q === undefined || query.q.trim() === '' ? {} : { text: query.q }),
    ...(projects === undefined ? {} : { projects }),
    ...(query.tags === undefined ? {} : { tags: namesOf(query.tags) }),
    ...(query.owner === undefined ? {} : { owner: query.owner }),
    ...(query.panelKind === undefined ? {} : { panelKind: query.panelKind }),
    ...(query.metric === undefined ? {} : { metric: query.metric }),
    ...(query.folder === undefined
      ? {}
      : { folder: { project, folder: query.folder.toLowerCase(), path: query.path ?? '' } }),
    ...(query.favourites === true ? { favouritesOf: person } : {}),
  };
}

function orderingOf(
  query: ListQuery,
  person: string,
): Pick<DashboardSearch, 'sort' | 'order' | 'limit' | 'person'> & Partial<DashboardSearch> {
  const sort = query.sort ?? 'name';
  return {
    sort,
    // Names from A, times from the newest: what people mean when they say nothing.
    order: query.order ?? (sort === 'updated' || sort === 'viewed' ? 'descending' : 'ascending'),
    limit: query.limit ?? 50,
    person,
    ...(query.favouritesFirst === true ? { favouritesFirstOf: person } : {}),
    ...(query.after === undefined ? {} : { after: query.after }),
  };
}

function namesOf(text: string): readonly string[] {
  return text.split(',').filter((name) => name !== '');
}
