import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createResolver, createRunner, freePort } from '@hecate/components';
import { createSqliteStore } from '@hecate/store';
import { projectRoot } from '../project-root.ts';
import { UsageError } from '../usage-error.ts';
import { closeEverything, type Closer } from './close-everything.ts';
import { firstFreePort } from './first-free-port.ts';
import { createFirstDocuments, keepOwnDatasource } from './first-documents.ts';
import { openBrowser } from './open-browser.ts';
import type { UpOptions } from './options.ts';
import { rememberedPorts } from './remembered-ports.ts';
import { consoleConfig, prometheusFlag, startConsole } from './start-console.ts';
import { startMonitoring } from './start-monitoring.ts';
import { takeStateFolder } from './state-folder.ts';
import { builtWebApp } from './web-app.ts';

/** What `hecate up` needs of the outside. */
export interface UpDependencies {
  readonly report: (line: string) => void;
}

/** Runs until Ctrl-C or SIGTERM; answers the exit code. Everything it started has ended when it returns. */
export async function runUp(asked: UpOptions, { report }: UpDependencies): Promise<number> {
  const configured = consoleConfig(asked, prometheusFlag(asked.prometheus));
  const prometheus = asked.prometheus ?? urlOrNull(configured.prometheus.url);
  // The simulated cluster writes its past into the data folder of the Prometheus that scrapes it: it needs one of its own.
  const options = { ...asked, prometheus, simulator: asked.simulator && prometheus === null };
  const state = takeStateFolder(options.data);
  const stop = new AbortController();
  const ended = endOfWork(stop);
  const runner = createRunner({ runDir: state.run, logDir: state.logs, report });
  const closers: Closer[] = [
    { name: 'the children', close: () => runner.stopAll() },
    { name: 'the hold on the state folder', close: async () => state.release() },
  ];
  try {
    await runner.endLeftovers();
    const ports = rememberedPorts(state.run);
    const prometheusPort = await firstFreePort(ports.read('prometheus') ?? (await freePort()));
    const prometheusUrl = options.prometheus ?? new URL(`http://127.0.0.1:${prometheusPort}`);
    const resolver = createResolver({ report });
    const web = await builtWebApp({ report, signal: stop.signal });

    const store = await createSqliteStore({ file: state.storeFile, clock: Date.now });
    closers.unshift({ name: 'the store', close: () => store.close() });
    await keepOwnDatasource(store, prometheusUrl, ports.readText('prometheusUrl'));
    if (options.simulator) await createFirstDocuments(store);
    ports.write({ prometheus: prometheusPort, prometheusUrl: prometheusUrl.href.replace(/\/$/, '') });

    const wantedPort = options.port ?? configured.server.port;
    const port = wantedPort === 0 ? await freePort() : await firstFreePort(wantedPort);
    if (wantedPort !== 0 && port !== wantedPort)
      report(`Port ${wantedPort} is taken; the next free one is ${port}.`);
    const history = { fraction: 1, message: '' };
    const server = await startConsole({
      options,
      port,
      store,
      prometheusUrl,
      webDist: web.folder,
      version: versionOfProject(),
      backfill: () => (history.fraction < 1 ? { ...history } : null),
      logFile: join(state.logs, 'hecate.log'),
      scratchFolder: state.run,
    });
    closers.unshift({ name: 'the server', close: () => server.close() });
    const url = `${server.url.replace(/\/$/, '')}/`;
    state.announce(url);
    report(`\n  Hecate: ${url}\n`);
    if (options.open) openBrowser(url);

    await startMonitoring({
      options,
      state,
      resolver,
      runner,
      report,
      prometheusPort,
      consoleUrl: new URL(url),
      signal: stop.signal,
      history,
    });
    return await ended;
  } catch (error) {
    if (stop.signal.aborted) return 130;
    if (error instanceof UsageError) throw error;
    report(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    stop.abort();
    await closeEverything(closers, report);
    report('Stopped.');
  }
}

/** Resolves with the exit code once a person or the system asks for the end. */
function endOfWork(stop: AbortController): Promise<number> {
  return new Promise((resolve) => {
    for (const [signal, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 0],
      ['SIGHUP', 129],
    ] as const) {
      // Not once: without a listener the second of two would end the process before its children.
      process.on(signal, () => {
        stop.abort();
        resolve(code);
      });
    }
  });
}

function urlOrNull(text: string | null): URL | null {
  return text === null ? null : new URL(text);
}

function versionOfProject(): string {
  const text = readFileSync(join(projectRoot, 'package.json'), 'utf8');
  return /"version": "([^"]+)"/.exec(text)?.[1] ?? 'unknown';
}
