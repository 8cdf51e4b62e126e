import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createResolver, createRunner, freePort, type RunningComponent } from '@hecate/components';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGateway } from '../answer.ts';
import { readBody } from '../read-body.ts';
import { writeSamples } from '../testing/otlp-samples.ts';
import { createIngest } from '../testing/restless-series.ts';
import { seededRandom } from '../testing/seeded-random.ts';
import { createUpstream } from '../upstream.ts';
import type { Upstream } from '../upstream-request.ts';
import { rangeShapes } from '../testing/range-shapes.ts';

const isDeep = process.env['HECATE_TEST_DEEP'] === '1';
const rounds = isDeep ? 2_000 : 400;
const seed = Number(process.env['HECATE_TEST_SEED'] ?? Date.now() % 1_000_000);
/** More than the out-of-order window below. */
const finalityMs = 120_000;

/** Adds floats of several series: their order, and with it the last digit, is that of the storage. */
const addsUp = /(?:^|[ (])(?:sum|avg|stddev)(?: by| without|\()/;

let folder: string;
let report: (line: string) => void;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hecate-range-cache-'));
  report = (line) => void process.stderr.write(`${line}\n`);
  report(`range cache: seed ${seed}, ${rounds} questions each`);
});

afterAll(() => rm(folder, { recursive: true }));

describe.each([
  {
    what: 'every shape, while no block is cut',
    blockDuration: '1000h',
    ticksBefore: 360,
    shapes: rangeShapes,
  },
  {
    what: 'shapes that add no floats of several series, while blocks are cut',
    blockDuration: '1h',
    ticksBefore: 350,
    shapes: rangeShapes.filter((shape) => !addsUp.test(shape)),
  },
])('any sequence of windows, steps and queries: $what', ({ blockDuration, ticksBefore, shapes }) => {
  let origin: string;
  let upstream: Upstream;
  let start: () => Promise<RunningComponent>;
  let prometheus: RunningComponent;

  beforeAll(async () => {
    const binary = await createResolver({ report }).resolve('prometheus', { order: 'tests' });
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    const home = await mkdtemp(join(folder, 'prometheus-'));
    const config = join(home, 'prometheus.yml');
    await writeFile(config, JSON.stringify({ storage: { tsdb: { out_of_order_time_window: '90s' } } }));
    const runner = createRunner({ runDir: join(home, 'run'), logDir: join(home, 'logs'), report });
    start = () =>
      runner.start({
        id: 'prometheus',
        binary: binary.path,
        args: [
          `--config.file=${config}`,
          `--storage.tsdb.path=${join(home, 'data')}`,
          `--storage.tsdb.min-block-duration=${blockDuration}`,
          `--storage.tsdb.max-block-duration=${blockDuration}`,
          `--web.listen-address=127.0.0.1:${port}`,
          '--web.enable-otlp-receiver',
          '--storage.tsdb.retention.time=10y',
        ],
        ready: { url: `${origin}/-/ready`, timeoutMs: 60_000 },
      });
    prometheus = await start();
    upstream = createUpstream({ name: 'prom', url: origin });
  });

  afterAll(async () => {
    await upstream.close(0);
    await prometheus.stop();
  });

  it('gives the bytes that Prometheus itself gives, while samples come, late ones too', async () => {
    const random = seededRandom(seed);
    const ingest = createIngest(random, Math.floor(Date.now() / 60_000) * 60_000 - 24 * 3_600_000);
    for (let tick = 0; tick < ticksBefore; tick += 1) await writeSamples(origin, ingest.next());
    const gateway = createGateway({
      clock: () => ingest.nowMs(),
      cache: { finalityMs, maxBytes: 8_388_608 },
    });
    const outcomes = new Map<string, number>();
    let empty = 0;
    for (let round = 0; round < rounds; round += 1) {
      if (random() < 0.4) await writeSamples(origin, ingest.next());
      if (round % 150 === 149) {
        await prometheus.stop();
        prometheus = await start();
      }
      const query = nextQuery(random, ingest.nowMs(), shapes);
      const search = new URLSearchParams({
        query: query.promql,
        start: String(query.startMs / 1_000),
        end: String(query.endMs / 1_000),
        step: String(query.stepMs / 1_000),
      });
      const expected = await (await fetch(`${origin}/api/v1/query_range?${search.toString()}`)).text();
      const answer = await gateway.answer({ kind: 'range', ...query }, { upstream });
      const got = (await readBody(answer)).toString();
      const how = answer.headers['x-hecate-query'] ?? 'nothing';
      if (got !== expected) {
        const asked = `${JSON.stringify(query)} at ${ingest.nowMs()}`;
        throw new Error(
          `seed ${seed}, question ${round} (${how}): ${asked}\n${firstDifference(got, expected)}`,
        );
      }
      if (expected.endsWith('"result":[]}}')) empty += 1;
      const [result = ''] = how.split(';');
      outcomes.set(result, (outcomes.get(result) ?? 0) + 1);
      // What is indexed after the answer must be kept before the next question, or the run proves less.
      await new Promise((resolve) => setImmediate(resolve));
    }
    report(`range cache: ${JSON.stringify(Object.fromEntries(outcomes))}, ${empty} empty answers`);
    expect(outcomes.get('cache=partial') ?? 0).toBeGreaterThan(rounds / 10);
    expect(outcomes.get('cache=hit') ?? 0).toBeGreaterThan(rounds / 50);
    expect(outcomes.get('cache=miss') ?? 0).toBeGreaterThan(0);
    expect(outcomes.get('cache=bypass') ?? 0).toBeGreaterThan(0);
    expect(empty).toBeLessThan(rounds / 4);
  });
});

/** Few shapes at a time, so that windows of the same one meet; steps and phases as dashboards and people make them. */
function nextQuery(random: () => number, nowMs: number, shapes: readonly string[]) {
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  const promql = pick(shapes.slice(0, random() < 0.7 ? 6 : shapes.length));
  const stepMs = pick([15_000, 15_000, 60_000, 7_000, 500]);
  const points = 1 + Math.floor(random() * (stepMs === 500 ? 400 : 120));
  const backMs = random() < 0.6 ? 0 : Math.floor((random() * 3_600_000) / stepMs) * stepMs;
  const aligned = Math.floor((nowMs - backMs) / stepMs) * stepMs;
  const phase = random() < 0.75 ? 0 : pick([1, 250, 3_000]);
  const endMs = aligned + phase;
  const offGrid = random() < 0.2 ? Math.floor(random() * stepMs) : 0;
  return { promql, startMs: endMs - (points - 1) * stepMs, endMs: endMs + offGrid, stepMs };
}

function firstDifference(got: string, expected: string): string {
  let at = 0;
  while (at < got.length && got[at] === expected[at]) at += 1;
  const from = Math.max(0, at - 120);
  return `at byte ${at} of ${got.length} and ${expected.length}\ngot      …${got.slice(from, at + 120)}\nexpected …${expected.slice(from, at + 120)}`;
}
