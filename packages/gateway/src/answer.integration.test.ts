import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createResolver, createRunner, freePort, type RunningComponent } from '@hecate/components';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGateway } from './answer.ts';
import type { PrometheusQuery } from './prometheus-query.ts';
import { createPrometheusClient } from './prometheus-client.ts';
import { probeDatasource } from './probe-datasource.ts';
import { readBody } from './read-body.ts';
import { readDuration } from './read-duration.ts';
import { readPrometheusQuery } from './read-prometheus-query.ts';
import { readTime } from './read-time.ts';
import { failure, until } from './testing/upstream-pair.ts';
import { createUpstream } from './upstream.ts';
import type { Upstream } from './upstream-request.ts';

let folder: string;
let origin: string;
let version: string;
let prometheus: RunningComponent;
let start: () => Promise<RunningComponent>;
let upstream: Upstream;
/** A moment with samples before it, and all of them stored. */
let nowMs: number;
const gateway = createGateway();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hecate-gateway-'));
  const report = (line: string): void => void process.stderr.write(`${line}\n`);
  const binary = await createResolver({ report }).resolve('prometheus', { order: 'tests' });
  version = String(binary.version);
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  const config = join(folder, 'prometheus.yml');
  await writeFile(
    config,
    JSON.stringify({
      global: { scrape_interval: '1s' },
      scrape_configs: [
        {
          job_name: 'self',
          static_configs: [
            { targets: [`127.0.0.1:${port}`], labels: { 'my.label': 'größe;&=+%', plain: 'a\\"b' } },
          ],
        },
      ],
    }),
  );
  const runner = createRunner({ runDir: join(folder, 'run'), logDir: join(folder, 'logs'), report });
  start = () =>
    runner.start({
      id: 'prometheus',
      binary: binary.path,
      args: [
        `--config.file=${config}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      ready: { url: `${origin}/-/ready`, timeoutMs: 60_000 },
    });
  prometheus = await start();
  upstream = createUpstream({ name: 'prom', url: origin });
  const client = createPrometheusClient(upstream);
  while (((await client.instant('count_over_time(up[1m])')).series[0]?.value ?? 0) < 4) {
    await sleep(200);
  }
  nowMs = Date.now() - 1_500;
});

afterAll(async () => {
  await upstream.close(0);
  await prometheus.stop();
  await rm(folder, { recursive: true });
});

async function through(query: PrometheusQuery, method: 'GET' | 'POST'): Promise<[number, string]> {
  const answer = await gateway.answer(query, { upstream, method });
  return [answer.status, (await readBody(answer)).toString()];
}

async function direct(path: string, search: string): Promise<[number, string]> {
  const response = await fetch(`${origin}/api/v1/${path}${search === '' ? '' : `?${search}`}`);
  return [response.status, await response.text()];
}

const form = (pairs: Readonly<Record<string, string>>): string => new URLSearchParams(pairs).toString();

describe('a real Prometheus', () => {
  // Filled in when the test runs: the table is made before Prometheus starts.
  const time = 'NOW';
  const past = { start: 'BEFORE', end: 'NOW' };
  it.each<[string, string]>([
    ['query', form({ query: 'up{plain="a\\"b"}', time })],
    ['query', form({ query: 'sum by ("my.label") ({"up", "my.label"=~"gr.*"})', time })],
    ['query', form({ query: '1e-7 + vector(0)', time })],
    ['query', form({ query: '"text; & = + % é"', time })],
    ['query', form({ query: 'up', time, limit: '1', lookback_delta: '1m' })],
    ['query', form({ query: 'NaN', time })],
    ['query', form({ query: 'up{', time })],
    ['query', form({ query: 'sum(up, up)', time })],
    ['query_range', form({ query: 'prometheus_http_requests_total', ...past, step: '7' })],
    [
      'query_range',
      form({ query: 'rate(prometheus_tsdb_head_samples_appended_total[15s])', ...past, step: '0.57' }),
    ],
    ['query_range', form({ query: 'time()', start: '1700000000.057', end: '1700000012.345', step: '570ms' })],
    [
      'query_range',
      form({
        query: 'time()',
        start: '2023-11-14T22:13:20.057Z',
        end: '2023-11-15T00:13:29+02:00',
        step: '1s500ms',
      }),
    ],
    ['labels', ''],
    ['labels', form({ 'match[]': 'up' })],
    ['label/job/values', ''],
    ['label/U__my_2e_label/values', ''],
    ['label/my.label/values', ''],
    ['label/nothing/values', ''],
    ['series', form({ 'match[]': 'up' })],
    ['series', `${form({ 'match[]': 'up{job="self"}' })}&${form({ 'match[]': 'scrape_duration_seconds' })}`],
    ['series', form({ 'match[]': 'up{' })],
    ['metadata', form({ metric: 'go_goroutines', limit: '1' })],
    ['query_exemplars', form({ query: 'up', ...past })],
    ['format_query', form({ query: 'sum   (up)' })],
    ['parse_query', form({ query: 'sum(up)' })],
    ['rules', ''],
    ['rules', form({ type: 'alert' })],
    ['alerts', ''],
    ['status/buildinfo', ''],
  ])('answers %s?%s with the same bytes through the gateway', async (path, template) => {
    const search = template
      .replaceAll('NOW', String(nowMs / 1_000))
      .replaceAll('BEFORE', String(nowMs / 1_000 - 60));
    const query = readPrometheusQuery({
      method: 'GET',
      path,
      search,
      contentType: undefined,
      body: undefined,
    });
    const expected = await direct(path, search);
    expect(expected[1]).toContain('"status":');
    expect(await through(query, 'GET')).toEqual(expected);
    expect(await through(query, 'POST')).toEqual(expected);
  });

  it('has something to answer', async () => {
    const { series } = await createPrometheusClient(upstream).instant('count_over_time({"up"}[1m])', {
      timeMs: nowMs,
    });
    expect(series[0]?.value).toBeGreaterThan(1);
  });

  it('reads times and steps to the same millisecond as we do', async () => {
    const client = createPrometheusClient(upstream);
    for (const text of [
      '1700000000',
      '1700000000.0005',
      '1543578564.705',
      '1.7e9',
      '2023-11-14T22:13:20.1239Z',
      '1700000000.9999',
      ...Array.from({ length: 100 }, (_, index) => `1700000000.${String(index * 7 + 1).padStart(3, '0')}`),
    ]) {
      const [, body] = await direct('query', form({ query: 'time()', time: text }));
      expect([text, readTime(text)]).toEqual([
        text,
        Math.round(Number(/"result":\[([\d.]+),/.exec(body)?.[1]) * 1_000),
      ]);
    }
    for (const text of ['0.57', '1.1', '0.0015', '2.999', '1.001', '1.007', '1001ms', '1m', '1s1ms', '90']) {
      const [, body] = await direct(
        'query_range',
        form({ query: 'time()', start: '1700000000', end: '1700000090', step: text }),
      );
      const stepMs = readDuration(text) ?? Number.NaN;
      const { series } = await client.range('time()', {
        startMs: 1_700_000_000_000,
        endMs: 1_700_000_090_000,
        stepMs: Math.max(stepMs, 9),
      });
      const second = /\[([\d.]+),"[^"]*"\],\[([\d.]+),/.exec(body);
      if (second === null) {
        expect(body).toContain('exceeded maximum resolution');
      } else {
        expect(Math.round((Number(second[2]) - Number(second[1])) * 1_000)).toBe(stepMs);
        expect(Math.round(((series[0]?.points[1]?.[0] ?? 0) - 1_700_000_000) * 1_000)).toBe(stepMs);
      }
    }
  });

  it('draws the 11 000-point line where Prometheus draws it', async () => {
    const range = (points: number) =>
      ({ kind: 'range', promql: 'time()', startMs: 0, endMs: points * 1_000, stepMs: 1_000 }) as const;
    expect((await through(range(11_000), 'POST'))[0]).toBe(200);
    expect(
      (await direct('query_range', form({ query: 'time()', start: '0', end: '11000', step: '1' })))[0],
    ).toBe(200);
    expect((await failure(gateway.answer(range(11_001), { upstream }))).status).toBe(400);
    expect(
      (await direct('query_range', form({ query: 'time()', start: '0', end: '11001', step: '1' })))[0],
    ).toBe(400);
  });

  it('is healthy and tells its version', async () => {
    expect(await probeDatasource(upstream)).toMatchObject({ reachable: true, version, reason: null });
    const healthy = await gateway.answer({ kind: 'healthy' }, { upstream });
    expect([healthy.status, healthy.headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
  });

  it('gives parsed series to our own code', async () => {
    const client = createPrometheusClient(upstream);
    const { series } = await client.instant('{"up"}');
    expect(series[0]).toMatchObject({ labels: { job: 'self', 'my.label': 'größe;&=+%' }, value: 1 });
    const range = await client.range('vector(1) / 0', { startMs: 1_000, endMs: 3_000, stepMs: 1_000 });
    expect(range.series).toEqual([
      {
        labels: {},
        points: [
          [1, null],
          [2, null],
          [3, null],
        ],
      },
    ]);
    expect((await client.instant('rate(up[5m])')).warnings.join()).toContain('metric might not be a counter');
    expect((await failure(client.instant('up{'))).message).toContain('parse error');
  });

  it('ends a query itself when the time it was given is over, in its own words', async () => {
    const promql = 'sum_over_time(vector(1)[11d:1s])';
    const [status, body] = await through({ kind: 'instant', promql, timeoutMs: 1 }, 'POST');
    expect([status, JSON.parse(body)]).toMatchObject([503, { status: 'error', errorType: 'timeout' }]);
  });

  it('stops working on a query whose client has left', async () => {
    const client = createPrometheusClient(upstream);
    // Scraped every second; 1 while a query runs.
    const running = async (): Promise<number> =>
      (await client.instant('prometheus_engine_queries')).series[0]?.value ?? -1;
    const person = new AbortController();
    const asked = failure(
      gateway.answer(
        {
          kind: 'range',
          // Half a minute of adding; Prometheus looks for a cancelled query once per step and operator.
          promql: Array.from({ length: 3_500 }, () => 'vector(time())').join('+'),
          startMs: 0,
          endMs: 10_000_000,
          stepMs: 1_000,
        },
        { upstream, signal: person.signal },
      ),
    );
    while ((await running()) !== 1) {
      await sleep(100);
    }
    person.abort();
    expect((await asked).code).toBe('client_gone');
    const gone = performance.now();
    while ((await running()) !== 0) {
      await sleep(100);
    }
    // Without cancellation it would go on for 20 s and more.
    expect(performance.now() - gone).toBeLessThan(10_000);
  });

  it('that hangs, dies and comes back is a timeout, unreachable, and there again', async () => {
    process.kill(prometheus.pid, 'SIGSTOP');
    const asked = Array.from({ length: 60 }, () =>
      failure(gateway.answer({ kind: 'instant', promql: 'up' }, { upstream, deadlineMs: 300 })),
    );
    const codes = new Set((await Promise.all(asked)).map(({ code }) => code));
    process.kill(prometheus.pid, 'SIGCONT');
    expect([...codes]).toEqual(['upstream_timeout']);
    await until(() => upstream.stats().inFlight === 0, 'the slots to be free');
    process.kill(prometheus.pid, 'SIGKILL');
    await prometheus.exited;
    const error = await failure(gateway.answer({ kind: 'instant', promql: 'up' }, { upstream }));
    expect([error.code, error.status]).toEqual(['upstream_unreachable', 502]);
    prometheus = await start();
    expect((await through({ kind: 'instant', promql: 'vector(1)' }, 'POST'))[0]).toBe(200);
  });
});
