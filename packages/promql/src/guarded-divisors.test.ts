import { expect, it } from 'vitest';
import { guardedDivisors } from './guarded-divisors.ts';
import { parse } from './parse.ts';

it.each([
  ['a / (b > 0)', ['b']],
  ['sum(x) / ((sum(rate(y[5m])) > (0)))', ['sum(rate(y[5m]))']],
  ['a / (b + c > 0)', ['b + c']],
  ['topk(3, a / (b > 0)) * 100 + c / on (pod) (d{e="f"} > 0) + a / (b > 0)', ['b', 'd{e="f"}']],
  ['a / b', []],
  ['a / (b > 1)', []],
  ['a / (b > bool 0)', []],
  ['a / (b >= 0)', []],
  ['a * (b > 0)', []],
])('%s divides by %j where it is above 0', (query, expected) => {
  const expr = parse(query);
  if (expr.kind === 'error') throw expr;
  expect(guardedDivisors(expr)).toEqual(expected);
});
