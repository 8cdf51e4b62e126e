import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type, type Static } from 'typebox';
import { canonicalTarget } from '@hecate/gateway';
import { readJson } from '@hecate/perses';
import { askDatasource } from '../../datasources/ask-datasource.ts';
import { readAsker } from '../../datasources/read-asker.ts';
import { sendAnswer } from '../../datasources/send-answer.ts';
import { opaque } from '../opaque.ts';
import { requireSecrets, type MayUseSecret } from '../../documents/secret-rights.ts';
import { placeProject } from '../../documents/document-service.ts';
import { isAsked, type KindSwitches } from '../../documents/served-kinds.ts';
import { whoAsks } from '../../documents/written-by.ts';
import type { ProxyDeps } from './saved.ts';

const Unsaved = Type.Object({
  method: Type.Union(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => Type.Literal(method))),
  /** The request's body in base64. */
  body: Type.Optional(Type.Union([Type.String({ maxLength: 1_500_000 }), Type.Null()])),
  /** The spec of the datasource document that is being written. */
  spec: Type.Unknown(),
});
type Unsaved = Static<typeof Unsaved>;

/** Every base path, with the kind whose secrets the datasource may name. */
const bases = [
  { base: '/proxy/unsaved/globaldatasources', kind: 'GlobalDatasource', scope: 'global' },
  { base: '/proxy/unsaved/projects/:project/datasources', kind: 'Datasource', scope: 'project' },
  {
    base: '/proxy/unsaved/projects/:project/dashboards/:dashboard/datasources',
    kind: 'Datasource',
    scope: 'dashboard',
  },
] as const;

export interface UnsavedProxyDeps extends ProxyDeps {
  readonly mayUseSecret: MayUseSecret;
}

/** `POST /proxy/unsaved/…/*`: asks a datasource that is not saved yet, by the same rules as a saved one. */
export function registerUnsavedProxy(
  app: FastifyInstance,
  deps: UnsavedProxyDeps,
  switches: KindSwitches,
): void {
  const schema = {
    summary: 'Ask a datasource that is not saved',
    tags: ['query'],
    body: Unsaved,
    response: { default: opaque('What the datasource answered') },
  };
  for (const { base, kind } of bases.filter(({ scope }) => isAsked({ scope }, switches))) {
    const depth = base.split('/').length;
    const handler = async (
      request: FastifyRequest<{ Body: Unsaved; Params: { readonly project?: string } }>,
      reply: FastifyReply,
    ): Promise<FastifyReply> => {
      const { path, search } = canonicalTarget(request.raw.url ?? '');
      const below = `/${path.split('/').slice(depth).join('/')}`;
      const { method, body, spec } = request.body;
      const project = placeProject(kind, request.params.project);
      const use = {
        who: whoAsks(request),
        kind,
        project: project ?? '',
        spec: readJson(JSON.stringify(spec ?? null)).value,
      };
      await requireSecrets(deps.mayUseSecret, use);
      const datasource = await deps.datasources.fromSpec({ spec, name: 'unsaved', project });
      const bytes = typeof body === 'string' && body !== '' ? Buffer.from(body, 'base64') : undefined;
      const isPrometheus = datasource.pluginKind === 'PrometheusDatasource';
      const raw = {
        method,
        path: below,
        search,
        contentType: isPrometheus ? 'application/x-www-form-urlencoded' : 'application/json',
        body: bytes,
      };
      return sendAnswer(reply, await askDatasource(deps, datasource, raw, readAsker(request, reply)));
    };
    for (const url of [base, `${base}/*`]) {
      app.post<{ Body: Unsaved; Params: { readonly project?: string } }>(
        url,
        { schema: { ...schema, hide: url === base } },
        handler,
      );
    }
  }
}
