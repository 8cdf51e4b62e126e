import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExposition, valueOf, type ParsedExposition } from '../testing/exposition.ts';
import { createTestCluster, WEDNESDAY, type TestCluster } from '../testing/test-cluster.ts';
import type { Target } from './targets.ts';

const answers = (test: TestCluster, tick: number): readonly (readonly [Target, ParsedExposition])[] =>
  test.targetsAt(tick).map((target) => [target, test.scrape(target, tick)]);

// Whole clusters are computed, on machines that do other things too.
const unhurried = { timeout: 60_000 };

describe('the simulated cluster', unhurried, () => {
  it.each([
    ['small', 5000, 7500],
    ['M', 60_000, 90_000],
  ] as const)('of size %s has between %d and %d series', (size, low, high) => {
    const test = createTestCluster({ size });
    const series = answers(test, WEDNESDAY).reduce((sum, [, { samples }]) => sum + samples.length, 0);
    expect(series).toBeGreaterThan(low);
    expect(series).toBeLessThan(high);
  });

  it('has as many GPUs as the preset says, and a holder for each that somebody asked for', () => {
    for (const [size, gpus] of [
      ['small', 16],
      ['M', 64],
    ] as const) {
      const { cluster } = createTestCluster({ size });
      const asked = cluster.podsAt(WEDNESDAY).flatMap(({ plan }) => plan.gpus);
      const held = cluster.gpus.filter((gpu) => gpu.at(WEDNESDAY).pod !== null);
      expect(cluster.gpus).toHaveLength(gpus);
      expect(held).toHaveLength(asked.length);
      expect(new Set(asked.map(({ node, index }) => `${node}/${index}`)).size).toBe(asked.length);
    }
  });

  it('says the same for the same seed and something else for another', () => {
    const all = (seed: number): string => {
      const test = createTestCluster({ seed });
      return test
        .targetsAt(WEDNESDAY + 5)
        .map((target) => test.text(target, WEDNESDAY + 5))
        .join('\n');
    };
    expect(all(3)).toBe(all(3));
    expect(all(3)).not.toBe(all(4));
  });

  it('says the same at a tick whatever was asked before', () => {
    const patient = createTestCluster();
    for (let tick = WEDNESDAY; tick < WEDNESDAY + 40; tick += 5) answers(patient, tick);
    const late = createTestCluster();
    const texts = (test: TestCluster): readonly string[] =>
      test.targetsAt(WEDNESDAY + 40).map((target) => test.text(target, WEDNESDAY + 40));
    expect(texts(late)).toEqual(texts(patient));
  });

  it('writes every answer so that a strict reader takes it', () => {
    const test = createTestCluster();
    for (let back = 0; back < 5; back += 1) expect(() => answers(test, WEDNESDAY + back * 97)).not.toThrow();
  });

  it('has at every moment something healthy, something waiting and something that needs attention', () => {
    const test = createTestCluster({ seed: 20_261 });
    fc.assert(
      fc.property(fc.integer({ min: -40_000, max: 40_000 }), (offset) => {
        const tick = WEDNESDAY + offset;
        const pods = test.cluster.podsAt(tick);
        expect(test.cluster.engines.some((engine) => engine.loadAt(tick).isServing)).toBe(true);
        expect(
          test.cluster.jobsAt(tick).filter(({ phase }) => phase === 'queued' || phase === 'evicted').length,
        ).toBeGreaterThan(0);
        expect(pods.some(({ phase, isReady }) => phase === 'Running' && !isReady)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('loses about one scrape in five hundred', () => {
    const test = createTestCluster();
    const target = test.find(WEDNESDAY, 'kube-state');
    let missed = 0;
    for (let tick = WEDNESDAY; tick < WEDNESDAY + 20_000; tick += 1) missed += target.isUp(tick) ? 0 : 1;
    expect(missed).toBeGreaterThan(15);
    expect(missed).toBeLessThan(75);
  });
});

describe('counters and histograms', unhurried, () => {
  const isCounter = (name: string, types: ReadonlyMap<string, string>): boolean => {
    const base = name.replace(/_(bucket|sum|count)$/, '');
    return types.get(name) === 'counter' || types.get(base) === 'histogram' || types.get(base) === 'summary';
  };

  it('never fall while nothing restarts', () => {
    const test = createTestCluster();
    const before = new Map<string, number>();
    const fallen: string[] = [];
    for (let tick = WEDNESDAY; tick < WEDNESDAY + 30; tick += 6) {
      for (const [target, { samples, types }] of answers(test, tick)) {
        for (const { name, labelText, value } of samples) {
          if (!isCounter(name, types)) continue;
          const key = `${target.id} ${name}{${labelText}}`;
          if (value < (before.get(key) ?? 0)) fallen.push(key);
          before.set(key, value);
        }
      }
    }
    expect(fallen).toEqual([]);
    expect(before.size).toBeGreaterThan(2000);
  });

  it('have buckets that rise, end in +Inf and agree with the count', () => {
    const test = createTestCluster();
    expect(answers(test, WEDNESDAY).flatMap(([, parsed]) => brokenHistograms(parsed))).toEqual([]);
  });

  it('agree with each other: every finished request is in every histogram of its engine', () => {
    const test = createTestCluster();
    const parsed = test.scrape(test.find(WEDNESDAY, 'vllm'), WEDNESDAY);
    const finished = parsed.samples
      .filter(({ name }) => name === 'vllm:request_success_total')
      .reduce((sum, { value }) => sum + value, 0);
    for (const family of [
      'time_to_first_token_seconds',
      'e2e_request_latency_seconds',
      'request_prompt_tokens',
    ]) {
      expect(valueOf(parsed, `vllm:${family}_count`)).toBe(finished);
    }
    expect(valueOf(parsed, 'vllm:request_prompt_tokens_sum')).toBe(
      valueOf(parsed, 'vllm:prompt_tokens_total'),
    );
  });
});

/** Every histogram of an answer that breaks a rule of histograms. */
function brokenHistograms(parsed: ParsedExposition): readonly string[] {
  const buckets = new Map<string, { bound: number; value: number }[]>();
  const counts = new Map<string, number>();
  for (const { name, labels, value } of parsed.samples) {
    const { le, ...others } = labels;
    const key = `${name.replace(/_(bucket|count)$/, '')} ${JSON.stringify(others)}`;
    if (name.endsWith('_count')) counts.set(key, value);
    if (le === undefined) continue;
    const list = buckets.get(key) ?? [];
    list.push({ bound: le === '+Inf' ? Infinity : Number(le), value });
    buckets.set(key, list);
  }
  return [...buckets].flatMap(([key, list]) => {
    const rises = list.every(({ bound, value }, index) => {
      const previous = list[index - 1];
      return previous === undefined || (bound > previous.bound && value >= previous.value);
    });
    const last = list.at(-1);
    return rises && last?.bound === Infinity && last.value === counts.get(key) ? [] : [key];
  });
}

describe('a parser of the text', () => {
  it('refuses what no exporter may write', () => {
    expect(() => parseExposition('a 1\n')).toThrow('no TYPE');
    expect(() => parseExposition('# TYPE a gauge\na 1\na 2\n')).toThrow('series twice');
    expect(() => parseExposition('# TYPE a gauge\n# TYPE a gauge\n')).toThrow('TYPE of a twice');
  });
});
