import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { createResolver, createRunner, freePort } from '@hecate/components';
import { Pool } from 'undici';
import { benchServer, type BenchServer } from './bench-server.ts';
import { percentile, type Benchmark, type BenchRow } from './row.ts';

const seriesCount = 1_000;
const scrapeS = 15;
const pastS = 6 * 3_600;
/** The run goes on while it measures: windows that end now must find samples. */
const futureS = 1_200;
const connections = 100;

/** Where a query is asked, and what it costs the server that answers. */
interface Side {
  readonly pool: Pool;
  readonly prefix: string;
  readonly cpuMs: (() => Promise<number>) | null;
}

/** What range queries cost through Hecate's cache, beside the same question asked of the same Prometheus, in turns in one run. */
export const queries: Benchmark = {
  name: 'queries',
  async run(signal) {
    const folder = await mkdtemp(join(tmpdir(), 'hecate-bench-queries-'));
    const prometheus = await startPrometheus(folder, signal);
    const hecate = await benchServer({ prometheusUrl: prometheus.url });
    const direct: Side = { pool: new Pool(prometheus.url, { connections }), prefix: '', cpuMs: null };
    const cached: Side = {
      pool: new Pool(new URL(hecate.url).origin, { connections }),
      prefix: '/proxy/globaldatasources/prometheus',
      cpuMs: hecate.cpuMs,
    };
    try {
      const sides = { direct, cached, hecate, signal };
      const rows = [...(await again(direct, cached, signal))];
      for (const one of refreshes) rows.push(await refresh(one, sides));
      rows.push(await held(hecate));
      rows.push(await equalAtOnce(direct, cached, hecate, signal));
      return rows;
    } finally {
      await Promise.all([direct.pool.close(), cached.pool.close()]);
      await hecate.stop();
      await prometheus.stop();
      await rm(folder, { recursive: true });
    }
  },
};

/** The same small window again, 16 in flight. */
async function again(direct: Side, cached: Side, signal: AbortSignal): Promise<readonly BenchRow[]> {
  const end = Math.floor(Date.now() / 1_000) - 600;
  const search = searchOf('m_total{pod="pod-0007"}', end - 59 * scrapeS, end, scrapeS);
  const rate = async (side: Side, count: number): Promise<{ perSecond: number; cpuUs: number }> => {
    await inTurns(side, search, 2_000, 16, signal);
    const before = (await side.cpuMs?.()) ?? 0;
    const begun = performance.now();
    await inTurns(side, search, count, 16, signal);
    const seconds = (performance.now() - begun) / 1_000;
    return { perSecond: count / seconds, cpuUs: ((((await side.cpuMs?.()) ?? 0) - before) / count) * 1_000 };
  };
  const ours = await rate(cached, 30_000);
  const theirs = await rate(direct, 10_000);
  return [
    {
      what: 'the same query again, 1 series × 60 points, 16 in flight',
      measured: `${ours.perSecond.toFixed(0)} requests/s, ${ours.cpuUs.toFixed(0)} µs of CPU each`,
      comparedWith: `direct ${theirs.perSecond.toFixed(0)} requests/s`,
      ratio: `${(ours.perSecond / theirs.perSecond).toFixed(1)}×`,
      goal: '≥ 25 000 requests/s, ≤ 35 µs',
      met: ours.perSecond >= 25_000 && ours.cpuUs <= 35,
    },
  ];
}

interface Sides {
  readonly direct: Side;
  readonly cached: Side;
  readonly hecate: BenchServer;
  readonly signal: AbortSignal;
}

const longestBlock = 'hecate_event_loop_lag_seconds{quantile="1"}';

interface Refresh {
  readonly what: string;
  readonly promql: string;
  readonly goalMs: number;
  /** Null where none is set. */
  readonly goalCpuMs: number | null;
  readonly goalRatio: number | null;
}

const refreshes: readonly Refresh[] = [
  {
    what: '100 × 1000',
    promql: 'rate(m_total{group="g0"}[1m])',
    goalMs: 5,
    goalCpuMs: 3,
    goalRatio: 8,
  },
  {
    what: 'sum by (namespace) of 1000 series, 20 × 1000',
    promql: 'sum by (namespace) (rate(m_total[1m]))',
    goalMs: 10,
    goalCpuMs: null,
    goalRatio: null,
  },
  { what: '1000 × 1000', promql: 'rate(m_total[1m])', goalMs: 90, goalCpuMs: 70, goalRatio: 5 },
];

/** Bytes of the answers that were refreshed. */
const refreshedBytes = new Map<string, number>();

/** A window of 1000 points that ends now and slides by one step. */
async function refresh(
  { what, promql, goalMs, goalCpuMs, goalRatio }: Refresh,
  { direct, cached, hecate, signal }: Sides,
): Promise<BenchRow> {
  const rounds = 12;
  const windowS = 999 * scrapeS;
  const last = Math.floor(Date.now() / 1_000 / scrapeS) * scrapeS;
  const first = last - rounds * scrapeS;
  const times = { direct: [] as number[], cached: [] as number[] };
  let bytes = 0;
  await ask(cached, searchOf(promql, first - windowS, first, scrapeS), signal);
  // What was fetched is indexed after it was answered.
  await new Promise((resolve) => setTimeout(resolve, 500));
  let cpuMs = 0;
  // Reading it begins anew.
  await metric(hecate, longestBlock);
  for (let round = 1; round <= rounds; round += 1) {
    const end = first + round * scrapeS;
    const search = searchOf(promql, end - windowS, end, scrapeS);
    const before = (await cached.cpuMs?.()) ?? 0;
    const begun = performance.now();
    const ours = await ask(cached, search, signal);
    times.cached.push(performance.now() - begun);
    await new Promise((resolve) => setTimeout(resolve, 100));
    cpuMs += ((await cached.cpuMs?.()) ?? 0) - before;
    const directBegun = performance.now();
    const theirs = await ask(direct, search, signal);
    times.direct.push(performance.now() - directBegun);
    if (!ours.body.equals(theirs.body)) throw new Error(`${what}: the answers differ`);
    if (!ours.how.startsWith('cache=partial')) throw new Error(`${what}: ${ours.how}`);
    bytes = ours.body.length;
  }
  refreshedBytes.set(what, bytes);
  const [oursMs, theirsMs] = [percentile(times.cached, 0.5), percentile(times.direct, 0.5)];
  const ratio = theirsMs / oursMs;
  const blockedMs = (await metric(hecate, longestBlock)) * 1_000;
  return {
    what: `refresh of ${what} (${(bytes / 1e6).toFixed(1)} MB), p50`,
    measured: `${oursMs.toFixed(1)} ms, ${(cpuMs / rounds).toFixed(1)} ms of CPU; event loop stood ${blockedMs.toFixed(0)} ms at most`,
    comparedWith: `direct ${theirsMs.toFixed(1)} ms`,
    ratio: `${ratio.toFixed(1)}× as fast`,
    goal: [
      `≤ ${goalMs} ms`,
      ...(goalCpuMs === null ? [] : [`≤ ${goalCpuMs} ms of CPU`]),
      ...(goalRatio === null ? [] : [`≥ ${goalRatio}× as fast`]),
    ].join(', '),
    met: oursMs <= goalMs && cpuMs / rounds <= (goalCpuMs ?? Infinity) && ratio >= (goalRatio ?? 0),
  };
}

/** What the cache holds beside the bytes of the answers it can give. */
async function held(hecate: BenchServer): Promise<BenchRow> {
  const bytes = await metric(hecate, 'hecate_bounded_entries{what="query cache bytes"}');
  const bodies = [...refreshedBytes.values()].reduce((sum, one) => sum + one, 0);
  return {
    what: 'memory of the cache after those refreshes',
    measured: `${(bytes / 1e6).toFixed(1)} MB`,
    comparedWith: `the answers ${(bodies / 1e6).toFixed(1)} MB`,
    ratio: `${(bytes / bodies).toFixed(2)}×`,
    goal: '≤ 1.25×',
    met: bytes <= bodies * 1.25,
  };
}

/** 100 equal questions that nobody asked before. */
async function equalAtOnce(
  direct: Side,
  cached: Side,
  hecate: BenchServer,
  signal: AbortSignal,
): Promise<BenchRow> {
  const end = Math.floor(Date.now() / 1_000) - 300;
  const search = (seed: number): string =>
    searchOf(`sum by (namespace) (rate(m_total[${60 + seed}s]))`, end - 999 * scrapeS, end, scrapeS);
  const one = async (seed: number): Promise<number> => {
    const begun = performance.now();
    await ask(cached, search(seed), signal);
    return performance.now() - begun;
  };
  const alone = [await one(1), await one(2), await one(3)];
  const sent = await upstreamRequests(hecate);
  const begun = performance.now();
  await Promise.all(Array.from({ length: 100 }, () => ask(cached, search(4), signal)));
  const together = performance.now() - begun;
  const asked = (await upstreamRequests(hecate)) - sent;
  const directBegun = performance.now();
  await Promise.all(Array.from({ length: 100 }, () => ask(direct, search(5), signal)));
  const directMs = performance.now() - directBegun;
  const ratio = together / percentile(alone, 0.5);
  return {
    what: '100 equal cold queries at once, 20 × 1000',
    measured: `${together.toFixed(0)} ms, ${asked} asked of Prometheus`,
    comparedWith: `one cold query ${percentile(alone, 0.5).toFixed(0)} ms; direct ${directMs.toFixed(0)} ms, 100 asked`,
    ratio: `${ratio.toFixed(2)}× one`,
    goal: '1 asked, ≤ 1.2× one',
    met: asked === 1 && ratio <= 1.2,
  };
}

function upstreamRequests(hecate: BenchServer): Promise<number> {
  return metric(hecate, 'hecate_upstream_requests_total{upstream="prometheus"}');
}

async function metric(hecate: BenchServer, name: string): Promise<number> {
  const text = await (await fetch(`${hecate.url}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1) ?? 'NaN');
}

function searchOf(promql: string, start: number, end: number, step: number): string {
  return `/api/v1/query_range?query=${encodeURIComponent(promql)}&start=${start}&end=${end}&step=${step}`;
}

async function ask(
  { pool, prefix }: Side,
  search: string,
  signal: AbortSignal,
): Promise<{ body: Buffer; how: string }> {
  const answer = await pool.request({ path: prefix + search, method: 'GET', signal });
  const body = Buffer.from(await answer.body.arrayBuffer());
  if (answer.statusCode !== 200)
    throw new Error(`${search}: ${answer.statusCode} ${body.toString('utf8', 0, 300)}`);
  return { body, how: String(answer.headers['x-hecate-query'] ?? '') };
}

async function inTurns(
  side: Side,
  search: string,
  count: number,
  inFlight: number,
  signal: AbortSignal,
): Promise<void> {
  let left = count;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await ask(side, search, signal);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}

/** A Prometheus with 1000 counters of six hours and a little more, 260 bytes of labels each. */
async function startPrometheus(folder: string, signal: AbortSignal) {
  const report = (line: string): void => console.log(`  ${line}`);
  const resolver = createResolver({ report });
  const [prometheus, promtool] = [
    await resolver.resolve('prometheus', { order: 'tests' }),
    await resolver.resolve('promtool', { order: 'tests' }),
  ];
  const samples = join(folder, 'samples.om');
  await writeSamples(samples);
  const data = join(folder, 'data');
  await promisify(execFile)(
    promtool.path,
    ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=24h', samples, data],
    { signal, maxBuffer: 10_000_000 },
  );
  const config = join(folder, 'prometheus.yml');
  await writeFile(config, '{}');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const runner = createRunner({ runDir: join(folder, 'run'), logDir: join(folder, 'logs'), report });
  const running = await runner.start({
    id: 'prometheus',
    binary: prometheus.path,
    args: [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    ready: { url: `${url}/-/ready`, timeoutMs: 60_000 },
  });
  return { url, stop: () => running.stop() };
}

async function writeSamples(path: string): Promise<void> {
  const file = createWriteStream(path);
  file.write('# TYPE m counter\n');
  const end = Math.ceil(Date.now() / 1_000 / scrapeS) * scrapeS + futureS;
  for (let series = 0; series < seriesCount; series += 1) {
    const name = `pod-${String(series).padStart(4, '0')}`;
    const labels = `cluster="prod-eu-west",container="kserve-container",endpoint="metrics",group="g${series % 10}",instance="10.128.${series >> 8}.${series & 255}:8080",job="model-servers",model_name="granite-3-8b-instruct",namespace="ns-${series % 20}",node="worker-${series % 40}",pod="${name}",service="granite-predictor"`;
    let value = 0;
    let text = '';
    for (let at = end - futureS - pastS; at <= end; at += scrapeS) {
      value += Math.random() * 10;
      text += `m_total{${labels}} ${value} ${at}\n`;
    }
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end('# EOF\n');
  await once(file, 'close');
}
