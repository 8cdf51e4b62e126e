import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { createResolver, createRunner, freePort, type RunningComponent } from '@hecate/components';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseSelector } from './parse.ts';
import { print } from './print.ts';
import { restrict, type Scope } from './restrict.ts';
import { createHostileTexts, tenantMetrics } from './testing/hostile-texts.ts';
import { createOracleClient, type OracleAnswer, type OracleClient } from './testing/oracle-client.ts';
import { createQueryGenerator } from './testing/query-generator.ts';
import { createSeededRandom } from './testing/seeded-random.ts';

const isDeep = process.env['HECATE_TEST_DEEP'] === '1';
const seed = Number(process.env['HECATE_TEST_SEED'] ?? Date.now() % 2 ** 31);
const queries = isDeep ? 5_000 : 1_000;
const scope: Scope = { label: 'namespace', values: ['tenant-a'], whenDisjoint: 'empty' };
/** The samples: two hours up to three hours ago, on whole minutes. */
const endSeconds = Math.floor(Date.now() / 60_000) * 60 - 3 * 3600;
const startSeconds = endSeconds - 2 * 3600;
const atSeconds = endSeconds - 1800;

let folder = '';
const running: RunningComponent[] = [];
const targets: Server[] = [];
/** Everybody's data, and tenant A's alone. */
let everyone: OracleClient;
let tenant: OracleClient;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-isolation-'));
  const report = (line: string): void => void process.stderr.write(`${line}\n`);
  const resolver = createResolver({ report });
  const prometheus = await resolver.resolve('prometheus', { order: 'tests' });
  const promtool = await resolver.resolve('promtool', { order: 'tests' });
  const runner = createRunner({ runDir: join(folder, 'run'), logDir: join(folder, 'logs'), report });
  const start = async (id: string, namespaces: readonly string[]): Promise<OracleClient> => {
    const data = join(folder, id);
    mkdirSync(data);
    const samples = join(folder, `${id}.om`);
    writeFileSync(samples, openMetrics(namespaces));
    const args = ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=24h', samples, data];
    const written = spawnSync(promtool.path, args, { timeout: 60_000, encoding: 'utf8' });
    if (written.status !== 0) throw new Error(`promtool: ${written.stderr}`);
    const configuration = join(folder, `${id}.yml`);
    writeFileSync(configuration, await scrapeConfiguration(namespaces));
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    running.push(
      await runner.start({
        id,
        binary: prometheus.path,
        args: [
          `--config.file=${configuration}`,
          `--storage.tsdb.path=${data}`,
          `--web.listen-address=127.0.0.1:${port}`,
          '--enable-feature=promql-experimental-functions,promql-extended-range-selectors,promql-binop-fill-modifiers,exemplar-storage',
        ],
        ready: { url: `${origin}/-/ready`, timeoutMs: 60_000 },
      }),
    );
    return createOracleClient(origin);
  };
  everyone = await start('everyone', ['tenant-a', 'tenant-b', '']);
  tenant = await start('tenant', ['tenant-a']);
});

afterAll(async () => {
  everyone.close();
  tenant.close();
  for (const component of running) await component.stop();
  for (const target of targets) target.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a query limited to a tenant', () => {
  it(`answers ${queries} hostile queries as if there were no other data`, async () => {
    process.stderr.write(`seed ${seed}\n`);
    const random = createSeededRandom(seed);
    const generator = createQueryGenerator(random, createHostileTexts(random));
    const generated = Array.from({ length: queries }, () =>
      generator.ofType(random.pick(['vector', 'vector', 'vector', 'scalar', 'matrix']), random.below(4)),
    );
    const differences: string[] = [];
    let full = 0;
    let compared = 0;
    await everyone.each(generated, async (query) => {
      // A matcher of the scope becomes a label of what `absent` answers, and `info` is refused.
      if (/absent|info/.test(query) || parse(query).kind === 'error') return;
      const limited = limitedText(query);
      const evaluation: [string, string][] =
        compared % 3 === 0
          ? [
              ['start', String(atSeconds - 600)],
              ['end', String(atSeconds)],
              ['step', '60'],
            ]
          : [['time', String(atSeconds)]];
      const path = compared % 3 === 0 ? '/api/v1/query_range' : '/api/v1/query';
      compared += 1;
      let difference: string | null = null;
      // Operators between vectors walk over maps, so that sums are rounded differently from one time to the next.
      for (let attempt = 0; attempt < 5; attempt += 1) {
        const [ofEveryone, ofTenant] = await Promise.all([
          everyone.ask(path, [['query', limited], ...evaluation]),
          tenant.ask(path, [['query', query], ...evaluation]),
        ]);
        if (attempt === 0 && isFull(ofTenant)) full += 1;
        difference = differenceOf(ofEveryone, ofTenant);
        if (difference === null) break;
      }
      if (difference !== null) differences.push(`${query}\n${limited}\n${difference}`);
    });
    expect(differences.slice(0, 3), `seed ${seed}`).toEqual([]);
    expect(compared).toBeGreaterThan(queries * 0.7);
    expect(full).toBeGreaterThan(compared * 0.25);
  });

  it('finds the series, labels and values of the tenant alone', async () => {
    const random = createSeededRandom(seed + 1);
    const texts = createHostileTexts(random);
    const window: [string, string][] = [
      ['start', String(startSeconds)],
      ['end', String(endSeconds)],
    ];
    const selectors = Array.from({ length: queries / 5 }, () => texts.selector());
    const differences: string[] = [];
    await everyone.each(selectors, async (selector) => {
      const limited = limitedSelector(selector);
      for (const path of [
        '/api/v1/series',
        '/api/v1/labels',
        '/api/v1/label/namespace/values',
        '/api/v1/label/pod/values',
      ]) {
        const [ofEveryone, ofTenant] = await Promise.all([
          everyone.ask(path, [['match[]', limited], ...window]),
          tenant.ask(path, [['match[]', selector], ...window]),
        ]);
        const difference = differenceOf(ofEveryone, ofTenant);
        if (difference !== null) differences.push(`${path} ${selector}\n${limited}\n${difference}`);
      }
    });
    expect(differences.slice(0, 3), `seed ${seed}`).toEqual([]);
  });

  it.each([
    'traced_total',
    'traced_total{namespace="tenant-b"}',
    '{__name__=~".+"}',
    'rate(traced_total{namespace=~".*"}[5m]) or traced_total{namespace!="tenant-a"}',
    'topk(scalar(sum(traced_total{namespace="tenant-b"})), traced_total) # {}\r',
    'max_over_time((sum by (namespace) (traced_total))[5m:1m])',
  ])('finds the exemplars of the tenant alone by %j', async (query) => {
    const now = Date.now() / 1000;
    const lately: [string, string][] = [
      ['start', String(now - 600)],
      ['end', String(now + 60)],
    ];
    const ask = (client: OracleClient, text: string): Promise<OracleAnswer> =>
      client.ask('/api/v1/query_exemplars', [['query', text], ...lately]);
    // Both have scraped.
    for (const [client, known] of [
      [everyone, ['of-tenant-a', 'of-tenant-b']],
      [tenant, ['of-tenant-a']],
    ] as const) {
      await expect
        .poll(async () => traceIds(await ask(client, 'traced_total')), { timeout: 30_000 })
        .toEqual(known);
    }
    const told = traceIds(await ask(everyone, limitedText(query)));
    expect(told).toEqual(traceIds(await ask(tenant, query)));
  });

  it('would have been told more without the limit', async () => {
    const time = ['time', String(atSeconds)] as const;
    const query = 'count({__name__=~".+"})';
    expect(
      differenceOf(
        await everyone.ask('/api/v1/query', [['query', query], time]),
        await tenant.ask('/api/v1/query', [['query', query], time]),
      ),
    ).not.toBeNull();
  });
});

/** Has a Prometheus scrape counters with exemplars: they come by scrapes only, not from files. */
async function scrapeConfiguration(namespaces: readonly string[]): Promise<string> {
  const lines = namespaces
    .filter((namespace) => namespace !== '')
    .map((namespace) => `traced_total{namespace="${namespace}"} 1 # {trace_id="of-${namespace}"} 1`);
  const body = `# TYPE traced counter\n${lines.join('\n')}\n# EOF\n`;
  const target = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/openmetrics-text; version=1.0.0; charset=utf-8' });
    response.end(body);
  });
  targets.push(target);
  target.listen(0, '127.0.0.1');
  await once(target, 'listening');
  const address = target.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  const job = {
    job_name: 'traced',
    scrape_interval: '1s',
    scrape_timeout: '1s',
    honor_labels: true,
    static_configs: [{ targets: [`127.0.0.1:${address.port}`] }],
  };
  return `${JSON.stringify({ scrape_configs: [job] })}\n`;
}

/** The traces that an answer of exemplars names. */
function traceIds(answer: OracleAnswer): readonly string[] {
  if (!answer.isSuccess) throw new Error(answer.error);
  const found = JSON.stringify(answer.data).matchAll(/"trace_id":"([^"]*)"/g);
  return [...new Set(Array.from(found, ([, id = '']) => id))].toSorted();
}

function limitedText(query: string): string {
  const expr = parse(query);
  if (expr.kind === 'error') throw new Error(`${query}: ${expr.message}`);
  const limited = restrict(expr, scope);
  if (limited.kind === 'error') throw new Error(`${query}: ${limited.message}`);
  return print(limited);
}

function limitedSelector(text: string): string {
  const selector = parseSelector(text);
  if (selector.kind === 'error') throw new Error(`${text}: ${selector.message}`);
  const limited = restrict(selector, scope);
  if (limited.kind === 'error') throw new Error(`${text}: ${limited.message}`);
  return print(limited);
}

function isFull(answer: OracleAnswer): boolean {
  return answer.isSuccess && JSON.stringify(answer.data).includes('"value');
}

function differenceOf(ofEveryone: OracleAnswer, ofTenant: OracleAnswer): string | null {
  const told = JSON.stringify(ofEveryone);
  if (!ofEveryone.isSuccess) {
    if (told.includes('tenant-b')) return `names the other tenant: ${told}`;
    return ofTenant.isSuccess ? `refused: ${told}` : null;
  }
  if (!ofTenant.isSuccess) return `answered, though it is refused alone: ${ofTenant.error}`;
  const isSame = isNear(comparable(ofEveryone.data), comparable(ofTenant.data));
  return isSame ? null : `${told.slice(0, 500)}\n${JSON.stringify(ofTenant).slice(0, 500)}`;
}

/** Series in any order, as `sort` and the like are not asked for here. */
function comparable(data: unknown): unknown {
  const rows = typeof data === 'object' && data !== null && 'result' in data ? data.result : data;
  if (!Array.isArray(rows)) return rows;
  const keyed = rows.map((row: unknown) => ({ row, key: JSON.stringify(labelsOf(row)) }));
  return keyed.toSorted((one, other) => (one.key < other.key ? -1 : 1)).map(({ row }) => row);
}

function labelsOf(row: unknown): unknown {
  return typeof row === 'object' && row !== null && 'metric' in row ? row.metric : row;
}

/** Equal but for the last digits of numbers; the other tenant's are a thousand larger. */
function isNear(one: unknown, other: unknown): boolean {
  if (isDeepStrictEqual(one, other)) return true;
  if (typeof one === 'string' && typeof other === 'string') {
    const [left, right] = [Number(one), Number(other)];
    return Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(left), Math.abs(right));
  }
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const [left, right] = [Object.entries(one), Object.entries(other)];
  return (
    left.length === right.length &&
    left.every(([name, value], index) => name === right[index]?.[0] && isNear(value, right[index]?.[1]))
  );
}

/** Samples of each metric, namespace and pod, all different, one a minute. */
function openMetrics(namespaces: readonly string[]): string {
  const lines: string[] = [];
  for (const [metricIndex, metric] of tenantMetrics.entries()) {
    lines.push(`# TYPE ${metric.replace(/_total$/, '')} ${metric.endsWith('_total') ? 'counter' : 'gauge'}`);
    for (const namespace of namespaces) {
      for (let pod = 0; pod < 3; pod += 1) {
        const labels = namespace === '' ? `pod="pod-${pod}"` : `namespace="${namespace}",pod="pod-${pod}"`;
        const level = (metricIndex + 1) * 7.13 + pod * 1.37 + (namespace === 'tenant-b' ? 1000.01 : 0);
        for (let at = startSeconds; at <= endSeconds; at += 60) {
          const minutes = (at - startSeconds) / 60;
          const value = metric.endsWith('_total')
            ? level * minutes
            : level + Math.round(1000 * Math.sin(minutes / (5 + pod))) / 1000;
          lines.push(`${metric}{${labels}} ${value} ${at}`);
        }
      }
    }
  }
  return `${lines.join('\n')}\n# EOF\n`;
}
