import type { FastifyInstance } from 'fastify';
import type { ServerOptions } from '../create-server.ts';
import type { ServerMetrics } from '../metrics/server-metrics.ts';
import type { CompressedCopies } from '../static/compressed-copies.ts';
import type { PluginPackages } from '../static/plugin-packages.ts';
import type { StaticFile } from '../static/static-files.ts';
import { registerConfig } from './api/config.ts';
import { registerOpenApiDocument } from './api/hecate/v1/openapi.ts';
import { registerPluginList } from './api/v1/plugins.ts';
import { registerLiveness } from './liveness.ts';
import { registerMetrics } from './metrics.ts';
import { registerPages } from './pages.ts';
import { registerPlugins } from './plugins.ts';

/** The server's parts and what is made of them at the start. */
export interface RouteParts extends ServerOptions {
  readonly metrics: ServerMetrics;
  readonly files: ReadonlyMap<string, StaticFile>;
  readonly copies: CompressedCopies | null;
  readonly plugins: PluginPackages;
}

/** Every route of the server, in the order of the URL space. */
export function registerRoutes(app: FastifyInstance, parts: RouteParts): void {
  registerConfig(app, parts.config);
  registerPluginList(app, parts.plugins);
  registerOpenApiDocument(app);
  registerPlugins(app, parts.plugins);
  registerMetrics(app, parts.metrics);
  registerLiveness(app, async () => true);
  registerPages(app, parts);
}
