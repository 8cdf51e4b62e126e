import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { canonicalTarget } from '@hecate/gateway';
import { validateName, type ResourceKind } from '@hecate/perses';
import { askDatasource, type AskDeps } from '../../datasources/ask-datasource.ts';
import { readAsker } from '../../datasources/read-asker.ts';
import type { DatasourceDirectory, DatasourceReference } from '../../datasources/datasource-directory.ts';
import { rawRequest } from '../../datasources/raw-body.ts';
import { sendAnswer } from '../../datasources/send-answer.ts';
import { isAsked, type KindSwitches } from '../../documents/served-kinds.ts';
import { opaque } from '../opaque.ts';

export interface ProxyDeps extends AskDeps {
  readonly datasources: DatasourceDirectory;
}

interface Params {
  readonly name: string;
  readonly project?: string;
  readonly dashboard?: string;
  readonly ephemeral?: string;
}

/** Every base path of the proxy, with where its datasources are saved. */
const bases = [
  { base: '/proxy/globaldatasources/:name', scope: 'global' },
  { base: '/proxy/projects/:project/datasources/:name', scope: 'project' },
  { base: '/proxy/projects/:project/dashboards/:dashboard/datasources/:name', scope: 'dashboard' },
  // Ours: Perses asks the dashboard of the same name, whose datasource may be another one.
  {
    base: '/proxy/projects/:project/ephemeraldashboards/:ephemeral/datasources/:name',
    scope: 'dashboard',
    kind: 'EphemeralDashboard',
  },
] as const satisfies readonly {
  readonly base: string;
  readonly scope: DatasourceReference['scope'];
  readonly kind?: ResourceKind;
}[];

/** `/proxy/…/<datasource>/*`: passes questions on to a saved datasource, read once and printed again. */
export function registerSavedProxy(app: FastifyInstance, deps: ProxyDeps, switches: KindSwitches): void {
  const schema = {
    summary: 'Ask a saved datasource',
    tags: ['query'],
    response: { default: opaque('What the datasource answered') },
  };
  for (const { base } of bases.filter((one) => isAsked(one, switches))) {
    const depth = base.split('/').length;
    const handler = async (
      request: FastifyRequest<{ Params: Params }>,
      reply: FastifyReply,
    ): Promise<FastifyReply> => {
      const { path, search } = canonicalTarget(request.raw.url ?? '');
      const below = `/${path.split('/').slice(depth).join('/')}`;
      const datasource = await deps.datasources.find(referenceOf(request.params));
      const raw = rawRequest(request, below, search);
      return sendAnswer(reply, await askDatasource(deps, datasource, raw, readAsker(request, reply)));
    };
    for (const url of [base, `${base}/*`]) {
      app.route<{ Params: Params }>({
        method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
        url,
        schema: { ...schema, hide: url === base },
        handler,
      });
    }
  }
}

/** The names of the path, checked before anything is looked up; saved documents have lower-case names. */
function referenceOf({ name, project, dashboard, ephemeral }: Params): DatasourceReference {
  for (const part of [name, project, dashboard, ephemeral]) if (part !== undefined) validateName(part);
  if (project === undefined) return { scope: 'global', name: name.toLowerCase() };
  const within = dashboard ?? ephemeral;
  if (within === undefined)
    return { scope: 'project', project: project.toLowerCase(), name: name.toLowerCase() };
  return {
    scope: 'dashboard',
    kind: dashboard === undefined ? 'EphemeralDashboard' : 'Dashboard',
    project: project.toLowerCase(),
    dashboard: within.toLowerCase(),
    name,
  };
}
