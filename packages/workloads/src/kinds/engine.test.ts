import { describe, expect, it } from 'vitest';
import { engineProblems } from './engine-problems.ts';
import { trafficSkew, type EngineReadings } from './engine-readings.ts';
import { engineVerdict } from './engine-verdict.ts';

const scope = { namespace: 'llm-prod', pods: ['a', 'b'] };
const calm: EngineReadings = {
  model: 'llama-8b',
  requests: 38,
  errorRatio: 0.001,
  tokens: 8000,
  running: 30,
  waiting: 0,
  kvCache: 0.4,
  preemptions: 0,
  firstToken: 0.3,
  tokenGap: 0.02,
  endToEnd: 4,
  queueTime: 0.01,
  inferenceTime: 3,
  replicas: [
    { pod: 'a', role: '', running: 15 },
    { pod: 'b', role: '', running: 15 },
  ],
};
const problems = (change: Partial<EngineReadings>) => engineProblems({ ...calm, ...change }, scope);
const verdict = (change: Partial<EngineReadings>, ready = 2) => engineVerdict({ ...calm, ...change }, ready);

describe('engineProblems', () => {
  it('finds nothing wrong with a calm engine', () => {
    expect(problems({})).toEqual([]);
  });

  it.each([
    ['KVCache', { kvCache: 0.97, waiting: 80 }, 'KV cache 97% full (limit 95%), 80 requests waiting.'],
    ['KVCache', { kvCache: 0.96, preemptions: 0.5 }, 'KV cache 96% full (limit 95%), 0.5 preemptions/s.'],
    ['Queue', { waiting: 24, queueTime: 6 }, '24 requests waiting (limit 10), queue time p95 6 s.'],
    ['Latency', { firstToken: 2.5 }, 'Time to first token p95 is 2.5 s (limit 2 s).'],
    ['Errors', { errorRatio: 0.3 }, '30% of requests fail or are aborted (limit 5%) at 38 req/s.'],
  ])('%s', (type, change, cause) => {
    expect(problems(change)).toMatchObject([{ type, class: 'degraded', cause }]);
  });

  it('counts waiting and slow answers as consequences of a full cache', () => {
    expect(problems({ kvCache: 0.99, waiting: 80, firstToken: 20, queueTime: 20 })).toHaveLength(1);
  });

  it('does not call a full cache a problem while nobody waits', () => {
    expect(problems({ kvCache: 0.97 })).toEqual([]);
  });

  it('takes a missing or undefined number for neither good nor bad', () => {
    expect(
      problems({ firstToken: Number.NaN, errorRatio: Number.NaN, kvCache: null, waiting: null }),
    ).toEqual([]);
  });

  it('names the replica that gets the traffic', () => {
    const replicas = [
      { pod: 'a', role: '', running: 40 },
      { pod: 'b', role: '', running: 2 },
    ];
    expect(problems({ replicas })).toMatchObject([{ type: 'TrafficSkew' }]);
    expect(trafficSkew(replicas)).toMatchObject({ pod: 'a', running: 40, others: 2, ratio: 20 });
  });
});

describe('engineProblems with little traffic', () => {
  it('takes three failures of fifty for chance', () => {
    expect(problems({ requests: 0.4, errorRatio: 0.06 })).toEqual([]);
    expect(problems({ requests: 4, errorRatio: 0.06 })).toMatchObject([{ type: 'Errors' }]);
  });
});

describe('engineVerdict', () => {
  it.each([
    [
      { kvCache: 0.97, preemptions: 0.5 },
      'KV cache 97% and 0.5 preemptions/s: shorten the context or add memory.',
    ],
    [{ queueTime: 36 }, 'Queue time is 12× inference time (p95 36 s against 3 s): add replicas.'],
    [{ kvCache: 0.41 }, 'No bottleneck found: queue time p95 10 ms, KV cache 41%.'],
    [{ requests: 0, running: 0 }, 'No requests in the last 2 min: nothing limits it.'],
  ])('%o', (change, text) => {
    expect(verdict(change).text).toBe(text);
  });

  it('follows the decision tree: memory before queue before decode before prefill', () => {
    const all = { kvCache: 0.99, preemptions: 1, queueTime: 30, tokenGap: 1, firstToken: 30 };
    expect(verdict(all).text).toMatch(/^KV cache/);
    expect(verdict({ ...all, kvCache: 0.5 }).text).toMatch(/^Queue time/);
    expect(verdict({ ...all, kvCache: 0.5, queueTime: 0 }).text).toMatch(/^Decode/);
    expect(verdict({ ...all, kvCache: 0.5, queueTime: 0, tokenGap: 0.01 }).text).toMatch(/^Prefill/);
  });

  it('says that nothing is served, or that nothing is known', () => {
    expect(verdict({}, 0)).toMatchObject({ class: 'failed' });
    expect(verdict({ requests: null, kvCache: null })).toMatchObject({ class: 'unknown' });
  });
});

describe('trafficSkew', () => {
  it('never compares a prefill with a decode replica', () => {
    const apart = [
      { pod: 'decode-0', role: 'decode', running: 26 },
      { pod: 'prefill-0', role: 'prefill', running: 0 },
    ];
    expect(trafficSkew(apart)).toBeNull();
    expect(trafficSkew([...apart, { pod: 'decode-1', role: 'decode', running: 2 }])).toMatchObject({
      pod: 'decode-0',
      others: 2,
    });
  });

  it('compares only replicas that report, and only under load', () => {
    expect(trafficSkew([{ pod: 'a', role: '', running: 40 }])).toBeNull();
    expect(
      trafficSkew([
        { pod: 'a', role: '', running: 3 },
        { pod: 'b', role: '', running: 0 },
      ]),
    ).toBeNull();
    expect(
      trafficSkew([
        { pod: 'a', role: '', running: 40 },
        { pod: 'b', role: '', running: null },
      ]),
    ).toBeNull();
  });
});
