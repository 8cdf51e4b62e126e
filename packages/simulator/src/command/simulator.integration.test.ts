import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createResolver, createRunner, freePort, type ComponentRunner } from '@hecate/components';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleSeconds } from '../history/write-window.ts';
import { scrapeConfigs } from '../live/scrape-configs.ts';
import { tickAt } from '../model/grid.ts';
import { trueRates } from '../testing/true-rates.ts';
import { runSimulateCommand } from './run-simulate-command.ts';
import { DEFAULT_SEED } from './simulator-arguments.ts';

const Ready = Type.Object({ ready: Type.Literal(true), port: Type.Integer() });
const Labels = Type.Record(Type.String(), Type.String());
const Vector = Type.Object({
  data: Type.Object({
    result: Type.Array(Type.Object({ metric: Labels, value: Type.Tuple([Type.Number(), Type.String()]) })),
  }),
});
const Matrix = Type.Object({
  data: Type.Object({
    result: Type.Array(
      Type.Object({ metric: Labels, values: Type.Array(Type.Tuple([Type.Number(), Type.String()])) }),
    ),
  }),
});
const Series = Type.Object({ data: Type.Array(Labels) });
const Progress = Type.Object({ fraction: Type.Number(), message: Type.String() });
const Boundary = Type.Object({ boundaryTick: Type.Integer() });

let folder = '';
let simulator: ChildProcess | null = null;
let simulatorUrl = new URL('http://127.0.0.1');
let prometheusUrl = '';
let runner: ComponentRunner | null = null;
let boundary = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-simulated-'));
  const resolver = createResolver({ report: () => undefined });
  const prometheus = await resolver.resolve('prometheus', { order: 'tests' });
  const promtool = await resolver.resolve('promtool', { order: 'tests' });
  const main = new URL('../main.ts', import.meta.url).pathname;
  const tsdb = join(folder, 'tsdb');
  const child = spawn(
    process.execPath,
    [main, '--state', join(folder, 'state'), '--history', '2h', '--promtool', promtool.path, '--tsdb', tsdb],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  simulator = child;
  const [line] = await once(createInterface(child.stdout), 'line');
  const ready: unknown = JSON.parse(String(line));
  simulatorUrl = new URL(`http://127.0.0.1:${Value.Parse(Ready, ready).port}`);
  const state: unknown = (await import(join(folder, 'state', 'cluster.json'), { with: { type: 'json' } }))
    .default;
  boundary = sampleSeconds(Value.Parse(Boundary, state).boundaryTick);

  const port = await freePort();
  prometheusUrl = `http://127.0.0.1:${port}`;
  writeFileSync(
    join(folder, 'prometheus.yml'),
    JSON.stringify({ scrape_configs: scrapeConfigs({ simulatorUrl }) }),
  );
  runner = createRunner({
    runDir: join(folder, 'run'),
    logDir: join(folder, 'logs'),
    report: () => undefined,
  });
  await runner.start({
    id: 'prometheus',
    binary: prometheus.path,
    args: [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${tsdb}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    ready: { url: `${prometheusUrl}/-/ready`, timeoutMs: 60_000 },
  });
});

afterAll(async () => {
  await runner?.stopAll();
  if (simulator !== null && simulator.exitCode === null) {
    simulator.kill('SIGTERM');
    await once(simulator, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

async function ask(path: string, parameters: Readonly<Record<string, string>>): Promise<unknown> {
  const answer = await fetch(`${prometheusUrl}/api/v1/${path}?${new URLSearchParams(parameters).toString()}`);
  expect(answer.status).toBe(200);
  return answer.json();
}

async function number(query: string, time = Date.now() / 1000): Promise<number> {
  const { data } = Value.Parse(Vector, await ask('query', { query, time: String(time) }));
  return Number(data.result[0]?.value[1] ?? Number.NaN);
}

async function until(isDone: () => Promise<boolean>, deadlineMs: number): Promise<void> {
  const end = Date.now() + deadlineMs;
  while (!(await isDone())) {
    if (Date.now() > end) throw new Error('not within the deadline');
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

async function seriesIn(match: string, from: number, to: number): Promise<ReadonlySet<string>> {
  const { data } = Value.Parse(
    Series,
    await ask('series', { 'match[]': match, start: String(from), end: String(to) }),
  );
  return new Set(
    data.map((labels) =>
      Object.entries(labels)
        .map(([name, value]) => `${name}=${value}`)
        .toSorted()
        .join(),
    ),
  );
}

describe('the simulated cluster under a real Prometheus', () => {
  it('shows the first screen before the first scrape', async () => {
    expect(await number('count(vllm:num_requests_running)', boundary)).toBe(6);
    expect(await number('count(DCGM_FI_PROF_GR_ENGINE_ACTIVE)', boundary)).toBe(16);
    expect(await number('count(kube_pod_labels)', boundary)).toBeGreaterThan(20);
    expect(await number('sum(rate(vllm:prompt_tokens_total[5m]))', boundary)).toBeGreaterThan(100);
  });

  it('is scraped whole: every target but the broken canary is up, no sample is refused', async () => {
    await until(async () => (await number('count(scrape_samples_scraped > 0)')) >= 23, 90_000);
    const down = Value.Parse(Vector, await ask('query', { query: 'max_over_time(up[1m]) == 0' })).data.result;
    expect(down.map(({ metric }) => metric['job'])).toEqual(['granite-4-canary-metrics']);
    const differing = await number(
      'count((scrape_samples_scraped - scrape_samples_post_metric_relabeling) != 0)',
    );
    expect(differing).toBeNaN();
    expect(await number('sum(scrape_samples_scraped)')).toBeGreaterThan(5000);
  });

  it('gives scraped series the labels of OpenShift', async () => {
    const [gpu] = Value.Parse(
      Vector,
      await ask('query', { query: 'DCGM_FI_DEV_GPU_TEMP{exported_namespace="fraud-detection"}' }),
    ).data.result;
    expect(gpu?.metric).toMatchObject({
      namespace: 'nvidia-gpu-operator',
      exported_container: 'kserve-container',
    });
    const [pod] = Value.Parse(
      Vector,
      await ask('query', { query: 'kube_pod_labels{label_notebook_name="prompt-lab"}' }),
    ).data.result;
    expect(pod?.metric).toMatchObject({
      namespace: 'notebooks',
      pod: 'prompt-lab-0',
      job: 'kube-state-metrics',
    });
    const [engine] = Value.Parse(
      Vector,
      await ask('query', { query: 'vllm:kv_cache_usage_perc{namespace="fraud-detection"}' }),
    ).data.result;
    expect(engine?.metric).toMatchObject({
      model_name: 'fraud-explainer',
      container: 'kserve-container',
      job: 'fraud-explainer-metrics',
      endpoint: 'http',
    });
  });

  it('joins past and live without a gap of more than two scrapes and without a jump', async () => {
    await until(async () => (await number('count_over_time(vllm:prompt_tokens_total[1m])')) >= 3, 90_000);
    const now = Math.floor(Date.now() / 1000);
    const range = `[${now - boundary + 120}s]`;
    for (const metric of [
      'vllm:prompt_tokens_total',
      'vllm:time_to_first_token_seconds_bucket{le="1.0"}',
      'vllm:e2e_request_latency_seconds_bucket{le="+Inf"}',
    ]) {
      const { data } = Value.Parse(
        Matrix,
        await ask('query', { query: `${metric}${range}`, time: String(now) }),
      );
      expect(data.result).toHaveLength(6);
      for (const { values } of data.result) expect(troubleIn(values)).toEqual([]);
    }
  });

  it(
    'writes the past of every series under the labels that scrapes give it',
    { timeout: 420_000 },
    async () => {
      await until(async () => {
        const progress: unknown = await (await fetch(new URL('/history', simulatorUrl))).json();
        return Value.Parse(Progress, progress).fraction === 1;
      }, 300_000);
      // Prometheus looks for new blocks once a minute.
      await until(
        async () => (await number('count(vllm:cache_config_info)', boundary - 5400)) === 6,
        120_000,
      );
      const now = Date.now() / 1000;
      for (const match of [
        '{__name__=~"vllm:.*|http_.*|ovms_.*|DCGM_.*"}',
        '{__name__=~"kueue_.*|llm_d_epp_.*|ray_.*|notebook_.*"}',
        '{__name__=~"container_.*|kubelet_.*|kube_node_.*|kube_namespace.*"}',
      ]) {
        const [past, live] = await Promise.all([
          // A container that crash-loops is there for 45 s in six minutes.
          seriesIn(match, boundary - 400, boundary),
          seriesIn(match, now - 45, now),
        ]);
        expect(past.size).toBeGreaterThan(300);
        expect([...live].filter((series) => !past.has(series))).toEqual([]);
      }
    },
  );

  it('shows neither the seam nor the border of an hour in a rate', { timeout: 400_000 }, async () => {
    await until(async () => Date.now() / 1000 > boundary + 310, 320_000);
    const tickOf = (seconds: number): number => tickAt(seconds * 1000);
    const hour = sampleSeconds(tickOf(Math.floor((boundary - 900) / 3600) * 3600));
    for (const at of [boundary, hour]) {
      const truth = await trueRates(
        { seed: DEFAULT_SEED, size: 'small', boundaryTick: tickOf(boundary) },
        tickOf(at - 450),
        tickOf(at + 300),
      );
      expect(truth.pods.length).toBeGreaterThan(3);
      const points = await rates(truth.pods, at - 300, at + 300);
      expect(points).toHaveLength(41);
      const wrong = points.map(([time, value]) => !(Math.abs(value / truth.at(tickOf(time), 8) - 1) < 0.1));
      // A border that shows is seen for as long as the window of the rate, eight points; a scrape that a busy machine makes late, for two or three.
      expect(longestRun(wrong)).toBeLessThan(4);
    }
  });

  it('plays an episode when asked, and refuses one it does not know', async () => {
    const lines: string[] = [];
    const deps = { stateDir: join(folder, 'state'), report: (line: string) => void lines.push(line) };
    expect(await runSimulateCommand(['episode', 'straggler'], deps)).toBe(0);
    expect(lines[0]).toContain('Started: straggler on ');
    expect(await runSimulateCommand(['episode', 'earthquake'], deps)).toBe(1);
    expect(lines.at(-1)).toContain('kv-saturation');
    expect(await runSimulateCommand(['list'], deps)).toBe(0);
    expect(lines.at(-1)).toContain('straggler');
  });

  it('ends at once when asked', async () => {
    const child = simulator;
    expect(child).not.toBeNull();
    if (child === null) return;
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });
});

/** What some engines read in tokens a second, every 15 s. */
async function rates(
  pods: readonly string[],
  from: number,
  to: number,
): Promise<readonly (readonly [number, number])[]> {
  const query = `sum(rate(vllm:prompt_tokens_total{pod=~"${pods.join('|')}"}[120s]))`;
  const { data } = Value.Parse(
    Matrix,
    await ask('query_range', { query, start: String(from), end: String(to), step: '15' }),
  );
  return (data.result[0]?.values ?? []).map(([time, value]) => [time, Number(value)] as const);
}

/** How many stand in a row at most. */
function longestRun(wrong: readonly boolean[]): number {
  let run = 0;
  return wrong.reduce((longest, isWrong) => Math.max(longest, (run = isWrong ? run + 1 : 0)), 0);
}

/** Falls of a counter, and gaps wider than two scrapes of which one more was lost, as one in five hundred is. */
function troubleIn(values: readonly (readonly [number, string])[]): readonly string[] {
  return values.flatMap(([time, value], index) => {
    const previous = values[index - 1];
    if (previous === undefined) return [];
    const gap = time - previous[0] > 46 ? [`gap of ${time - previous[0]} s before ${time}`] : [];
    const fall = Number(value) < Number(previous[1]) ? [`from ${previous[1]} to ${value} at ${time}`] : [];
    return [...gap, ...fall];
  });
}
