import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';
import { benchServer } from './bench-server.ts';
import { percentile, type Benchmark } from './row.ts';

const clients = 50;
const documentsPerClient = 12;

/** Create, read, update, list and delete of dashboards by 50 clients at once, beside an empty route of the same framework. */
export const documents: Benchmark = {
  name: 'documents',
  async run(signal) {
    const hecate = await benchServer({ prometheusUrl: 'http://127.0.0.1:9' });
    const pool = new Pool(new URL(hecate.url).origin, { connections: clients });
    try {
      await request(
        pool,
        'POST',
        '/api/v1/projects',
        { kind: 'Project', metadata: { name: 'bench' }, spec: {} },
        signal,
      );
      const times = new Map<string, number[]>();
      const empty: number[] = [];
      await Promise.all(
        Array.from({ length: clients }, async (_, client) => {
          for (let index = 0; index < documentsPerClient; index += 1) {
            for (const [step, milliseconds] of await life(pool, `d-${client}-${index}`, signal)) {
              times.set(step, [...(times.get(step) ?? []), milliseconds]);
            }
            empty.push(await request(pool, 'GET', '/-/healthy', null, signal));
          }
        }),
      );
      const emptyP95 = percentile(empty, 0.95);
      return [...times].map(([step, values]) => {
        const p95 = percentile(values, 0.95);
        return {
          what: `dashboards, ${step}, ${clients} clients, p95`,
          measured: `${p95.toFixed(1)} ms`,
          comparedWith: `empty route ${emptyP95.toFixed(1)} ms`,
          ratio: `${(p95 / emptyP95).toFixed(1)}×`,
          goal: '< 20 ms',
          met: p95 < 20,
        };
      });
    } finally {
      await pool.close();
      await hecate.stop();
    }
  },
};

async function life(
  pool: Pool,
  name: string,
  signal: AbortSignal,
): Promise<readonly (readonly [string, number])[]> {
  const root = '/api/v1/projects/bench/dashboards';
  const dashboard = {
    kind: 'Dashboard',
    metadata: { name, project: 'bench' },
    spec: { duration: '1h', panels: panels(12), layouts: [] },
  };
  return [
    ['create', await request(pool, 'POST', root, dashboard, signal)],
    ['get', await request(pool, 'GET', `${root}/${name}`, null, signal)],
    ['update', await request(pool, 'PUT', `${root}/${name}`, dashboard, signal)],
    ['list (names)', await request(pool, 'GET', `${root}?metadata_only=true`, null, signal)],
    ['delete', await request(pool, 'DELETE', `${root}/${name}`, null, signal)],
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

async function request(
  pool: Pool,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: unknown,
  signal: AbortSignal,
): Promise<number> {
  const begun = performance.now();
  const answer = await pool.request({
    path,
    method,
    signal,
    ...(body === null ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 300)
    throw new Error(`${method} ${path} answered ${answer.statusCode}: ${text.slice(0, 200)}`);
  return performance.now() - begun;
}
