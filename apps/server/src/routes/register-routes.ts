import type { FastifyInstance } from 'fastify';
import type { ServerOptions } from '../create-server.ts';
import type { ServerMetrics } from '../metrics/server-metrics.ts';
import type { CompressedCopies } from '../static/compressed-copies.ts';
import type { PluginPackages } from '../static/plugin-packages.ts';
import type { StaticFile } from '../static/static-files.ts';
import { createDocumentService } from '../documents/document-service.ts';
import { acceptDocumentText } from '../documents/document-body.ts';
import { registerConfig } from './api/config.ts';
import { registerOpenApiDocument } from './api/hecate/v1/openapi.ts';
import { registerDocuments } from './api/v1/documents.ts';
import { registerHealth } from './api/v1/health.ts';
import { registerPluginList } from './api/v1/plugins.ts';
import { registerView } from './api/v1/view.ts';
import { registerValidate } from './api/validate.ts';
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
export async function registerRoutes(app: FastifyInstance, parts: RouteParts): Promise<void> {
  const { config, store, metrics, plugins } = parts;
  const documents = createDocumentService(store);

  registerConfig(app, config);
  registerHealth(app, parts);
  registerPluginList(app, plugins);
  registerView(app, { documents, metrics });
  registerOpenApiDocument(app);
  await app.register(async (scope) => {
    acceptDocumentText(scope);
    registerDocuments(scope, { store, documents, isReadonly: config.server.isReadonly });
    registerValidate(scope, documents);
  });
  registerPlugins(app, plugins);
  registerMetrics(app, metrics);
  registerLiveness(app, async () => (await store.health()).ok);
  registerPages(app, parts);
}
