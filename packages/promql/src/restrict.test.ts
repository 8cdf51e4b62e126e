import { describe, expect, it } from 'vitest';
import { parse } from './parse.ts';
import { print } from './print.ts';
import { restrict, type Scope } from './restrict.ts';

const scope: Scope = { label: 'namespace', values: ['a'], whenDisjoint: 'empty' };

const restricted = (query: string, more: Partial<Scope> = {}): string => {
  const expr = parse(query);
  if (expr.kind === 'error') throw expr;
  const result = restrict(expr, { ...scope, ...more });
  return result.kind === 'error' ? result.message : print(result);
};

describe('restrict', () => {
  it.each([
    ['up', 'up{namespace="a"}'],
    ['{"up"}', '{__name__="up",namespace="a"}'],
    ['{__name__=~".+"}[5m]', '{__name__=~".+",namespace="a"}[5m]'],
    ['topk(scalar(secret), up)', 'topk(scalar(secret{namespace="a"}), up{namespace="a"})'],
    ['quantile(scalar(s), x)', 'quantile(scalar(s{namespace="a"}), x{namespace="a"})'],
    ['max_over_time(rate(x[1m])[5m:1m] @ end())', 'max_over_time(rate(x{namespace="a"}[1m])[5m:1m] @ end())'],
    ['up{a="b"} # x\r or other{}', 'up{a="b",namespace="a"} or other{namespace="a"}'],
    [
      'label_replace(x, "namespace", "b", "", "") * on () -(y)',
      'label_replace(x{namespace="a"}, "namespace", "b", "", "") * on () -(y{namespace="a"})',
    ],
    ['x{namespace="b"}', 'x{namespace="a",namespace="b"}'],
    ['x{namespace=~".*"}', 'x{namespace="a",namespace=~".*"}'],
    ['1 + 2', '1 + 2'],
  ])('adds the scope to every selector of %j', (query, text) => {
    expect(restricted(query)).toBe(text);
  });

  it('lists several values as a pattern that matches nothing else', () => {
    expect(restricted('x', { values: ['a.b', 'c|d'] })).toBe(String.raw`x{namespace=~"a\\.b|c\\|d"}`);
  });

  it('adds the scope to each of thousands of operands', () => {
    const chain = Array.from({ length: 3000 }, () => 'x').join(' or ');
    expect(restricted(chain).match(/namespace="a"/g)).toHaveLength(3000);
  });

  it.each([
    'x{namespace="b"}',
    'x{namespace!="a"}',
    'x{namespace=~"b|c"}',
    'x{namespace!~"a|b"}',
    'x{namespace=""}',
    'y or topk(scalar(x{namespace="b"}), y)',
  ])('refuses %j where it asks for nothing of the scope and that is to be said', (query) => {
    expect(restricted(query, { whenDisjoint: 'refuse' })).toBe(
      'the query asks for another namespace than may be read here: a',
    );
  });

  it.each(['x', 'x{namespace="a"}', 'x{namespace=~".*"}', 'x{namespace!="b"}', 'x{other="b"}'])(
    'takes %j there',
    (query) => {
      expect(restricted(query, { whenDisjoint: 'refuse' })).toMatch(/namespace="a"/);
    },
  );

  it('refuses info, which reads what no selector names', () => {
    expect(restricted('sum(info(up))')).toMatch(/^info\(\) reads series that the query does not select/);
  });

  it('refuses a scope that would open more than it says', () => {
    expect(restricted('x', { values: ['a', ''] })).toMatch(
      /^a query cannot be limited to an empty namespace/,
    );
    expect(restricted('x', { label: '__name__' })).toMatch(/^a query cannot be limited by the label/);
  });
});
