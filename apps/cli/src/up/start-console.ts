import { join } from 'node:path';
import {
  ConfigError,
  createLogger,
  createServer,
  readConfig,
  type Config,
  type HecateServer,
} from '@hecate/server';
import type { Store } from '@hecate/store';
import { projectRoot } from '../project-root.ts';
import { UsageError } from '../usage-error.ts';
import { openBoundedLog } from './bounded-log.ts';
import type { UpOptions } from './options.ts';

/** Variables of other rooms that share the prefix of the server's configuration. */
const otherRooms = /^HECATE_(CACHE|TEST_\w+|E2E_URL|PROMETHEUS|PROMTOOL|NODE_EXPORTER|CHROMIUM)$/;

/** Starts the HTTP process inside this one; its log goes to a file that is bounded. */
export async function startConsole(options: {
  readonly options: UpOptions;
  readonly port: number;
  readonly store: Store;
  readonly prometheusUrl: URL;
  readonly webDist: string;
  readonly version: string;
  readonly backfill: () => { readonly fraction: number; readonly message: string } | null;
  readonly logFile: string;
  /** Where an archive that is imported waits unpacked. */
  readonly scratchFolder: string;
}): Promise<HecateServer & { readonly url: string }> {
  const config = consoleConfig(options.options, {
    port: String(options.port),
    ...prometheusFlag(options.prometheusUrl),
  });
  const log = openBoundedLog(options.logFile);
  const logger = createLogger(config.log.level, log);
  const server = await createServer({
    config,
    logger,
    store: options.store,
    version: options.version,
    webDist: options.webDist,
    webPackage: join(projectRoot, 'apps/web'),
    isSimulated: options.options.simulator,
    backfill: options.backfill,
    logWaiting: log.waiting,
    scratchFolder: options.scratchFolder,
  });
  const { url } = await server.listen();
  return { ...server, url };
}

/** How a Prometheus is named to the configuration. */
export function prometheusFlag(url: URL | null): Readonly<Record<string, string>> {
  return url === null ? {} : { prometheus: url.href.replace(/\/$/, '') };
}

/** File and environment under the flags that `hecate up` decides itself; throws UsageError with every mistake in them. */
export function consoleConfig(options: UpOptions, flags: Readonly<Record<string, string>>): Config {
  const { tls, configFile } = options;
  try {
    return readConfig({
      ...(configFile === null ? {} : { file: configFile }),
      env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !otherRooms.test(name))),
      flags: { ...flags, ...(tls === null ? {} : { 'tls-cert': tls.certFile, 'tls-key': tls.keyFile }) },
    });
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(error.message);
    throw error;
  }
}
