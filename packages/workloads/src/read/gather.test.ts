import { describe, expect, it } from 'vitest';
import type { MetricsQuery } from '../metrics-query.ts';
import { gather, gatherCurves, type Ask } from './gather.ts';

const ask = (promql: string): Ask => ({ promql, key: ['pod'], what: promql });
const signal = new AbortController().signal;
const answering = (instant: MetricsQuery['instant']): MetricsQuery => ({ instant, range: async () => [] });

describe('gather', () => {
  it('reads values by their key, and tells absent from not a number', async () => {
    const query = answering(async () => [
      { labels: { pod: 'a' }, value: 0 },
      { labels: { pod: 'b' }, value: Number.NaN },
    ]);
    const answers = await gather(query, { up: ask('up') }, { timeMs: 0, signal });
    expect(answers.value('up', 'a')).toBe(0);
    expect(answers.value('up', 'b')).toBeNaN();
    expect(answers.value('up', 'c')).toBeNull();
  });

  it('loses one column, not the table, when a query fails', async () => {
    const query = answering(async (promql) => {
      if (promql !== 'up') throw new Error('Prometheus answered 503');
      return [{ labels: { pod: 'a' }, value: 1 }];
    });
    const asks = { up: ask('up'), cpu: ask('cpu'), memory: ask('memory') };
    const answers = await gather(query, asks, { timeMs: 0, signal });
    expect(answers.value('up', 'a')).toBe(1);
    expect(answers.failed('cpu')).toBe(true);
    expect(answers.failed('up')).toBe(false);
    expect(answers.warnings).toEqual(['Missing: cpu, memory. Prometheus answered 503.']);
  });

  it('never has more than 8 queries in flight', async () => {
    let inFlight = 0;
    let most = 0;
    const query = answering(async () => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await Promise.resolve();
      await Promise.resolve();
      inFlight -= 1;
      return [];
    });
    const asks = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`q${index}`, ask(`q${index}`)]),
    );
    await gather(query, asks, { timeMs: 0, signal });
    expect(most).toBe(8);
  });

  it('asks nothing any more once the reader has gone', async () => {
    let asked = 0;
    const query = answering(async () => {
      asked += 1;
      return [];
    });
    const answers = await gather(query, { up: ask('up') }, { timeMs: 0, signal: AbortSignal.abort() });
    expect(asked).toBe(0);
    expect(answers.warnings).toEqual(['Missing: up. The request was given up.']);
  });
});

describe('gatherCurves', () => {
  it('reads curves by their key', async () => {
    const query: MetricsQuery = {
      instant: async () => [],
      range: async () => [{ labels: { pod: 'a' }, points: [[60, 1]] }],
    };
    const curves = await gatherCurves(
      query,
      { up: ask('up') },
      { startMs: 0, endMs: 60_000, stepMs: 60_000, signal },
    );
    expect(curves.points('up', 'a')).toEqual([[60, 1]]);
    expect(curves.points('up', 'b')).toBeNull();
  });
});
