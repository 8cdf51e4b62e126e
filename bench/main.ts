import { cpus } from 'node:os';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documents } from './documents.ts';
import { finding } from './finding.ts';
import { idleServer } from './idle-server.ts';
import { pages } from './pages.ts';
import { promql } from './promql.ts';
import { proxy } from './proxy.ts';
import { queries } from './queries.ts';
import { transfer } from './transfer.ts';
import type { Benchmark, BenchRow } from './row.ts';

const benchmarks: readonly Benchmark[] = [
  proxy,
  documents,
  finding,
  idleServer,
  pages,
  promql,
  queries,
  transfer,
];
const wanted = process.argv.slice(2);
const signal = AbortSignal.timeout(15 * 60_000);
const rows: BenchRow[] = [];

for (const benchmark of benchmarks) {
  if (wanted.length > 0 && !wanted.includes(benchmark.name)) continue;
  console.log(`Measuring ${benchmark.name}…`);
  rows.push(...(await benchmark.run(signal)));
}

const table = [
  '| what | measured | beside it, same run | ratio | goal | met |',
  '|---|---|---|---|---|---|',
  ...rows.map(
    (row) =>
      `| ${row.what} | ${row.measured} | ${row.comparedWith} | ${row.ratio} | ${row.goal} | ${row.met ? 'yes' : 'no'} |`,
  ),
].join('\n');
console.log(`\n${table}\n`);

if (wanted.length === 0) {
  const model = cpus()[0]?.model ?? 'unknown processor';
  const heading = `## ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${model}), Node ${process.version}\n\n${table}\n`;
  const file = join(import.meta.dirname, 'results.md');
  writeFileSync(file, withResult(readFileSync(file, 'utf8'), heading));
}

/** The newest result stands first under the page's own heading; the last five are kept. */
function withResult(page: string, heading: string): string {
  const [intro = '', ...earlier] = page.split(/^(?=## )/m);
  return [intro, `${heading}\n`, ...earlier.slice(0, 4)].join('');
}
