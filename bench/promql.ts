import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { templates } from '@hecate/catalogue';
import { yamlToJson } from '@hecate/perses';
import { parse, print, restrict } from '@hecate/promql';
import { parser as lezer } from '@prometheus-io/lezer-promql';
import { percentile, type Benchmark } from './row.ts';

/** Runs of one query that are timed together: a single one is below the clock's resolution. */
const runsTogether = 20;
/** Times each query is measured, in turns; the first ones warm the compiler up and are not counted. */
const rounds = 12;
const warmRounds = 5;
const fewestQueries = 300;

/** Reading, limiting and printing real queries, beside what the published grammar takes to read them, in turns. */
export const promql: Benchmark = {
  name: 'promql',
  run: async (signal) => {
    const queries = realQueries();
    const own: number[] = [];
    const beside: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      signal.throwIfAborted();
      for (const query of queries) {
        const limited = microseconds(() => limit(query));
        const parsed = microseconds(() => lezer.parse(query));
        if (round < warmRounds) continue;
        own.push(limited);
        beside.push(parsed);
      }
    }
    const p50 = percentile(own, 0.5);
    const besideP50 = percentile(beside, 0.5);
    return [
      {
        what: `parse, restrict and print one of ${queries.length} real queries, p50`,
        measured: `${p50.toFixed(1)} µs (p99 ${percentile(own, 0.99).toFixed(1)} µs)`,
        comparedWith: `lezer-promql parse alone ${besideP50.toFixed(1)} µs (p99 ${percentile(beside, 0.99).toFixed(1)} µs)`,
        ratio: `${(p50 / besideP50).toFixed(2)}×`,
        goal: `≤ 15 µs, ≤ 0.6×, ≥ ${fewestQueries} queries`,
        met: p50 <= 15 && p50 <= 0.6 * besideP50 && queries.length >= fewestQueries,
      },
    ];
  },
};

function limit(query: string): string {
  const expr = parse(query);
  if (expr.kind === 'error') throw expr;
  const restricted = restrict(expr, { label: 'namespace', values: ['team-a'], whenDisjoint: 'empty' });
  if (restricted.kind === 'error') throw restricted;
  return print(restricted);
}

function microseconds(work: () => unknown): number {
  const begun = performance.now();
  for (let run = 0; run < runsTogether; run += 1) work();
  return ((performance.now() - begun) * 1000) / runsTogether;
}

/** The queries of the real dashboards of the test data and of our own templates, each once, with ranges filled in. */
function realQueries(): readonly string[] {
  const folder = process.env['HECATE_TEST_DATA'] ?? join(import.meta.dirname, '../../shared/data');
  const found = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      if ((key === 'query' || key === 'expr') && typeof child === 'string') found.add(filled(child));
      collect(child);
    }
  };
  for (const { document } of templates) collect(document);
  const dashboards = join(folder, 'dashboards');
  for (const entry of readdirSync(dashboards, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    if (entry.name.endsWith('.json')) collect(JSON.parse(text));
    if (entry.name.endsWith('.yaml')) collect(JSON.parse(yamlToJson(text)));
  }
  return [...found].filter((query) => parse(query).kind !== 'error');
}

function filled(query: string): string {
  return query.replaceAll(/\[\$[^\]:]*/g, '[5m').replaceAll(/\[\[\w+\]\]/g, 'x');
}
