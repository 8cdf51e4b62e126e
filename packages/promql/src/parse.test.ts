import { describe, expect, it } from 'vitest';
import { parse, parseSelector } from './parse.ts';
import { promqlLimits } from './promql-limits.ts';
import { createQueryGenerator } from './testing/query-generator.ts';
import { mutateQuery } from './testing/mutate-query.ts';
import { createSeededRandom } from './testing/seeded-random.ts';

const refusal = (query: string): string => {
  const read = parse(query);
  return read.kind === 'error' ? read.message : 'accepted';
};

describe('parse', () => {
  it('reads a query into a tree with places in UTF-16 units', () => {
    expect(parse('sum by (job) (rate({"ü"}[5m] offset 1h))')).toMatchObject({
      kind: 'aggregation',
      operator: 'sum',
      grouping: ['job'],
      param: null,
      expr: {
        kind: 'call',
        name: 'rate',
        start: 14,
        end: 39,
        args: [
          {
            kind: 'matrixSelector',
            rangeNs: 300e9,
            start: 19,
            end: 38,
            selector: {
              name: '',
              matchers: [{ name: '__name__', operator: '=', value: 'ü' }],
              offsetNs: 3600e9,
            },
          },
        ],
      },
    });
  });

  it('ties signs as multiplication does, and powers from the right', () => {
    expect(parse('-a ^ -b * c')).toMatchObject({
      operator: '*',
      left: { kind: 'unary', expr: { operator: '^', right: { kind: 'unary', expr: { name: 'b' } } } },
    });
    expect(parse('2 ^ 3 ^ 4')).toMatchObject({ left: { value: 2 }, right: { operator: '^' } });
  });

  it('gives sets a matching of many to many, and operators with a scalar none', () => {
    expect(parse('a and on (x) b')).toMatchObject({ matching: { cardinality: 'many-to-many', isOn: true } });
    expect(parse('a * 2')).toMatchObject({ matching: null });
  });

  it('ends an offset at a bare number, but reads on behind parentheses', () => {
    expect(parse('x offset 5m * 2')).toMatchObject({ kind: 'binary', left: { offsetNs: 300e9 } });
    expect(parse('x offset (5m) * 2')).toMatchObject({
      kind: 'vectorSelector',
      offsetExpr: { operator: '*', left: { operator: '+', isWrapped: true }, right: { value: 2 } },
    });
  });

  it('reads a comment to either character of the end of its line', () => {
    expect(parse('a # x\ror b')).toMatchObject({ kind: 'binary', operator: 'or', right: { name: 'b' } });
  });

  it.each([
    ['', 'unknown position: parse error: no expression found in input'],
    ['sum(a b)', '1:7: parse error: unexpected identifier "b" in aggregation'],
    [
      'rate(a)',
      '1:6: parse error: expected type range vector in call to function "rate", got instant vector',
    ],
    ['a{b=~"("}', '1:3: parse error: error parsing regexp: missing closing ): `(`'],
    ['é', "1:1: parse error: unexpected character: 'é'"],
  ])('refuses %j: %s', (query, message) => {
    expect(refusal(query)).toBe(message);
  });

  it.each([
    ['parentheses', '('.repeat(5000) + '1' + ')'.repeat(5000)],
    ['signs', '-'.repeat(60_000) + '1'],
    ['calls', 'abs('.repeat(5000) + 'x' + ')'.repeat(5000)],
    ['powers', Array.from({ length: 5000 }, () => '2').join('^')],
    ['subqueries', 'x' + '[5m:]'.repeat(5000)],
    ['durations', `x[${'('.repeat(5000)}5m${')'.repeat(5000)}]`],
    ['signs of durations', `x offset ${'-'.repeat(5000)}5m`],
    ['sums of durations', `x[${Array.from({ length: 5000 }, () => '5m').join('+')}]`],
  ])('refuses deep nesting of %s with a limit, without running out of stack', (_, query) => {
    expect(refusal(query)).toContain(`deeper than ${promqlLimits.nestingLevels} levels`);
  });

  it('takes nesting up to the limit', () => {
    const nested = (levels: number): string => '('.repeat(levels) + 'x' + ')'.repeat(levels);
    expect(refusal(nested(promqlLimits.nestingLevels - 1))).toBe('accepted');
    expect(refusal(nested(promqlLimits.nestingLevels + 1))).toContain('deeper than');
  });

  it('takes long chains of operators, up to the limit of nodes', () => {
    const chain = (count: number): string => Array.from({ length: count }, () => 'up{a="b"}').join(' or ');
    expect(refusal(chain(3000))).toBe('accepted');
    expect(refusal(chain(4000))).toContain(`more than ${promqlLimits.nodes} operands`);
  });

  it('refuses more than 64 kB before reading them', () => {
    expect(refusal('x'.repeat(65_537))).toContain('at most 65536 are allowed');
  });

  it('answers anything with a tree or an error that has a place in the text', () => {
    const random = createSeededRandom(7);
    const generator = createQueryGenerator(random);
    for (let count = 0; count < 2_000; count += 1) {
      const query = mutateQuery(mutateQuery(generator.query(), random), random);
      const read = parse(query);
      if (read.kind === 'error') {
        expect(read.message).toMatch(/^(?:\d+:\d+|unknown position): parse error: \S/);
        expect(read.offset).toBeLessThanOrEqual(query.length);
      } else {
        expect(read.end).toBeLessThanOrEqual(query.length);
        expect(read.start).toBeLessThan(read.end);
      }
    }
  });
});

describe('parseSelector', () => {
  it('takes what match[] takes', () => {
    expect(parseSelector('up{a!="b"}')).toMatchObject({
      name: 'up',
      matchers: [{ name: 'a' }, { value: 'up' }],
    });
    expect(parseSelector('{}')).toMatchObject({ name: '', matchers: [] });
  });

  it.each(['up[5m]', 'up offset 5m', 'sum(up)', '1', 'up or down', '', 'up{'])('refuses %j', (text) => {
    expect(parseSelector(text).kind).toBe('error');
  });
});
