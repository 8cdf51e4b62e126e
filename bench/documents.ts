import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'undici';
import { benchProcess, benchServer } from './bench-server.ts';
import { percentile, type Benchmark, type BenchRow } from './row.ts';

const clients = 50;
/** How long a client waits before each request, in milliseconds: a person who clicks, a controller that reconciles. */
const thinkMs = { least: 200, most: 500 };
/** Documents of each client that only warm both servers up, and those that count. */
const documentsPerClient = { warmUp: 2, measured: 10 };

/** Documents of each client that asks again at once. */
const documentsInFlight = 20;

/**
 * Create, read, update, list and delete of dashboards by 50 clients at once: each with a pause between its requests, so that the
 * figures are answer times and not the length of a queue, and each without, so that 50 requests are always in flight; in turns
 * with an empty route of the same framework.
 */
export const documents: Benchmark = {
  name: 'documents',
  async run(signal) {
    const hecate = await benchServer({ prometheusUrl: 'http://127.0.0.1:9' });
    const bare = await benchProcess('empty-route.ts', []);
    const pool = new Pool(new URL(hecate.url).origin, { connections: clients });
    const empty = new Pool(bare.url, { connections: clients });
    try {
      const project = { kind: 'Project', metadata: { name: 'bench' }, spec: {} };
      await request(pool, { method: 'POST', path: '/api/v1/projects', body: project }, signal);
      await lives({ pool, empty, prefix: 'w', count: documentsPerClient.warmUp, pause: thinkMs }, signal);
      const syncP95 = percentile(await syncedWrites(signal), 0.95);
      const count = documentsPerClient.measured;
      const paced = await measured({ pool, empty, prefix: 'd', count, pause: thinkMs }, signal);
      const rows = rowsOf(
        paced,
        `${clients} clients with pauses of ${thinkMs.least}–${thinkMs.most} ms (${paced.rate} requests/s)`,
        `one synced page on this disk ${syncP95.toFixed(1)} ms`,
      );
      await loopDelay(pool, signal);
      const busy = await measured(
        { pool, empty, prefix: 'b', count: documentsInFlight, pause: null },
        signal,
      );
      const delay = await loopDelay(pool, signal);
      return [
        ...rows,
        ...rowsOf(
          busy,
          `${clients} requests always in flight (${busy.rate} requests/s)`,
          `event loop delayed ${delay}`,
        ),
      ];
    } finally {
      await Promise.all([pool.close(), empty.close()]);
      await Promise.all([hecate.stop(), bare.stop()]);
    }
  },
};

interface Measured {
  readonly times: ReadonlyMap<string, readonly number[]>;
  /** Requests a second that the server with the store answered. */
  readonly rate: number;
}

async function measured(wanted: Lives, signal: AbortSignal): Promise<Measured> {
  const begun = performance.now();
  const times = await lives(wanted, signal);
  const seconds = (performance.now() - begun) / 1000;
  const asked = [...times].flatMap(([step, values]) => (step === 'empty' ? [] : values)).length;
  return { times, rate: Math.round(asked / seconds) };
}

function rowsOf({ times }: Measured, arrivals: string, beside: string): readonly BenchRow[] {
  const emptyP95 = percentile(times.get('empty') ?? [], 0.95);
  return [...times]
    .filter(([step]) => step !== 'empty')
    .map(([step, values]) => {
      const p95 = percentile(values, 0.95);
      return {
        what: `dashboards, ${step}, ${arrivals}, p95`,
        measured: `${p95.toFixed(1)} ms (p50 ${percentile(values, 0.5).toFixed(1)} ms)`,
        comparedWith: `empty Fastify route ${emptyP95.toFixed(1)} ms, ${beside}`,
        ratio: `${(p95 / emptyP95).toFixed(1)}×`,
        goal: '< 20 ms',
        met: p95 < 20,
      };
    });
}

/** How long the server's event loop was held up since it was last asked, from its own metrics. */
async function loopDelay(pool: Pool, signal: AbortSignal): Promise<string> {
  const { body } = await pool.request({ path: '/metrics', method: 'GET', signal });
  const text = await body.text();
  const ms = (quantile: string): string => {
    const found = new RegExp(`^hecate_event_loop_lag_seconds\\{quantile="${quantile}"\\} (\\S+)$`, 'm').exec(
      text,
    );
    return (Number(found?.[1]) * 1000).toFixed(0);
  };
  return `p50 ${ms('0.5')} ms, p99 ${ms('0.99')} ms, at most ${ms('1')} ms`;
}

/** What the disk takes for the least durable write, in milliseconds: every write of the store waits for one sync. */
async function syncedWrites(signal: AbortSignal): Promise<readonly number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hecate-bench-'));
  const file = openSync(join(folder, 'synced'), 'w');
  const page = Buffer.alloc(4_096);
  const times: number[] = [];
  try {
    for (let index = 0; index < 300; index += 1) {
      const begun = performance.now();
      writeSync(file, page);
      fsyncSync(file);
      times.push(performance.now() - begun);
      await wait(10, undefined, { signal });
    }
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
  return times;
}

interface Lives {
  readonly pool: Pool;
  /** The server with the empty route. */
  readonly empty: Pool;
  readonly prefix: string;
  /** Documents of each client. */
  readonly count: number;
  /** What a client waits between its requests, in milliseconds; null asks again at once. */
  readonly pause: { readonly least: number; readonly most: number } | null;
}

/** The times of each step, in milliseconds, over all documents of all clients. */
async function lives(
  { pool, empty, prefix, count, pause }: Lives,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const times = new Map<string, number[]>();
  const client = async (number: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      for (const { step, on, ...sent } of life(`${prefix}-${number}-${index}`)) {
        if (pause !== null)
          await wait(pause.least + Math.random() * (pause.most - pause.least), undefined, { signal });
        const milliseconds = await request(on === 'empty' ? empty : pool, sent, signal);
        const known = times.get(step) ?? [];
        known.push(milliseconds);
        times.set(step, known);
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  return times;
}

interface Sent {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

interface Step extends Sent {
  readonly step: string;
  readonly on: 'hecate' | 'empty';
}

/** What a client does with one document, and the empty route once beside it. */
function life(name: string): readonly Step[] {
  const root = '/api/v1/projects/bench/dashboards';
  const path = `${root}/${name}`;
  const body = {
    kind: 'Dashboard',
    metadata: { name, project: 'bench' },
    spec: { duration: '1h', panels: panels(12), layouts: [] },
  };
  return [
    { step: 'create', on: 'hecate', method: 'POST', path: root, body },
    { step: 'get', on: 'hecate', method: 'GET', path },
    {
      step: 'update',
      on: 'hecate',
      method: 'PUT',
      path,
      body: { ...body, spec: { ...body.spec, duration: '6h' } },
    },
    { step: 'list (names)', on: 'hecate', method: 'GET', path: `${root}?metadata_only=true` },
    { step: 'delete', on: 'hecate', method: 'DELETE', path },
    { step: 'empty', on: 'empty', method: 'GET', path: '/' },
  ];
}

function panels(count: number): Record<string, unknown> {
  const plugin = { kind: 'TimeSeriesChart', spec: {} };
  const queries = [
    {
      kind: 'TimeSeriesQuery',
      spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: { query: 'sum(rate(x[5m]))' } } },
    },
  ];
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `p${index}`,
      { kind: 'Panel', spec: { display: { name: `Panel ${index}` }, plugin, queries } },
    ]),
  );
}

async function request(pool: Pool, { method, path, body }: Sent, signal: AbortSignal): Promise<number> {
  const begun = performance.now();
  const answer = await pool.request({
    path,
    method,
    signal,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 300)
    throw new Error(`${method} ${path} answered ${answer.statusCode}: ${text.slice(0, 200)}`);
  return performance.now() - begun;
}
