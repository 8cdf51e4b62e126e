import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { replaceBuiltins } from './builtin-variables.ts';
import { readExploreState, writeExploreState } from './explore-state.ts';
import { exploreSearch } from './explore-url.ts';
import { answerCurves, answerSeries, seriesText } from './prometheus-answers.ts';
import { offsetOf, queryError } from './query-error.ts';
import { queryAdvice } from './query-advice.ts';
import { addToHistory } from './query-history.ts';
import { unitOfQuery } from './unit-of-query.ts';

describe('built-in variables', () => {
  it('are replaced in both spellings, others are left alone', () => {
    const times = { stepMs: 15_000, rangeMs: 3_600_000 };
    expect(replaceBuiltins('rate(x[$__rate_interval]) + ${__interval_ms} + $__range_s + $pod', times)).toBe(
      'rate(x[2m40s]) + 15000 + 3600 + $pod',
    );
  });
});

describe('advice', () => {
  const advice = (query: string) => queryAdvice(query, { stepMs: 15_000, rangeMs: 3_600_000 });

  it('tells of counters that are added up as they are, from the catalogue too', () => {
    expect(advice('sum(http_requests_total)')).toEqual([
      'http_requests_total only grows until its process restarts: ask for rate(http_requests_total[5m])',
    ]);
    expect(advice('sum by (le) (vllm:time_to_first_token_seconds_bucket)')).toHaveLength(1);
    expect(advice('rate(vllm:num_requests_running[5m])')).toEqual([expect.stringContaining('is a gauge')]);
  });

  it('is silent about half a query, and about what the built-in variables stand for', () => {
    expect(advice('sum(rate(')).toEqual([]);
    expect(advice('sum(rate(http_requests_total[$__rate_interval]))')).toEqual([]);
  });
});

describe('the state of Explore', () => {
  it('survives the URL, with everything else in it', () => {
    const queries = fc.array(fc.string({ minLength: 1 }), { maxLength: 8 });
    fc.assert(
      fc.property(queries, fc.constantFrom('graph' as const, 'table' as const), (texts, view) => {
        const state = { queries: texts, hidden: new Set(texts.length > 1 ? [1] : []), view };
        const search = writeExploreState(new URLSearchParams('start=1h&q=old'), state);
        expect(readExploreState(new URLSearchParams(search.toString()))).toStrictEqual(state);
        expect(search.get('start')).toBe('1h');
      }),
    );
  });

  it('is linked to from a panel with its queries', () => {
    expect(exploreSearch('?start=1h&q=x', ['a', 'b'])).toBe('?start=1h&q=a&q=b');
  });

  it('remembers twenty queries, each once, the last one first', () => {
    const history = Array.from({ length: 25 }, (_, index) => `q${index}`).reduce(addToHistory, []);
    expect(history).toHaveLength(20);
    expect(addToHistory(history, 'q10')[0]).toBe('q10');
    expect(addToHistory(history, 'q10').filter((one) => one === 'q10')).toHaveLength(1);
    expect(addToHistory(history, '  ')).toBe(history);
  });
});

describe('answers and refusals', () => {
  it('point at the place in the query', () => {
    const error = queryError(
      new Error('invalid parameter "query": 2:8: parse error: unclosed left parenthesis'),
    );
    expect(error).toStrictEqual({
      text: 'Line 2, column 8: unclosed left parenthesis.',
      place: { line: 2, column: 8 },
    });
    expect(offsetOf('sum(\n  up', { line: 2, column: 3 })).toBe(7);
    expect(offsetOf('up', { line: 9, column: 9 })).toBeLessThanOrEqual(2);
    expect(queryError(new Error('did not answer within 30 s')).place).toBeUndefined();
  });

  it('become curves, scalars too', () => {
    const [scalar] = answerCurves(answerSeries({ resultType: 'scalar', result: [10, '+Inf'] }), undefined);
    expect(scalar?.points).toStrictEqual([[10_000, Number.POSITIVE_INFINITY]]);
    const curves = answerCurves(
      [
        { metric: { pod: 'a' }, values: [[1, '2']] },
        { metric: { pod: 'b' }, values: [] },
      ],
      'B',
    );
    expect(curves.map((one) => one.name)).toStrictEqual(['B a', 'B b']);
    expect(seriesText({ __name__: 'up', job: 'a"b' })).toBe('up{job="a\\"b"}');
  });

  it('have a unit only where the catalogue knows it and the query keeps it', () => {
    expect(unitOfQuery(['sum by (pod) (container_memory_working_set_bytes)'])).toBe('bytes');
    expect(unitOfQuery(['rate(container_cpu_usage_seconds_total[5m])'])).toBe('');
    expect(unitOfQuery(['a / b'])).toBe('');
    expect(unitOfQuery(['sum(container_memory_working_set_bytes)', 'no_such_metric'])).toBe('');
  });
});
