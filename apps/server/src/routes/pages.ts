import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ServerError } from '../errors/server-error.ts';
import { pagePolicy } from '../http/security-headers.ts';
import { sendStatic } from '../static/send-static.ts';
import type { CompressedCopies } from '../static/compressed-copies.ts';
import { contentOf, inlineScriptHashes, type StaticFile } from '../static/static-files.ts';
import { opaque } from './opaque.ts';

/** The pages of the console; any other path is a 404, so that a mistyped URL is not an empty page. */
export const pagePaths = [
  '/',
  '/workloads',
  '/workloads/:namespace/:kind/:name',
  '/dashboards',
  '/projects',
  '/projects/:project',
  '/projects/:project/dashboards/:name',
  '/projects/:project/ephemeraldashboards/:name',
  '/gallery',
  '/explore',
  '/admin',
  '/settings',
  '/transfer',
] as const;

/** The pages that the Perses UI has beside these, for a server that serves its build. */
const persesPagePaths = ['/sign-in', '/sign-up', '/import', '/config', '/profile'] as const;

export interface PagesDeps {
  /** Files of the built browser app by path; empty when it is not built. */
  readonly files: ReadonlyMap<string, StaticFile>;
  readonly copies: CompressedCopies | null;
}

/** The console's page on each of its paths, and the files it loads. */
export function registerPages(app: FastifyInstance, { files, copies }: PagesDeps): void {
  const page = files.get('index.html');
  const policy = page === undefined ? '' : pagePolicy(inlineScriptHashes(contentOf(page).toString('utf8')));
  const schema = { hide: true, response: { 200: opaque('The page of the console') } };
  const sendPage = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (page === undefined) throw new ServerError('console_missing');
    reply.header('content-security-policy', policy);
    return sendStatic(request, reply, page, copies);
  };
  for (const path of new Set<string>([...pagePaths, ...persesPagePaths])) {
    app.get(path, { schema }, sendPage);
  }

  const fileSchema = { hide: true, response: { 200: opaque('A file of the console') } };
  for (const [path, file] of files) {
    if (path.includes('/') || path === 'index.html') continue;
    app.get(`/${path}`, { schema: fileSchema }, async (request, reply) =>
      sendStatic(request, reply, file, copies),
    );
  }
  app.get<{ Params: { '*': string } }>('/assets/*', { schema: fileSchema }, async (request, reply) => {
    const file = files.get(`assets/${request.params['*']}`);
    if (file === undefined) throw new ServerError('route_not_found');
    return sendStatic(request, reply, file, copies);
  });
}
