import { createServer, type Server } from 'node:http';
import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';
import { benchServer } from './bench-server.ts';
import { percentile, type Benchmark } from './row.ts';

const rounds = 6;
const requestsPerRound = 1_500;
const concurrency = 16;

/** What the datasource proxy adds to a 3 kB answer, beside the direct answer. */
export const proxy: Benchmark = {
  name: 'proxy',
  async run(signal) {
    const upstream = await answering(3_000);
    const hecate = await benchServer({ prometheusUrl: upstream.url });
    const direct = new Pool(upstream.url, { connections: concurrency });
    const through = new Pool(new URL(hecate.url).origin, { connections: concurrency });
    const path = '/api/v1/query?query=up&time=1';
    const proxied = `/proxy/globaldatasources/prometheus${path}`;
    try {
      await timed(direct, path, 500, 1, signal);
      await timed(through, proxied, 2_000, 1, signal);
      const directMs: number[] = [];
      const proxiedMs: number[] = [];
      let busyMs = 0;
      let answered = 0;
      for (let round = 0; round < rounds; round += 1) {
        directMs.push(...(await timed(direct, path, requestsPerRound, 1, signal)));
        proxiedMs.push(...(await timed(through, proxied, requestsPerRound, 1, signal)));
        const before = await hecate.cpuMs();
        await timed(through, proxied, requestsPerRound * 4, concurrency, signal);
        busyMs += (await hecate.cpuMs()) - before;
        answered += requestsPerRound * 4;
      }
      const addedMs = percentile(proxiedMs, 0.5) - percentile(directMs, 0.5);
      const perCore = answered / (busyMs / 1000);
      return [
        {
          what: 'proxy, p50 of a 3 kB answer',
          measured: `${percentile(proxiedMs, 0.5).toFixed(3)} ms`,
          comparedWith: `direct ${percentile(directMs, 0.5).toFixed(3)} ms`,
          ratio: `+${addedMs.toFixed(3)} ms`,
          goal: 'added ≤ 0.25 ms',
          met: addedMs <= 0.25,
        },
        {
          what: 'proxy, requests per core second',
          measured: `${Math.round(perCore)} req/s`,
          comparedWith: `${concurrency} in flight, CPU time of the server process`,
          ratio: `${((busyMs / answered) * 1000).toFixed(0)} µs CPU each`,
          goal: '≥ 8 000 req/s per core',
          met: perCore >= 8_000,
        },
      ];
    } finally {
      await Promise.all([direct.close(), through.close()]);
      await hecate.stop();
      upstream.server.close();
    }
  },
};

async function timed(
  pool: Pool,
  path: string,
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
