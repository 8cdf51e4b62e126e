import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, type ComponentResolver, type ComponentRunner } from '@hecate/components';
import { scrapeConfigs } from '@hecate/simulator';
import type { UpOptions } from './options.ts';
import { prometheusConfiguration, type StaticTarget } from './prometheus-configuration.ts';
import { startSimulator } from './start-simulator.ts';
import type { StateFolder } from './state-folder.ts';

const readyTimeoutMs = 60_000;

/** Starts the node exporter, the simulated cluster and the Prometheus that scrapes them, as far as the options ask for them. */
export async function startMonitoring(parts: {
  readonly options: UpOptions;
  readonly state: StateFolder;
  readonly resolver: ComponentResolver;
  readonly runner: ComponentRunner;
  readonly report: (line: string) => void;
  readonly prometheusPort: number;
  readonly consoleUrl: URL;
  readonly signal: AbortSignal;
  /** Written to while the simulated past is filled in. */
  readonly history: { fraction: number; message: string };
}): Promise<void> {
  const { options, state, resolver, runner, report, signal } = parts;
  if (options.prometheus !== null) {
    report(
      `Using the Prometheus at ${options.prometheus.href}; no other one and no simulated cluster is started.`,
    );
    return;
  }
  const resolving = { order: 'first-start', signal } as const;
  const prometheus = await resolver.resolve('prometheus', resolving);
  const targets: StaticTarget[] = [
    { job: 'prometheus', url: new URL(`http://127.0.0.1:${parts.prometheusPort}`), metricsPath: '/metrics' },
    {
      job: 'hecate',
      url: parts.consoleUrl,
      // Below the prefix, where the console is.
      metricsPath: new URL('metrics', parts.consoleUrl).pathname,
    },
  ];
  const nodeExporterPort = await freePort();
  targets.push({
    job: 'node-exporter',
    url: new URL(`http://127.0.0.1:${nodeExporterPort}`),
    metricsPath: '/metrics',
  });

  const simulator = options.simulator
    ? await startSimulator({ ...parts, promtool: await resolver.resolve('promtool', resolving) })
    : null;
  const configurationFile = join(state.run, 'prometheus.yml');
  writeFileSync(
    configurationFile,
    prometheusConfiguration({
      scrapeConfigs: simulator === null ? [] : scrapeConfigs({ simulatorUrl: simulator.url }),
      targets,
    }),
  );
  await runner.start(
    {
      id: 'prometheus',
      binary: prometheus.path,
      args: [
        `--config.file=${configurationFile}`,
        `--storage.tsdb.path=${state.prometheus}`,
        '--storage.tsdb.retention.time=15d',
        `--web.listen-address=127.0.0.1:${parts.prometheusPort}`,
      ],
      ready: { url: `http://127.0.0.1:${parts.prometheusPort}/-/ready`, timeoutMs: readyTimeoutMs },
    },
    signal,
  );
  report(`Prometheus ${prometheus.version} (${prometheus.way}) is ready.`);
  await startNodeExporter(parts, nodeExporterPort);
}

/** Comfort, not a need: without it the platform dashboards lack this machine's own numbers. */
async function startNodeExporter(parts: Parameters<typeof startMonitoring>[0], port: number): Promise<void> {
  try {
    const exporter = await parts.resolver.resolve('node_exporter', {
      order: 'first-start',
      signal: parts.signal,
    });
    await parts.runner.start(
      {
        id: 'node-exporter',
        binary: exporter.path,
        args: [`--web.listen-address=127.0.0.1:${port}`],
        ready: { url: `http://127.0.0.1:${port}/metrics`, timeoutMs: readyTimeoutMs },
      },
      parts.signal,
    );
    parts.report(`Node exporter ${exporter.version} (${exporter.way}) is ready.`);
  } catch (error) {
    if (parts.signal.aborted) throw error;
    parts.report(`No node exporter: ${error instanceof Error ? error.message : String(error)}`);
  }
}
