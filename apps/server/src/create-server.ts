import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { createGateway, createUpstreams, type CacheSettings } from '@hecate/gateway';
import type { Store } from '@hecate/store';
import type { Config } from './config/config-schema.ts';
import { startIndexFill } from './documents/index-fill.ts';
import { createWriteBound } from './documents/write-bound.ts';
import { observeWrites } from './documents/observe-writes.ts';
import { everyoneOnLoopback, type MayUseSecret } from './documents/secret-rights.ts';
import { createEphemeralCleaner } from './documents/ephemeral-cleaner.ts';
import { createDatasourceDirectory } from './datasources/datasource-directory.ts';
import { checkPrometheusFiles } from './datasources/prometheus-files.ts';
import { createApp } from './http/create-app.ts';
import type { BoundReading } from './metrics/observe-bounds.ts';
import { createServerMetrics } from './metrics/server-metrics.ts';
import { registerOpenApi } from './openapi.ts';
import { createConsolePage } from './routes/console-page.ts';
import type { Backfill } from './routes/api/hecate/v1/session.ts';
import { registerRoutes } from './routes/register-routes.ts';
import { compressInBackground } from './static/compressed-copies.ts';
import { findPluginPackages, type PluginPackages } from './static/plugin-packages.ts';
import { fillPlaceholder } from './static/fill-placeholder.ts';
import { listStaticFiles, type StaticFile } from './static/static-files.ts';
import { openTlsFiles } from './tls/tls-files.ts';
import { trimHeap } from './trim-heap.ts';
import { runningVersions, versionsBelowFloor } from './version-floors.ts';

/** Most pools of datasources kept open; the one not asked for longest is closed first. */
const upstreamLimit = 64;

export interface ServerOptions {
  readonly config: Config;
  readonly logger: FastifyBaseLogger;
  /** The documents; whoever opened the store closes it after the server. */
  readonly store: Store;
  /** Version of Hecate, as `/api/v1/health` shows it. */
  readonly version: string;
  /** Folder of the built browser app; a folder that is not there means that it is not built. */
  readonly webDist: string;
  /** Folder of the browser app's package, whose plugin dependencies are served below `/plugins`; null serves none. */
  readonly webPackage: string | null;
  /**
   * True when the numbers come from the simulated cluster.
   * @default false
   */
  readonly isSimulated?: boolean;
  /**
   * Progress of filling the simulated past; null when there is nothing to fill.
   * @default () => null
   */
  readonly backfill?: () => Backfill;
  /**
   * Who may have which secret sent along by a datasource.
   * @default everyone, because the server listens on loopback only while there is no login
   */
  readonly mayUseSecret?: MayUseSecret;
  /** Bytes of the log that wait for the disk; not shown where the log has no buffer of its own. */
  readonly logWaiting?: () => BoundReading;
  /**
   * Folder in which an archive that is imported waits unpacked.
   * @default os.tmpdir()
   */
  readonly scratchFolder?: string;
  /**
   * Milliseconds since 1970.
   * @default Date.now
   */
  readonly clock?: () => number;
  /**
   * Monotonic milliseconds.
   * @default performance.now
   */
  readonly now?: () => number;
  /**
   * Versions of the parts that have a floor.
   * @default runningVersions()
   */
  readonly versions?: Readonly<Record<string, string | undefined>>;
  /**
   * Checks every answer against its response schema.
   * @default true when NODE_ENV is `test`
   */
  readonly checksContracts?: boolean;
}

/** The HTTP process: listens, answers, and stops with the answers under way finished. */
export interface HecateServer {
  /** Starts to listen where the configuration says; resolves with the URL people open. */
  listen(): Promise<{ readonly url: string }>;
  /** Lets answers under way finish for at most `server.stopTimeout`, then cuts the connections. */
  close(): Promise<void>;
  readonly app: FastifyInstance;
  /** Resolves when the compressed copies of the console's files are made. */
  readonly whenCompressed: Promise<void>;
}

/** Builds the server from its parts; throws when a part is older than its floor. */
export async function createServer(options: ServerOptions): Promise<HecateServer> {
  const { config, logger } = options;
  const tooOld = versionsBelowFloor(options.versions ?? runningVersions());
  if (tooOld.length > 0) throw new Error(tooOld.join('\n'));
  await checkPrometheusFiles(config);
  const { clock = Date.now, now = () => performance.now() } = options;
  const metrics = createServerMetrics(options.version);
  const { tlsCertFile, tlsKeyFile } = config.server;
  const tls =
    tlsCertFile === null || tlsKeyFile === null ? null : openTlsFiles(tlsCertFile, tlsKeyFile, logger);
  const checksContracts = options.checksContracts ?? process.env['NODE_ENV'] === 'test';

  const stopping = new AbortController();
  const files: ReadonlyMap<string, StaticFile> = existsSync(options.webDist)
    ? fillPlaceholder(listStaticFiles(options.webDist), config.server.apiPrefix)
    : new Map<string, StaticFile>();
  const copies = compressInBackground([...files.values()], stopping.signal, (error) =>
    logger.warn({ err: error }, 'a file of the console could not be compressed; it is sent as it is'),
  );
  const consolePage = createConsolePage({ files, copies });
  const app = createApp({ config, logger, metrics, tls, consolePage, checksContracts });
  const plugins: PluginPackages =
    options.webPackage === null ? { modules: [], files: new Map() } : findPluginPackages(options.webPackage);

  const upstreams = createUpstreams({
    limit: upstreamLimit,
    connections: config.datasource.poolSize,
    timeoutMs: config.datasource.queryTimeoutMs,
    maxResponseBytes: config.datasource.responseLimitBytes,
    denyAddresses: config.datasource.denyAddresses,
    onExchange: (exchange) => metrics.upstreamAnswered(exchange),
  });
  metrics.observeUpstreams(() => upstreams.stats());
  metrics.observeBound('prepared statements', () => options.store.statements());
  if (options.logWaiting !== undefined) metrics.observeBound('log bytes', options.logWaiting);
  metrics.observeBound('datasource pools', () => upstreams.pools());
  const datasources = createDatasourceDirectory({
    store: options.store,
    upstreams,
    config,
    now,
    observeBound: metrics.observeBound,
  });

  const gateway = createGateway({
    cache: queryCache(config),
    clock,
    onCacheFault: (error) => logger.error({ err: error }, 'an answer could not be kept'),
  });
  metrics.observeQueryCache(() => gateway.cacheStats());

  const writeBound = createWriteBound(metrics.observeBound);
  const store = observeWrites(options.store, writeBound, () => datasources.forget());

  const indexFill = startIndexFill({
    store: options.store,
    signal: stopping.signal,
    logger,
    registry: metrics.registry,
  });
  await registerOpenApi(app, options.version);
  await app.register(async (scope) =>
    registerRoutes(scope, {
      isSimulated: false,
      backfill: () => null,
      mayUseSecret: everyoneOnLoopback,
      scratchFolder: tmpdir(),
      ...options,
      store,
      clock,
      now,
      metrics,
      gateway,
      datasources,
      files,
      copies,
      consolePage,
      plugins,
      indexFill,
      writeBound,
    }),
  );
  await app.ready();
  if (config.ephemeralDashboard.isEnabled && !config.server.isReadonly) {
    createEphemeralCleaner({
      store,
      clock,
      monotonic: now,
      intervalMs: config.ephemeralDashboard.cleanupIntervalMs,
      onCleaned: (count) => metrics.ephemeralDashboardsRemoved(count),
      onFailure: (error) => logger.warn({ err: error }, 'expired dashboards were not removed; tried again'),
    }).run(stopping.signal);
  }

  return {
    app,
    whenCompressed: copies.whenDone,
    listen: async () => {
      trimHeap();
      await app.listen({ host: config.server.host, port: config.server.port });
      return { url: openUrl(app, config) };
    },
    close: async () => {
      stopping.abort();
      const cut = setTimeout(() => app.server.closeAllConnections(), config.server.stopTimeoutMs);
      try {
        await app.close();
      } finally {
        clearTimeout(cut);
        await upstreams.close(0);
        await indexFill.whenDone;
        tls?.close();
        metrics.close();
      }
    },
  };
}

/** The URL people open, with the port that the system chose where none was asked for. */
function openUrl(app: FastifyInstance, config: Config): string {
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.server.port;
  const host = config.server.host.includes(':') ? `[${config.server.host}]` : config.server.host;
  const scheme = config.server.tlsCertFile === null ? 'http' : 'https';
  return `${scheme}://${host}:${port}${config.server.apiPrefix}`;
}

function queryCache({ query }: Config): CacheSettings {
  return {
    maxBytes: query.cacheLimitBytes,
    tenantShare: query.cacheTenantPercent / 100,
    maxEntryBytes: query.cacheEntryLimitBytes,
    finalityMs: query.cacheFinalityMs,
    shareMs: query.cacheShareMs,
  };
}
