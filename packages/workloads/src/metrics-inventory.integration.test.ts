import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { rateIntervalMs, templateFor, templates } from '@hecate/catalogue';
import { createResolver, createRunner, freePort, type RunningComponent } from '@hecate/components';
import { createPrometheusClient, createUpstream, type PrometheusClient } from '@hecate/gateway';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMetricsInventory, type WorkloadInventory } from './metrics-inventory.ts';

const simulator = fileURLToPath(new URL('../../simulator/src/main.ts', import.meta.url));
const signal = new AbortController().signal;
const running: RunningComponent[] = [];
let folder: string;
let simulatorUrl: string;
let client: PrometheusClient;
let inventory: WorkloadInventory;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hecate-workloads-'));
  const report = (line: string): void => void process.stderr.write(`${line}\n`);
  const runner = createRunner({ runDir: join(folder, 'run'), logDir: join(folder, 'logs'), report });
  const simulatorPort = await freePort();
  simulatorUrl = `http://127.0.0.1:${simulatorPort}`;
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
  await writeFile(config, JSON.stringify(prometheusConfig(port)));
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
  client = createPrometheusClient(createUpstream({ name: 'prometheus', url: `http://127.0.0.1:${port}` }));
  inventory = createMetricsInventory({
    query: {
      instant: async (promql, options) => (await client.instant(promql, options)).series,
      range: async (promql, window) => (await client.range(promql, window)).series,
    },
    clock: () => Date.now(),
    catalogue: { templateFor },
  });
  // Rates need two scrapes, which for the platform's exporters are 30 s apart.
  await until(
    async () =>
      ((await client.instant('min (count_over_time(up{job!="prometheus"}[5m]))')).series[0]?.value ?? 0) >= 3,
  );
}, 300_000);

afterAll(async () => {
  for (const component of running.toReversed()) await component.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('inventory of the simulated cluster from a real Prometheus', () => {
  it('lists every kind with its runtime, and every number or the reason why there is none', async () => {
    const { workloads, warnings, observedMs } = await inventory.listWorkloads({ signal });
    expect(warnings).toEqual([]);
    expect(Date.now() - (observedMs ?? 0)).toBeLessThan(60_000);
    expect([...new Set(workloads.map(({ kind, runtime }) => `${kind} ${runtime}`))].toSorted()).toEqual([
      'ClusterQueue kueue',
      'InferenceService ovms',
      'InferenceService vllm',
      'LLMInferenceService vllm',
      'Notebook notebook',
      'PyTorchJob pytorch',
      'RayCluster ray',
      'TrainJob pytorch',
    ]);
    const unexplained = workloads.flatMap(({ name, vitals }) =>
      vitals
        .filter(({ value, missing }) => value === null && (missing ?? '') === '')
        .map(({ id }) => `${name} ${id}`),
    );
    expect(unexplained).toEqual([]);
    const serving = workloads.filter(({ runtime, replicas }) => runtime === 'vllm' && replicas.ready > 0);
    expect(serving.length).toBeGreaterThan(2);
    for (const { vitals } of serving)
      expect(vitals.find(({ id }) => id === 'requests')?.value).not.toBeNull();
  });

  it('sees the canary that never loads, the stopped notebook and the job that waits', async () => {
    // The canary runs for 45 s in six minutes; for the rest it waits for its next start.
    await until(async () =>
      (await inventory.listWorkloads({ signal })).workloads.some(
        ({ name, status }) => name.startsWith('granite-4-canary') && status.word === 'CrashLoopBackOff',
      ),
    );
    const { workloads } = await inventory.listWorkloads({ signal });
    const wordOf = (name: string): string | undefined =>
      workloads.find((workload) => workload.name.startsWith(name))?.status.word;
    expect(wordOf('old-experiments')).toBe('Stopped');
    expect(workloads.filter(({ status }) => status.word === 'Queued').length).toBeGreaterThan(0);
  });

  it('holds a reader to namespaces', async () => {
    const { workloads } = await inventory.listWorkloads({ namespaces: ['vision-edge'], signal });
    expect([...new Set(workloads.map(({ namespace }) => namespace))]).toEqual(['vision-edge']);
    expect(workloads.length).toBe(2);
  });

  it('has a page for every workload, with a sentence and a template that takes the values', async () => {
    const { workloads } = await inventory.listWorkloads({ signal });
    for (const { kind, namespace, name } of workloads) {
      const detail = await inventory.workloadDetail({ kind, namespace, name, signal });
      expect(detail?.summary).toMatch(/\.$/);
      expect(detail?.template).not.toBeNull();
      expect(detail?.conditions.length).toBeGreaterThan(0);
    }
  });

  it('fills the first screen', async () => {
    const overview = await inventory.overview({ rangeMs: 3_600_000, signal });
    expect(overview.warnings).toEqual([]);
    expect(overview.pulse.map(({ series }) => series.length > 0)).toEqual([true, true, true, true]);
    // Failed for weeks: it is there, and what people of production feel since an hour may stand before it.
    const canary = overview.attention.find(({ name }) => name.startsWith('granite-4-canary'));
    expect(canary).toMatchObject({ class: 'failed', namespace: 'llm-staging' });
    expect(Date.now() - (canary?.sinceMs ?? Date.now())).toBeGreaterThan(86_400_000);
    for (const { evidence } of overview.attention)
      expect(evidence.points.some(([, value]) => value !== null)).toBe(true);
  });

  it.each([
    ['loss-nan', /^The loss is NaN/],
    ['inadmissible-queue', /can never be admitted/],
    ['straggler', /spread \d+ pp \(limit 40 pp\)/],
  ])('notices the episode %s', async (episode, cause) => {
    const answer = await fetch(`${simulatorUrl}/episodes/${episode}`, { method: 'POST' });
    expect(answer.ok).toBe(true);
    await until(async () => {
      const { workloads } = await inventory.listWorkloads({ signal });
      const causes = await Promise.all(
        workloads
          .filter(({ status }) => status.class === 'failed' || status.class === 'degraded')
          .map(
            async (workload) => (await inventory.workloadDetail({ ...workload, signal }))?.conditions ?? [],
          ),
      );
      return causes.flat().some(({ reason }) => cause.test(reason));
    });
  });
});

/** Panels that rightly show nothing in a cluster this young and this healthy, or without a node exporter. */
const mayBeEmpty = [
  'notebook busiest',
  'gpu-fleet gpu-hours',
  'gpu-fleet cards-with-memory-faults',
  'gpu-fleet held-and-idle',
  'notebook volume-full-in',
  'training-job terminations',
  'vllm terminations',
  'platform-overview monitoring-itself',
  'platform-overview pods-not-ready',
  'platform-overview containers-that-wait',
  'kueue wait',
];

describe('templates on a real Prometheus', () => {
  it.each(templates.map((template) => [template.id, template] as const))(
    'every panel of %s gets an answer',
    async (id, template) => {
      const empty: string[] = [];
      for (const [key, panel] of Object.entries(template.document.spec.panels))
        for (const { spec } of panel.spec.queries) {
          const promql = spec.plugin.spec.query
            .replaceAll('$__rate_interval', `${rateIntervalMs(15_000) / 1000}s`)
            .replaceAll(/"\$\w+"/g, '".+"');
          const { series } = await client.instant(promql);
          if (series.length === 0) empty.push(`${id} ${key}: ${promql}`);
        }
      const isExpected = (text: string): boolean =>
        mayBeEmpty.some((allowed) => {
          const [template = '', part = ''] = allowed.split(' ');
          return text.startsWith(`${template} `) && text.includes(part);
        });
      expect(empty.filter((text) => !isExpected(text))).toEqual([]);
    },
  );
});

function prometheusConfig(port: number): unknown {
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

/** Waits until something holds, two minutes at most. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = AbortSignal.timeout(120_000);
  while (!(await holds())) {
    deadline.throwIfAborted();
    await sleep(1000);
  }
}
