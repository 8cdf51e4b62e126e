import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { PluginModule, type PluginPackages } from '../../../static/plugin-packages.ts';

/** `GET /api/v1/plugins`: the plugin modules that `/plugins` serves. */
export function registerPluginList(app: FastifyInstance, plugins: PluginPackages): void {
  const schema = {
    summary: 'Plugin modules that this server has',
    tags: ['perses'],
    response: { 200: Type.Array(PluginModule) },
  };
  app.get('/api/v1/plugins', { schema }, async () => plugins.modules);
}
