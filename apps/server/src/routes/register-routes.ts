import type { FastifyInstance } from 'fastify';
import { templates } from '@hecate/catalogue';
import type { Gateway } from '@hecate/gateway';
import type { ServerOptions } from '../create-server.ts';
import { createBackfillWatch } from '../datasources/backfill-watch.ts';
import type { DatasourceDirectory } from '../datasources/datasource-directory.ts';
import { acceptRawBody } from '../datasources/raw-body.ts';
import { acceptDocumentText } from '../documents/document-body.ts';
import { createDashboardChanges } from '../documents/dashboard-changes.ts';
import type { WriteBound } from '../documents/write-bound.ts';
import { createDocumentService } from '../documents/document-service.ts';
import { createFolderService } from '../documents/folder-service.ts';
import type { IndexFill } from '../documents/index-fill.ts';
import type { MayUseSecret } from '../documents/secret-rights.ts';
import { servedKinds } from '../documents/served-kinds.ts';
import { createInventory } from '../inventory/create-inventory.ts';
import { createSharedInventory } from '../inventory/shared-inventory.ts';
import type { ServerMetrics } from '../metrics/server-metrics.ts';
import { createTransferGate } from '../transfer/transfer-gate.ts';
import { transferLimits } from '../transfer/transfer-limits.ts';
import type { CompressedCopies } from '../static/compressed-copies.ts';
import type { PluginPackages } from '../static/plugin-packages.ts';
import type { StaticFile } from '../static/static-files.ts';
import type { ConsolePage } from './console-page.ts';
import { registerConfig } from './api/config.ts';
import { registerCacheFlush } from './api/hecate/v1/cache/flush.ts';
import { registerConfiguration } from './api/hecate/v1/configuration.ts';
import { registerConvert } from './api/hecate/v1/convert.ts';
import { registerDashboardList } from './api/hecate/v1/dashboards.ts';
import { registerDashboardChanges } from './api/hecate/v1/dashboards/changes.ts';
import { registerDatasourceTest } from './api/hecate/v1/datasources/test.ts';
import { registerExport } from './api/hecate/v1/export.ts';
import { registerImport } from './api/hecate/v1/import.ts';
import { registerFavourites } from './api/hecate/v1/favourites.ts';
import { registerFolders } from './api/hecate/v1/folders.ts';
import { registerOverview } from './api/hecate/v1/overview.ts';
import { registerOpenApiDocument } from './api/hecate/v1/openapi.ts';
import { registerRecentDashboards } from './api/hecate/v1/recent-dashboards.ts';
import { registerRevisions } from './api/hecate/v1/revisions.ts';
import { registerSession, type Backfill } from './api/hecate/v1/session.ts';
import { registerTemplates } from './api/hecate/v1/templates.ts';
import { registerTemplateCheck } from './api/hecate/v1/templates/check.ts';
import { registerWorkloads } from './api/hecate/v1/workloads.ts';
import { registerWorkload } from './api/hecate/v1/workloads/workload.ts';
import { registerDatasourceHealth } from './api/v1/datasources/health.ts';
import { registerDocuments } from './api/v1/documents.ts';
import { registerHealth } from './api/v1/health.ts';
import { registerMetricsQuery } from './api/v1/metrics/query.ts';
import { registerPluginList } from './api/v1/plugins.ts';
import { registerWhoami } from './api/v1/user/whoami.ts';
import { registerView } from './api/v1/view.ts';
import { registerMigrate } from './api/migrate.ts';
import { registerValidate } from './api/validate.ts';
import { registerLiveness } from './liveness.ts';
import { registerMetrics } from './metrics.ts';
import { registerPages } from './pages.ts';
import { registerPlugins } from './plugins.ts';
import { registerPrometheus } from './prometheus.ts';
import { registerSavedProxy } from './proxy/saved.ts';
import { registerUnsavedProxy } from './proxy/unsaved.ts';

/** The server's parts and what is made of them at the start. */
export interface RouteParts extends ServerOptions {
  readonly isSimulated: boolean;
  readonly mayUseSecret: MayUseSecret;
  readonly scratchFolder: string;
  readonly backfill: () => Backfill;
  readonly metrics: ServerMetrics;
  readonly gateway: Gateway;
  readonly datasources: DatasourceDirectory;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly files: ReadonlyMap<string, StaticFile>;
  readonly copies: CompressedCopies | null;
  readonly consolePage: ConsolePage;
  readonly plugins: PluginPackages;
  readonly indexFill: IndexFill;
  readonly writeBound: WriteBound;
}

/** Every route of the server: the two API doors, the queries, the files. */
export async function registerRoutes(app: FastifyInstance, parts: RouteParts): Promise<void> {
  const { config, store, metrics, plugins, gateway, datasources, now, clock } = parts;
  const { mayUseSecret } = parts;
  const documents = createDocumentService({
    store,
    mayUseSecret,
    config,
    writeBound: parts.writeBound,
  });
  const { isReadonly } = config.server;
  const kinds = servedKinds(config);
  const asking = {
    gateway,
    datasources,
    deadlineMs: config.datasource.queryTimeoutMs,
    isFilling: createBackfillWatch(() => parts.backfill() !== null, now),
  };

  const inventory = createSharedInventory({
    inventory: createInventory({ datasources, clock, isFillingIn: () => parts.backfill() !== null }),
    now,
    onAnswer: (how) => metrics.inventoryAnswered(how),
    observeBound: metrics.observeBound,
  });

  registerConfig(app, config);
  registerHealth(app, parts);
  registerPluginList(app, plugins);
  registerView(app, { documents, metrics, personal: store.personal, isReadonly });
  registerWhoami(app);
  registerDatasourceHealth(app, { datasources, config, clock, now, observeBound: metrics.observeBound });
  registerMetricsQuery(app, asking);

  registerSession(app, {
    store,
    datasources,
    now,
    version: parts.version,
    isSimulated: parts.isSimulated,
    backfill: parts.backfill,
    observeBound: metrics.observeBound,
  });
  registerOverview(app, inventory);
  registerWorkloads(app, inventory);
  registerWorkload(app, inventory);
  registerTemplates(app, templates);
  registerTemplateCheck(app, {
    datasources,
    templates,
    now,
    workloads: async (project) => (await inventory.workloads(project)).workloads,
    observeBound: metrics.observeBound,
  });
  registerCacheFlush(app, gateway);
  registerConfiguration(app, config);
  registerConvert(app);
  registerOpenApiDocument(app);
  const folders = createFolderService(store, documents);
  const changes = createDashboardChanges({ store, documents, folders });
  registerDashboardList(app, { store, indexing: () => parts.indexFill.progress() });
  registerDashboardChanges(app, { changes, isReadonly });
  registerFolders(app, { folders, isReadonly });
  registerFavourites(app, { store, isReadonly });
  registerRecentDashboards(app, store);
  registerRevisions(app, { store, documents, kinds, isReadonly });

  // A scope for each way of taking bodies: documents as text, queries as bytes, everything else as JSON.
  await app.register(async (scope) => {
    acceptDocumentText(scope);
    registerDocuments(scope, { store, documents, kinds, isReadonly });
    registerValidate(scope, documents, kinds);
    registerMigrate(scope);
    registerDatasourceTest(scope, { datasources, mayUseSecret, now });
  });
  await app.register(async (scope) => {
    acceptRawBody(scope);
    registerSavedProxy(scope, asking, config);
    registerPrometheus(scope, asking);
  });
  const gate = createTransferGate(transferLimits.running);
  metrics.observeTransfers(() => gate.running());
  registerExport(app, { store, gate });
  if (!isReadonly) {
    await app.register(async (scope) =>
      registerImport(scope, { store, documents, gate, scratchFolder: parts.scratchFolder }),
    );
  }
  registerUnsavedProxy(app, { ...asking, mayUseSecret }, config);

  registerPlugins(app, plugins);
  registerMetrics(app, metrics);
  registerLiveness(app, async () => (await store.health()).ok);
  registerPages(app, parts);
}
