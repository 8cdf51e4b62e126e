import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { templates } from '@hecate/catalogue';
import { createResolver, createRunner, freePort, type RunningComponent } from '@hecate/components';
import { parse, print, restrict } from '@hecate/promql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activityAsks, sparklineAsks } from './read/curve-asks.ts';
import { inventoryAsks } from './read/inventory-asks.ts';
import { selectorFor } from './read/selector.ts';

let folder = '';
let origin = '';
let prometheus: RunningComponent;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hecate-own-queries-'));
  const report = (line: string): void => void process.stderr.write(`${line}\n`);
  const { path } = await createResolver({ report }).resolve('prometheus', { order: 'tests' });
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  writeFileSync(join(folder, 'prometheus.yml'), '{}\n');
  prometheus = await createRunner({
    runDir: join(folder, 'run'),
    logDir: join(folder, 'logs'),
    report,
  }).start({
    id: 'prometheus',
    binary: path,
    args: [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    ready: { url: `${origin}/-/ready`, timeoutMs: 60_000 },
  });
});

afterAll(async () => {
  await prometheus.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('every query of the templates and of the inventory', () => {
  it.each([
    ['the templates', templateQueries()],
    ['the inventory, all namespaces', inventoryQueries(null)],
    ['the inventory, two namespaces', inventoryQueries(['llm-prod', 'a.b'])],
  ])('of %s means to our language what it means to Prometheus', async (_, queries) => {
    expect(queries.length).toBeGreaterThan(20);
    for (const query of queries) {
      const expr = parse(query);
      if (expr.kind === 'error') throw new Error(`${query}: ${expr.message}`);
      expect({ query, tree: await treeOf(print(expr)) }).toEqual({ query, tree: await treeOf(query) });
    }
  });

  it('can be limited to a namespace, every selector of it', async () => {
    const matcher = { name: 'hecate_scope', type: '=', value: 'a' };
    for (const query of [...templateQueries(), ...inventoryQueries(null)]) {
      const expr = parse(query);
      if (expr.kind === 'error') throw new Error(`${query}: ${expr.message}`);
      const limited = restrict(expr, { label: matcher.name, values: ['a'], whenDisjoint: 'empty' });
      if (limited.kind === 'error') throw new Error(`${query}: ${limited.message}`);
      const selectors = matchersOf(await treeOf(print(limited)));
      expect([query, selectors.length]).toEqual([query, matchersOf(await treeOf(query)).length]);
      const open = selectors.filter((matchers) => !matchers.some((one) => isDeepStrictEqual(one, matcher)));
      expect([query, open]).toEqual([query, []]);
    }
  });
});

/** With the ranges of the time bar filled in; variables inside of matchers are strings like any other. */
function templateQueries(): readonly string[] {
  const found = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      if (key === 'query' && typeof child === 'string') found.add(child.replaceAll(/\[\$[^\]:]*/g, '[5m'));
      collect(child);
    }
  };
  for (const { document } of templates) collect(document);
  return [...found];
}

function inventoryQueries(namespaces: readonly string[] | null): readonly string[] {
  const select = selectorFor(namespaces);
  const asks = [inventoryAsks(select), sparklineAsks(select), activityAsks(select, ['lab-0', 'a"b'])];
  return asks.flatMap((group) => Object.values(group).map(({ promql }) => promql));
}

/** The tree that Prometheus reads, matchers in one order, as its own formatter sorts them; its refusal fails the test. */
async function treeOf(query: string): Promise<unknown> {
  const answer = await fetch(`${origin}/api/v1/parse_query`, {
    method: 'POST',
    body: new URLSearchParams({ query }),
    signal: AbortSignal.timeout(30_000),
  });
  const read: unknown = JSON.parse(await answer.text(), (key, value: unknown) =>
    key === 'matchers' && Array.isArray(value)
      ? value.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
      : value,
  );
  if (typeof read !== 'object' || read === null || !('data' in read)) {
    throw new Error(`${query}: ${JSON.stringify(read)}`);
  }
  return read.data;
}

function matchersOf(tree: unknown): unknown[][] {
  if (typeof tree !== 'object' || tree === null) return [];
  const own = 'matchers' in tree && Array.isArray(tree.matchers) ? [tree.matchers] : [];
  return [...own, ...Object.values(tree).flatMap(matchersOf)];
}
