import { join } from 'node:path';
import { createLogger, createServer, readConfig, type HecateServer } from '@hecate/server';
import type { Store } from '@hecate/store';
import pino from 'pino';
import { projectRoot } from '../project-root.ts';
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
}): Promise<HecateServer & { readonly url: string }> {
  const { tls } = options.options;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !otherRooms.test(name)));
  const config = readConfig({
    env,
    flags: {
      port: String(options.port),
      prometheus: options.prometheusUrl.href.replace(/\/$/, ''),
      ...(tls === null ? {} : { 'tls-cert': tls.certFile, 'tls-key': tls.keyFile }),
    },
  });
  const logger = createLogger(config.log.level, openBoundedLog(options.logFile, pino.destination));
  const server = await createServer({
    config,
    logger,
    store: options.store,
    version: options.version,
    webDist: options.webDist,
    webPackage: join(projectRoot, 'apps/web'),
    isSimulated: options.options.simulator,
    backfill: options.backfill,
  });
  const { url } = await server.listen();
  return { ...server, url };
}
