import { describe, expect, it } from 'vitest';
import { divisorsOf } from './idle-divisor.ts';
import { noSamplesReason } from './no-samples-reason.ts';
import { queryMetrics } from './query-metrics.ts';

describe('why a panel is empty', () => {
  it('finds the metrics of a query and nothing else', () => {
    expect(
      queryMetrics(
        'histogram_quantile(0.95, sum by (le, pod) (rate(vllm:time_to_first_token_seconds_bucket{namespace=~"a|b"}[5m])))',
        4,
      ),
    ).toStrictEqual(['vllm:time_to_first_token_seconds_bucket']);
    expect(
      queryMetrics('sum(a_total) / on (pod) group_left (node) b{x="c_total"} > bool 1e3 offset 5m', 4),
    ).toStrictEqual(['a_total', 'b']);
    expect(queryMetrics('1 + 2', 4)).toStrictEqual([]);
  });

  it('tells a missing metric, a metric that stopped, and labels that match nothing apart', () => {
    expect(noSamplesReason([{ metric: 'm', seen: 'never', aliases: ['old_m'] }])).toMatchObject({
      sentence: 'No samples of m.',
      checks: [{ mark: 'no', text: expect.stringContaining('old_m') }],
    });
    expect(noSamplesReason([{ metric: 'm', seen: 'day', aliases: [] }]).sentence).toBe(
      'No samples of m in this range.',
    );
    expect(noSamplesReason([{ metric: 'm', seen: 'now', aliases: [] }]).sentence).toContain('labels');
    expect(noSamplesReason([{ metric: 'm', seen: 'unknown', aliases: [] }]).checks[0]?.mark).toBe('unknown');
  });

  it('says that nothing came in where a divisor was 0, and that the past is being filled in while it is', () => {
    const presences = [{ metric: 'm', seen: 'never', aliases: [] }] as const;
    expect(noSamplesReason(presences, { idleDivisor: 'sum(rate(m[5m]))', isFillingIn: false })).toStrictEqual(
      {
        sentence: 'No traffic in this range, so there is nothing to divide by.',
        checks: [{ mark: 'no', text: 'sum(rate(m[5m])) is 0 all the time.' }],
      },
    );
    expect(noSamplesReason(presences, { idleDivisor: null, isFillingIn: true }).sentence).toContain(
      'filled in',
    );
  });

  it('finds what ratios divide by, each once and not more than two', () => {
    expect(divisorsOf(['a / (b > 0)', 'c / (b > 0)', 'not a query(', 'a / (d > 0) + a / (e > 0)'])).toEqual([
      'b',
      'd',
    ]);
  });
});
