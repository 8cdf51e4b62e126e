import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricNames } from './metric-names.ts';

const names = (query: string): readonly string[] => {
  const found = metricNames(query);
  expect(found.error).toBeNull();
  return found.names;
};

describe('metricNames', () => {
  it.each([
    ['up', ['up']],
    ['sum by (job) (rate(a_total{x="y"}[5m])) / on (job) group_left (z) b', ['a_total', 'b']],
    ['sum(a) without (b, c) > bool 3', ['a']],
    ['{"my.metric", a="b"} or {__name__="other"} or {"__name__"="third"}', ['my.metric', 'other', 'third']],
    ['histogram_quantile(0.95, sum by (le) (rate(vllm:ttft_bucket[1m])))', ['vllm:ttft_bucket']],
    ['count_values("version", build_info) and on () vector(1)', ['build_info']],
    ['a offset 5m @ end() unless b @ 1700000000', ['a', 'b']],
    ['max_over_time(a[1h:5m]) == ignoring (x) group_right max_over_time(b[1h])', ['a', 'b']],
    ['label_replace(a, "dst", "$1", "src", "(.*)") # and b', ['a']],
    ['-sum + min(avg)', ['avg', 'sum']],
    ['{a="b"}', []],
    ['1 + 2', []],
    ['', []],
  ])('%s selects %j', (query, expected) => {
    expect(names(query)).toEqual(expected);
  });

  it.each([
    ['rate(a{job="$job", i=~"${i:regex}"}[$__rate_interval])', ['a']],
    ['rate(a[${window}m:$step]) offset $shift', ['a']],
    ['a > $threshold and b{$filters} < 0.$digits', ['a', 'b']],
    ['sum by ($group) (a) $operator b', ['a', 'b']],
    ['$aggregation by (x) (a)', ['a']],
    ['topk([[n]], a{x="[[y]]"})', ['a']],
    ['a[[[range]]]', ['a']],
    ['$metric{job="x"}', []],
  ])('reads variables in %s', (query, expected) => {
    expect(names(query)).toEqual(expected);
  });

  it('reports patterns, and names with variables in them, as patterns', () => {
    expect(metricNames('{__name__=~"vllm:.*|kserve_.+"}').patterns).toEqual(['vllm:.*|kserve_.+']);
    expect(metricNames('rate(${prefix}_requests_total[5m])').patterns).toEqual(['.*_requests_total']);
    expect(metricNames('{"my.$thing"}').patterns).toEqual(['my\\..*']);
    expect(metricNames('{__name__=~"$m"}')).toMatchObject({ names: [], patterns: [] });
    expect(metricNames('{__name__=~".+", a="b"} or {__name__!="x"}')).toMatchObject({
      names: [],
      patterns: [],
    });
  });

  it('reports what stands before an error, and the error', () => {
    expect(metricNames('a + b{c=?} + d')).toMatchObject({
      names: ['a', 'b'],
      error: { message: "1:9: parse error: unexpected character inside braces: '?'" },
    });
    expect(metricNames('x'.repeat(70_000))).toMatchObject({ names: [], error: { code: 'query_too_long' } });
  });

  it('finds exactly the metrics of any expression that it is given, with variables sprinkled in', () => {
    const metric = fc.constantFrom('up', 'vllm:x_total', 'node_cpu_seconds_total', 'sum', '_x', 'my.metric');
    const leaf = fc
      .tuple(metric, fc.constantFrom('', '{a="b,up{"}', '{x=~"$y", z!="1"}', '[$__rate_interval]', '[5m:]'))
      .map(([name, rest]) => {
        const braces = rest.startsWith('{') ? rest.slice(1, -1) : '';
        const after = rest.startsWith('[') ? rest : '';
        const isQuoted = name.includes('.') || name === 'sum';
        const text = isQuoted ? `{"${name}"${braces === '' ? '' : `,${braces}`}}${after}` : `${name}${rest}`;
        return { text, names: [name] };
      });
    const { tree } = fc.letrec<{ tree: { text: string; names: string[] } }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc
          .tuple(
            tie('tree'),
            fc.constantFrom('+', '/ on (up)', '> bool', 'and ignoring(up) group_left (up)', '=='),
            tie('tree'),
          )
          .map(([left, operator, right]) => ({
            text: `(${left.text}) ${operator} ${right.text}`,
            names: [...left.names, ...right.names],
          })),
        fc
          .tuple(fc.constantFrom('rate', 'sum by (up)', 'avg', '$fn', 'topk(3,'), tie('tree'))
          .map(([call, inner]) => ({
            text: call.endsWith(',') ? `${call} ${inner.text})` : `${call} (${inner.text} # up\n)`,
            names: inner.names,
          })),
      ),
    }));
    fc.assert(
      fc.property(tree, (expression) => {
        const found = metricNames(expression.text);
        expect(found.error).toBeNull();
        expect(found.names).toEqual([...new Set(expression.names)].toSorted());
      }),
      { numRuns: 1_000 },
    );
  });

  it('answers for any text whatever', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(() => metricNames(text)).not.toThrow();
      }),
      { numRuns: 1_000 },
    );
  });
});
