import type { FastifyInstance } from 'fastify';
import { ServerError } from '../errors/server-error.ts';
import { sendStatic } from '../static/send-static.ts';
import type { CompressedCopies } from '../static/compressed-copies.ts';
import type { StaticFile } from '../static/static-files.ts';
import type { ConsolePage } from './console-page.ts';
import { opaque } from './opaque.ts';

/** The pages of the console; any other path is a 404, which the page of the console shows to people and JSON to programs. */
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
  readonly consolePage: ConsolePage;
}

/** The console's page on each of its paths, with and without a slash at the end, and the files it loads. */
export function registerPages(app: FastifyInstance, { files, copies, consolePage }: PagesDeps): void {
  const schema = { hide: true, response: { 200: opaque('The page of the console') } };
  for (const path of new Set<string>([...pagePaths, ...persesPagePaths])) {
    for (const spelling of path === '/' ? ['/'] : [path, `${path}/`]) {
      app.get(spelling, { schema }, async (request, reply) => consolePage.send(request, reply));
    }
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
