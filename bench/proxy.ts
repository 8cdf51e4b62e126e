import { createServer, type Server } from 'node:http';
import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';
import { benchProcess, benchServer } from './bench-server.ts';
import { percentile, type Benchmark } from './row.ts';

const rounds = 6;
const warmUpRequests = 10_000;
const requestsPerRound = 1_000;
const concurrency = 16;

/** What the datasource proxy adds to a 3 kB answer, beside the direct answer and the least a proxy of this runtime does. */
export const proxy: Benchmark = {
  name: 'proxy',
  async run(signal) {
    const upstream = await answering(3_000);
    const hecate = await benchServer({ prometheusUrl: upstream.url });
    const bare = await benchProcess('bare-proxy.ts', [upstream.url]);
    const path = '/api/v1/query?query=up&time=1';
    const direct = { pool: poolOf(upstream.url), path };
    const ours = { pool: poolOf(hecate.url), path: `/proxy/globaldatasources/prometheus${path}` };
    const least = { pool: poolOf(bare.url), path };
    const oursRounds = { addedMs: [] as number[], cpuUs: [] as number[] };
    const leastRounds = { addedMs: [] as number[], cpuUs: [] as number[] };
    try {
      await timed(direct, requestsPerRound, 1, signal);
      for (const target of [ours, least]) await timed(target, warmUpRequests, concurrency, signal);
      for (let round = 0; round < rounds; round += 1) {
        const directMs = percentile(await timed(direct, requestsPerRound, 1, signal), 0.5);
        for (const [target, server, measured] of [
          [ours, hecate, oursRounds],
          [least, bare, leastRounds],
        ] as const) {
          const p50 = percentile(await timed(target, requestsPerRound, 1, signal), 0.5);
          measured.addedMs.push(p50 - directMs);
          const before = await server.cpuMs();
          await timed(target, requestsPerRound * 5, concurrency, signal);
          measured.cpuUs.push((((await server.cpuMs()) - before) / (requestsPerRound * 5)) * 1000);
        }
      }
      const [addedMs, leastMs] = [median(oursRounds.addedMs), median(leastRounds.addedMs)];
      const [cpuUs, leastUs] = [median(oursRounds.cpuUs), median(leastRounds.cpuUs)];
      return [
        {
          what: `proxy, added to the p50 of a 3 kB answer, warm, median of ${rounds} rounds`,
          measured: `+${addedMs.toFixed(3)} ms`,
          comparedWith: `bare node:http and undici +${leastMs.toFixed(3)} ms`,
          ratio: `${(addedMs / leastMs).toFixed(1)}×`,
          goal: 'added ≤ 0.25 ms',
          met: addedMs <= 0.25,
        },
        {
          what: `proxy, CPU time of the server process a request, ${concurrency} in flight, warm, median of ${rounds} rounds`,
          measured: `${cpuUs.toFixed(0)} µs (${Math.round(1e6 / cpuUs)} requests per CPU second)`,
          comparedWith: `bare node:http and undici ${leastUs.toFixed(0)} µs`,
          ratio: `${(cpuUs / leastUs).toFixed(1)}×`,
          goal: '≥ 8 000 requests per CPU second',
          met: cpuUs <= 125,
        },
      ];
    } finally {
      await Promise.all([direct, ours, least].map(({ pool }) => pool.close()));
      await Promise.all([hecate.stop(), bare.stop()]);
      upstream.server.close();
    }
  },
};

/** A path, and the connections it is asked over. */
interface Target {
  readonly pool: Pool;
  readonly path: string;
}

function poolOf(url: string): Pool {
  return new Pool(new URL(url).origin, { connections: concurrency });
}

function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

async function timed(
  { pool, path }: Target,
  count: number,
  inFlight: number,
  signal: AbortSignal,
): Promise<number[]> {
  const times: number[] = [];
  let left = count;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const begun = performance.now();
      const { statusCode, body } = await pool.request({ path, method: 'GET', signal });
      await body.arrayBuffer();
      if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`);
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return times;
}

/** An upstream that answers every request with the same Prometheus-shaped body of about `bytes`. */
function answering(bytes: number): Promise<{ readonly url: string; readonly server: Server }> {
  const sample = { metric: { __name__: 'up', job: 'x', instance: '127.0.0.1:9090' }, value: [1, '1'] };
  const result = Array.from({ length: Math.ceil(bytes / JSON.stringify(sample).length) }, () => sample);
  const body = Buffer.from(JSON.stringify({ status: 'success', data: { resultType: 'vector', result } }));
  return new Promise((resolve) => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
      response.end(body);
    });
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address !== 'object' || address === null) throw new Error('no address');
      resolve({ url: `http://127.0.0.1:${address.port}`, server });
    });
  });
}
