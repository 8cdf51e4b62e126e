import type { FastifyInstance } from 'fastify';
import { ServerError } from '../errors/server-error.ts';
import type { PluginPackages } from '../static/plugin-packages.ts';
import { sendStatic } from '../static/send-static.ts';
import { opaque } from './opaque.ts';

/** `GET /plugins/<module>[~version]/<file>`: the federated code of the Perses plugins, from the npm packages. */
export function registerPlugins(app: FastifyInstance, plugins: PluginPackages): void {
  const schema = { hide: true, response: { 200: opaque('A file of a plugin') } };
  app.get<{ Params: { '*': string } }>('/plugins/*', { schema }, async (request, reply) => {
    const file = plugins.files.get(request.params['*']);
    if (file === undefined) throw new ServerError('route_not_found');
    return sendStatic(request, reply, file, null);
  });
}
