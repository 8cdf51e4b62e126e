import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'undici';
import { benchServer } from './bench-server.ts';
import { benchDashboard, benchProjects } from './many-dashboards.ts';
import { percentile, type Benchmark, type BenchRow } from './row.ts';

const dashboards = 10_000;
/** Times each question is asked, in turns with the plain list. */
const rounds = 15;
/** Dashboards whose creation is timed, in turns with and without the index. */
const timedCreates = 300;
const root = '/api/hecate/v1/dashboards';

/** Clients that fill the store before anything is timed. */
const fillingClients = 8;

/** The first pages that people ask for, as the page of dashboards asks for them. */
const questions: readonly (readonly [what: string, query: string])[] = [
  ['no filter', '?sort=name&favouritesFirst=true&limit=50'],
  ['text (2 words)', '?q=vllm%20latency&sort=relevance&limit=50'],
  ['text in most dashboards', '?q=latency&sort=relevance&limit=50'],
  ['metric', '?metric=vllm:cache_usage_ratio&sort=name&favouritesFirst=true&limit=50'],
  ['tag', '?tags=gpu&sort=name&favouritesFirst=true&limit=50'],
  ['sorted by last edit', '?sort=updated&order=descending&favouritesFirst=true&limit=50'],
];

/**
 * The first page of the list of dashboards among 10 000, beside the whole list that Perses has (`metadata_only`), asked in turns; the longest time
 * the event loop stood still meanwhile; and what the index adds to a create, beside the same spec as a kind that is not indexed.
 */
export const finding: Benchmark = {
  name: 'finding',
  async run(signal) {
    const server = await benchServer({ prometheusUrl: 'http://127.0.0.1:9' });
    const pool = new Pool(new URL(server.url).origin, { connections: 8 });
    try {
      const creates = await fill(pool, signal);
      await ask(pool, '/metrics', signal);
      const rows: BenchRow[] = [];
      for (const [what, query] of questions) {
        const { own, plain, blockMs } = await inTurns(pool, `${root}${query}`, signal);
        const p50 = percentile(own, 0.5);
        const p95 = percentile(own, 0.95);
        const plainP50 = percentile(plain, 0.5);
        rows.push({
          what: `first page of 50 among ${dashboards.toLocaleString('en-US')} dashboards, ${what}, p95`,
          measured: `${p95.toFixed(1)} ms (p50 ${p50.toFixed(1)} ms; event loop stood ${blockMs.toFixed(0)} ms, second longest of ${rounds})`,
          comparedWith: `the whole list with metadata_only p50 ${plainP50.toFixed(0)} ms`,
          ratio: `${(p50 / plainP50).toFixed(2)}×`,
          goal: '≤ 50 ms, event loop < 20 ms',
          met: p95 <= 50 && blockMs < 20,
        });
      }
      return [...rows, creates];
    } finally {
      await pool.close();
      await server.stop();
    }
  },
};

async function fill(pool: Pool, signal: AbortSignal): Promise<BenchRow> {
  for (let number = 0; number < benchProjects; number += 1) {
    await post(
      pool,
      '/api/v1/projects',
      { kind: 'Project', metadata: { name: `team-${number}` }, spec: {} },
      signal,
    );
  }
  const indexed: number[] = [];
  const bare: number[] = [];
  const first = dashboards - timedCreates;
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < first) {
      const number = next;
      next += 1;
      await post(pool, '/api/v1/dashboards', benchDashboard(number), signal);
    }
  };
  await Promise.all(Array.from({ length: fillingClients }, client));
  for (let number = first; number < dashboards; number += 1) {
    const document = benchDashboard(number);
    indexed.push(await post(pool, '/api/v1/dashboards', document, signal));
    const ephemeral = {
      ...document,
      kind: 'EphemeralDashboard',
      spec: { ...document.spec, ttl: '1d' },
    };
    bare.push(await post(pool, '/api/v1/ephemeraldashboards', ephemeral, signal));
  }
  const [with50, without50] = [percentile(indexed, 0.5), percentile(bare, 0.5)];
  return {
    what: `create a dashboard of 14 kB among ${dashboards.toLocaleString('en-US')}, index included, p50`,
    measured: `${with50.toFixed(2)} ms (p95 ${percentile(indexed, 0.95).toFixed(2)} ms)`,
    comparedWith: `the same spec without an index (EphemeralDashboard) ${without50.toFixed(2)} ms`,
    ratio: `${(with50 / without50).toFixed(2)}×`,
    goal: 'index ≤ 3 ms',
    met: with50 - without50 <= 3,
  };
}

/** Asks the question and the plain list one after the other, and how long the event loop of the server stood still during the questions. */
async function inTurns(
  pool: Pool,
  path: string,
  signal: AbortSignal,
): Promise<{ readonly own: readonly number[]; readonly plain: readonly number[]; readonly blockMs: number }> {
  const own: number[] = [];
  const plain: number[] = [];
  const blocks: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await longestBlockMs(pool, signal);
    own.push((await ask(pool, path, signal)).milliseconds);
    await wait(30, undefined, { signal });
    blocks.push(await longestBlockMs(pool, signal));
    plain.push((await ask(pool, '/api/v1/dashboards?metadata_only=true', signal)).milliseconds);
    await wait(30, undefined, { signal });
  }
  // One collection of garbage in fifteen rounds is the machine's; the second longest is the question's.
  return {
    own: own.slice(1),
    plain: plain.slice(1),
    blockMs: blocks.toSorted((a, b) => b - a)[1] ?? Number.NaN,
  };
}

/** The longest delay of the server's event loop since the last call, as its own metrics have it. */
async function longestBlockMs(pool: Pool, signal: AbortSignal): Promise<number> {
  const { text } = await ask(pool, '/metrics', signal);
  const found = /^hecate_event_loop_lag_seconds\{quantile="1"\} (\S+)$/m.exec(text)?.[1];
  // The metric samples every 10 ms, which it counts in.
  return Math.max(0, Number(found) * 1000 - 10);
}

async function ask(
  pool: Pool,
  path: string,
  signal: AbortSignal,
): Promise<{ readonly milliseconds: number; readonly text: string }> {
  const begun = performance.now();
  const answer = await pool.request({ path, method: 'GET', signal });
  const text = await answer.body.text();
  if (answer.statusCode !== 200)
    throw new Error(`${path} answered ${answer.statusCode}: ${text.slice(0, 200)}`);
  return { milliseconds: performance.now() - begun, text };
}

async function post(pool: Pool, path: string, body: unknown, signal: AbortSignal): Promise<number> {
  const begun = performance.now();
  const answer = await pool.request({
    path,
    method: 'POST',
    signal,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 200)
    throw new Error(`${path} answered ${answer.statusCode}: ${text.slice(0, 200)}`);
  return performance.now() - begun;
}
