import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createResolver, createRunner, freePort, type RunningComponent } from '@hecate/components';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from './parse.ts';
import { print } from './print.ts';
import { restrict } from './restrict.ts';
import { commonMistakes } from './testing/common-mistakes.ts';
import { mutateQuery } from './testing/mutate-query.ts';
import { createOracleClient, onOneLine, type OracleClient } from './testing/oracle-client.ts';
import { comparableTree, prometheusTree } from './testing/prometheus-tree.ts';
import { createQueryGenerator } from './testing/query-generator.ts';
import { createSeededRandom } from './testing/seeded-random.ts';

const isDeep = process.env['HECATE_TEST_DEEP'] === '1';
const seed = Number(process.env['HECATE_TEST_SEED'] ?? Date.now() % 2 ** 31);
const queries = isDeep ? 20_000 : 4_000;

let folder = '';
let prometheus: RunningComponent;
let oracle: OracleClient;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-promql-'));
  const report = (line: string): void => void process.stderr.write(`${line}\n`);
  const { path } = await createResolver({ report }).resolve('prometheus', { order: 'tests' });
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  writeFileSync(join(folder, 'prometheus.yml'), '{}\n');
  const runner = createRunner({ runDir: join(folder, 'run'), logDir: join(folder, 'logs'), report });
  prometheus = await runner.start({
    id: 'prometheus',
    binary: path,
    args: [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--enable-feature=promql-experimental-functions,promql-extended-range-selectors,promql-binop-fill-modifiers',
    ],
    ready: { url: `${origin}/-/ready`, timeoutMs: 60_000 },
  });
  oracle = createOracleClient(origin);
});

afterAll(async () => {
  oracle.close();
  await prometheus.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('PromQL beside a real Prometheus', () => {
  it(`agrees on ${queries} generated queries: verdict, tree, and the text printed`, async () => {
    process.stderr.write(`seed ${seed}\n`);
    const generator = createQueryGenerator(createSeededRandom(seed));
    const generated = Array.from({ length: queries }, () => generator.query());
    const differences: string[] = [];
    let accepted = 0;
    let printedOtherwise = 0;
    await oracle.each(generated, async (query) => {
      const { isAccepted, difference } = await compare(query);
      if (isAccepted) accepted += 1;
      if (difference !== null) differences.push(difference);
      if (!isAccepted || difference !== null) return;
      const printing = await comparePrint(query);
      if (printing.isOtherwise) printedOtherwise += 1;
      if (printing.difference !== null) differences.push(printing.difference);
    });
    expect(differences.slice(0, 5), `seed ${seed}`).toEqual([]);
    expect(accepted).toBeGreaterThan(queries * 0.98);
    expect(printedOtherwise).toBeLessThan(queries * 0.05);
  });

  it(`agrees on ${queries} mutated queries: verdict and tree, and nearly always the words and place of the error`, async () => {
    process.stderr.write(`seed ${seed}\n`);
    const random = createSeededRandom(seed + 1);
    const generator = createQueryGenerator(random);
    const mutated = Array.from({ length: queries }, () => mutateQuery(generator.query(), random));
    const differences: string[] = [];
    let refused = 0;
    let otherWords = 0;
    await oracle.each(mutated, async (query) => {
      const { isAccepted, difference, isWordedAlike } = await compare(query);
      if (difference !== null) differences.push(difference);
      if (!isAccepted) refused += 1;
      if (!isWordedAlike) otherWords += 1;
    });
    expect(differences.slice(0, 5), `seed ${seed}`).toEqual([]);
    expect(refused).toBeGreaterThan(queries * 0.6);
    expect(otherWords).toBeLessThan(queries * 0.005);
  });

  it(`gives every selector of ${queries} generated queries the scope, and leaves what it had`, async () => {
    process.stderr.write(`seed ${seed}\n`);
    const random = createSeededRandom(seed + 2);
    const generator = createQueryGenerator(random);
    const generated = Array.from({ length: queries }, () => generator.query());
    const differences: string[] = [];
    let selectors = 0;
    await oracle.each(generated, async (query) => {
      const expr = parse(query);
      if (expr.kind === 'error') return;
      const label = random.pick(['namespace', 'my.label', 'tenant']);
      const value = random.pick(['a', 'it"s', 'ü\n', 'a|b', '.*']);
      const restricted = restrict(expr, { label, values: [value], whenDisjoint: 'empty' });
      if (restricted.kind === 'error') {
        if (!/\binfo\s*\(/.test(query)) differences.push(`refused: ${query}: ${restricted.message}`);
        return;
      }
      const text = print(restricted);
      const [before, after] = await Promise.all([selectorsOf(query), selectorsOf(text)]);
      selectors += after.length;
      const wanted = JSON.stringify({ name: label, type: '=', value });
      const expected = before.map((matchers) => [...matchers, wanted].toSorted());
      if (
        !isDeepStrictEqual(
          after.map((matchers) => matchers.toSorted()),
          expected,
        )
      ) {
        differences.push(`${query}: ${text}`);
      }
    });
    expect(differences.slice(0, 5), `seed ${seed}`).toEqual([]);
    expect(selectors).toBeGreaterThan(queries / 2);
  });

  it.each(commonMistakes)('refuses %j with the same words at the same place', async (query) => {
    const answer = await oracle.ask('/api/v1/parse_query', [['query', query]]);
    const read = parse(query);
    expect(read.kind === 'error' ? read.message : 'accepted').toBe(
      answer.isSuccess ? 'accepted' : answer.error,
    );
  });
});

interface Comparison {
  readonly isAccepted: boolean;
  readonly difference: string | null;
  readonly isWordedAlike: boolean;
}

async function compare(query: string): Promise<Comparison> {
  const answer = await oracle.ask('/api/v1/parse_query', [['query', query]]);
  const read = parse(query);
  if (read.kind === 'error') {
    const difference = answer.isSuccess ? `refused: ${query}: ${read.message}` : null;
    const isWordedAlike = !answer.isSuccess && answer.error === read.message;
    return { isAccepted: false, difference, isWordedAlike };
  }
  if (!answer.isSuccess) {
    return { isAccepted: true, difference: `accepted: ${query}: ${answer.error}`, isWordedAlike: false };
  }
  const isSame = isDeepStrictEqual(shown(answer.data), shown(prometheusTree(read)));
  return { isAccepted: true, difference: isSame ? null : `other tree: ${query}`, isWordedAlike: true };
}

/** Bytes that are no UTF-8 arrive as one replacement character or as several. */
function shown(tree: unknown): unknown {
  const text = JSON.stringify(tree, (_, value: unknown) => (Object.is(value, -0) ? 0 : value));
  const plain: unknown = JSON.parse(text.replace(/\ufffd+/g, '\ufffd'));
  return plain;
}

/** Our text is Prometheus' own, or that one does not say what was asked and ours does. */
async function comparePrint(
  query: string,
): Promise<{ readonly isOtherwise: boolean; readonly difference: string | null }> {
  const read = parse(query);
  if (read.kind === 'error') throw read;
  const text = print(read);
  const formatted = await oracle.ask('/api/v1/format_query', [['query', query]]);
  const theirs = formatted.isSuccess ? onOneLine(String(formatted.data)) : formatted.error;
  const again = parse(text);
  if (again.kind === 'error' || print(again) !== text) {
    return { isOtherwise: true, difference: `no fixed point: ${query}: ${text}` };
  }
  if (theirs === text) return { isOtherwise: false, difference: null };
  const [ofOurs, ofTheirs, ofQuery] = await Promise.all([treeOf(text), treeOf(theirs), treeOf(query)]);
  const isBetter = isDeepStrictEqual(ofOurs, ofQuery) && !isDeepStrictEqual(ofTheirs, ofQuery);
  return { isOtherwise: true, difference: isBetter ? null : `printed: ${query}: ${text}: ${theirs}` };
}

/** The matchers of every selector that Prometheus finds in a query, in the order of its tree. */
async function selectorsOf(query: string): Promise<readonly (readonly string[])[]> {
  const answer = await oracle.ask('/api/v1/parse_query', [['query', query]]);
  if (!answer.isSuccess) return [[answer.error]];
  const found: string[][] = [];
  const visit = (tree: unknown): void => {
    if (typeof tree !== 'object' || tree === null) return;
    if ('matchers' in tree && Array.isArray(tree.matchers)) {
      found.push(tree.matchers.map((matcher: object) => JSON.stringify(matcher)));
    }
    for (const child of Object.values(tree)) visit(child);
  };
  visit(JSON.parse(JSON.stringify(answer.data).replace(/\ufffd+/g, '\ufffd')));
  return found;
}

async function treeOf(query: string): Promise<unknown> {
  const answer = await oracle.ask('/api/v1/parse_query', [['query', query]]);
  return answer.isSuccess ? comparableTree(answer.data) : answer.error;
}
