import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from './parse.ts';
import { print } from './print.ts';
import { createQueryGenerator } from './testing/query-generator.ts';
import { createSeededRandom } from './testing/seeded-random.ts';
import { comparableTree, prometheusTree } from './testing/prometheus-tree.ts';

const printed = (query: string): string => {
  const expr = parse(query);
  if (expr.kind === 'error') throw expr;
  return print(expr);
};

describe('print', () => {
  it.each([
    ['sum( rate(x{b="2",a="1"}[60s]) )by(job)', 'sum by (job) (rate(x{a="1",b="2"}[1m]))'],
    ['{__name__="up", "a b"!~`c\\d`}', '{"a b"!~"c\\\\d",__name__="up"}'],
    ['a+on(x)group_left()b', 'a + on (x) group_left () b'],
    ['x[90s:5m] @ 1.5 offset -1d', 'x[1m30s:5m] @ 1.500 offset -1d'],
    ['"\\xff\u00e9\\n\\u200b"', '"\\xffé\\n\\u200b"'],
    ['1e3 + .5 + 1e-7 + 0x10', '1000 + 0.5 + 0.0000001 + 16'],
    ['a / fill(1e21) b', 'a / fill (1e+21) b'],
    ['-Inf', '-Inf'],
  ])('prints %s as Prometheus does', (query, text) => {
    expect(printed(query)).toBe(text);
  });

  it.each([
    ['x offset (5m) @ 1 * 2', 'x offset (5m) @ 1.000 * 2'],
    ['x offset --5m + 3m', 'x offset (5m + 3m)'],
    ['Inf ^ 2', 'Inf ^ 2'],
    ['info(x, {})', 'info(x, {})'],
    ['"\\ufffd"', '"\\ufffd"'],
  ])('prints %s so that it is read back, where Prometheus does not', (query, text) => {
    expect(printed(query)).toBe(text);
    expect(printed(text)).toBe(text);
  });

  it('is read back as the same query, and printed the same again', () => {
    const random = createSeededRandom(11);
    const generator = createQueryGenerator(random);
    for (let count = 0; count < 3_000; count += 1) {
      const query = generator.query();
      const expr = parse(query);
      if (expr.kind === 'error') continue;
      const text = print(expr);
      const again = parse(text);
      if (again.kind === 'error') throw again;
      expect(print(again), `${query}`).toBe(text);
      const isSame = isDeepStrictEqual(
        comparableTree(prometheusTree(again)),
        comparableTree(prometheusTree(expr)),
      );
      expect(isSame, `${query}\n${text}`).toBe(true);
    }
  });

  it('prints thousands of operators in a row', () => {
    const chain = Array.from({ length: 3000 }, () => 'x').join(' + ');
    expect(printed(chain)).toBe(chain);
  });
});
