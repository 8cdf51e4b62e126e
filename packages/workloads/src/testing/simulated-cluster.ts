import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { templateFor } from '@hecate/catalogue';
import { createResolver, createRunner, freePort, type RunningComponent } from '@hecate/components';
import { createPrometheusClient, createUpstream, type PrometheusClient } from '@hecate/gateway';
import { createMetricsInventory, type WorkloadInventory } from '../metrics-inventory.ts';

/** The simulated cluster, a real Prometheus that scrapes it every 5 s, and the inventory over that. */
export interface SimulatedCluster {
  readonly simulatorUrl: string;
  readonly client: PrometheusClient;
  readonly inventory: WorkloadInventory;
  stop(): Promise<void>;
}

const simulator = fileURLToPath(new URL('../../../simulator/src/main.ts', import.meta.url));

/** Starts both and waits until rates have their two scrapes, which for the platform's exporters are 30 s apart. */
export async function startSimulatedCluster(): Promise<SimulatedCluster> {
  const running: RunningComponent[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'hecate-workloads-'));
  const report = (line: string): void => void process.stderr.write(`${line}\n`);
  const runner = createRunner({ runDir: join(folder, 'run'), logDir: join(folder, 'logs'), report });
  const simulatorPort = await freePort();
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`;
  running.push(
    await runner.start({
      id: 'simulator',
      binary: process.execPath,
      args: [
        simulator,
        '--state',
        join(folder, 'simulator'),
        '--port',
        String(simulatorPort),
        '--history',
        'none',
      ],
      ready: { url: `${simulatorUrl}/-/ready`, timeoutMs: 60_000 },
    }),
  );
  const prometheus = await createResolver({ report }).resolve('prometheus', { order: 'tests' });
  const port = await freePort();
  const config = join(folder, 'prometheus.yml');
  await writeFile(config, JSON.stringify(prometheusConfig(port, simulatorUrl)));
  running.push(
    await runner.start({
      id: 'prometheus',
      binary: prometheus.path,
      args: [
        `--config.file=${config}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      ready: { url: `http://127.0.0.1:${port}/-/ready`, timeoutMs: 60_000 },
    }),
  );
  const client = createPrometheusClient(
    createUpstream({ name: 'prometheus', url: `http://127.0.0.1:${port}` }),
  );
  const inventory = createMetricsInventory({
    query: {
      instant: async (promql, options) => (await client.instant(promql, options)).series,
      range: async (promql, window) => (await client.range(promql, window)).series,
    },
    clock: () => Date.now(),
    catalogue: { templateFor },
  });
  await until(
    async () =>
      ((await client.instant('min (count_over_time(up{job!="prometheus"}[5m]))')).series[0]?.value ?? 0) >= 3,
  );
  return {
    simulatorUrl,
    client,
    inventory,
    async stop() {
      for (const component of running.toReversed()) await component.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until something holds, two minutes unless said otherwise. */
export async function until(holds: () => Promise<boolean>, timeoutMs = 120_000): Promise<void> {
  const deadline = AbortSignal.timeout(timeoutMs);
  while (!(await holds())) {
    deadline.throwIfAborted();
    await sleep(1000);
  }
}

function prometheusConfig(port: number, simulatorUrl: string): unknown {
  const job = (name: string, honor: boolean): unknown => ({
    job_name: name,
    honor_labels: honor,
    http_sd_configs: [{ url: `${simulatorUrl}/sd?honor_labels=${String(honor)}`, refresh_interval: '15s' }],
  });
  return {
    global: { scrape_interval: '5s' },
    scrape_configs: [
      job('simulated-cluster', false),
      job('simulated-cluster-honor', true),
      { job_name: 'prometheus', static_configs: [{ targets: [`127.0.0.1:${port}`] }] },
    ],
  };
}
