import { describe, expect, it } from 'vitest';
import { parse } from './parse.ts';
import { walk } from './walk.ts';

const parts = (query: string): readonly string[] => {
  const expr = parse(query);
  if (expr.kind === 'error') throw expr;
  const found: string[] = [];
  walk(expr, (part) => found.push(part.kind === 'vectorSelector' ? part.name : part.kind));
  return found;
};

describe('walk', () => {
  it('visits every part from outside to inside, from left to right, parameters of aggregations too', () => {
    expect(
      parts('topk(scalar(a), -max_over_time(b[5m:])) or label_replace(rate(c[1m]), "x", "$1", "y", "z")'),
    ).toEqual(
      'binary aggregation call a unary call subquery b call call matrixSelector c string string string string'.split(
        ' ',
      ),
    );
  });

  it('visits thousands of operators in a row', () => {
    expect(parts(Array.from({ length: 3000 }, () => 'x').join(' + '))).toHaveLength(5999);
  });
});
