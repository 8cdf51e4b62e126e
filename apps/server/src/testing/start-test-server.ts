import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteStore, type Store } from '@hecate/store';
import { createLogger } from '../create-logger.ts';
import { createServer, type HecateServer, type ServerOptions } from '../create-server.ts';
import { readConfig } from '../config/read-config.ts';

export interface TestServer {
  readonly server: HecateServer;
  readonly url: string;
  readonly port: number;
  readonly store: Store;
  /** Lines of the log so far, as written. */
  readonly log: readonly string[];
  /** A folder of this server alone, removed when it stops. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** A server on a free loopback port with checked contracts and a log in memory. */
export async function startTestServer(
  env: Readonly<Record<string, string>> = {},
  more: Partial<ServerOptions> = {},
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'hecate-server-'));
  const log: string[] = [];
  const config = readConfig({ env: { HECATE_SERVER_PORT: '0', ...env }, flags: {} });
  const store = await createSqliteStore({ file: join(folder, 'hecate.sqlite'), clock: Date.now });
  const server = await createServer({
    config,
    logger: createLogger(config.log.level, { write: (line) => void log.push(line) }),
    store,
    version: '0.0.0-test',
    webDist: join(folder, 'no-dist'),
    webPackage: null,
    checksContracts: true,
    scratchFolder: folder,
    ...more,
  }).catch(async (error: unknown) => {
    await store.close();
    rmSync(folder, { recursive: true });
    throw error;
  });
  const { url } = await server.listen();
  return {
    server,
    url,
    store,
    port: Number(new URL(url).port),
    log,
    folder,
    stop: async () => {
      await server.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
