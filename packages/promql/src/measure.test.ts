import { describe, expect, it } from 'vitest';
import { measure, type QueryMeasure } from './measure.ts';
import { parse } from './parse.ts';

const minute = 60_000;
const times = { windowMs: 60 * minute, stepMs: minute, lookbackMs: 5 * minute, scrapeMs: 15_000 };

const measured = (query: string): QueryMeasure => {
  const expr = parse(query);
  if (expr.kind === 'error') throw expr;
  return measure(expr, times);
};

describe('measure', () => {
  it('names metrics, labels matched and labels grouped by', () => {
    const query =
      'sum by (job, "a.b") (rate(x{le="1"}[5m])) / on (job) group_left (team) topk(scalar(z), {"w"})';
    expect(measured(query)).toMatchObject({
      metrics: ['w', 'x', 'z'],
      labelsMatched: ['le'],
      labelsGroupedBy: ['a.b', 'job', 'team'],
    });
  });

  it.each([
    ['1', 0, 0],
    ['x', 5, 0],
    ['rate(x[10m])', 10, 0],
    ['x offset 1h', 65, 0],
    ['x offset -1h', 0, 60],
    ['max_over_time(rate(x[10m])[1h:1m])', 70, 0],
    ['max_over_time(rate(x[10m] offset 5m)[1h:1m] offset 2h)', 195, 0],
    ['x[5m * 2]', 10, 0],
    ['rate(x[range()])', 60, 0],
    ['x @ 1600000000', 0, 0],
    ['rate(a[30m]) or b offset -10m', 30, 10],
  ])('tells how many minutes each point of %s reads back, %s, and ahead, %s', (query, past, future) => {
    expect(measured(query)).toMatchObject({ pastMs: past * minute, futureMs: future * minute });
  });

  it.each([
    'x @ start()',
    'x @ end()',
    'start()',
    'rate(x[step() * 2])',
    'x offset step()',
    'vector(range())',
  ])('knows that %s depends on the window', (query) => {
    expect(measured(query).dependsOnWindow).toBe(true);
  });

  it('counts the samples read for each series over the window', () => {
    expect(measured('x').samplesPerSeries).toBe(61);
    expect(measured('rate(x[5m])').samplesPerSeries).toBe(61 * 20);
    expect(measured('max_over_time(x[10m:1m])').samplesPerSeries).toBe(610);
    expect(measured('x @ start()').dependsOnWindow).toBe(true);
    expect(measured('x').dependsOnWindow).toBe(false);
  });
});
