import { describe, expect, it } from 'vitest';
import type { Target } from '../cluster/targets.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import { createLiveCounters } from '../live/live-counters.ts';
import type { CounterReader } from '../model/counter-entity.ts';
import { hours, minutes } from '../model/grid.ts';
import { createTestCluster, WEDNESDAY, type TestCluster } from '../testing/test-cluster.ts';
import { blocksOf } from './fill-history.ts';
import { surveyPast } from './past-counters.ts';

const pause = (): Promise<void> => Promise.resolve();

function values(target: Target, tick: number, reader: CounterReader): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const out: SampleWriter = {
    family: () => undefined,
    sample: (name, labels, value) => void found.set(`${name}{${labels}}`, value),
  };
  target.render(tick, reader, out);
  return found;
}

/** One target of every kind that counts, the engine with a restart in its past among them: a week of all would take a minute. */
function fewTargets(test: TestCluster): (tick: number) => readonly Target[] {
  const wanted =
    /^(vllm-fraud|ovms-vision-edge-defect|dcgm-gpu-node-0|kueue|ray-.*-head|cadvisor-gpu-node-1)/;
  return (tick) => test.targetsAt(tick).filter(({ id }) => wanted.test(id));
}

/** All values of all targets at the boundary as live counts them. */
function liveAt(
  test: TestCluster,
  targetsAt: (tick: number) => readonly Target[],
  tick: number,
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const reader = createLiveCounters(test.cluster, new Map(), () => 0);
  return new Map(targetsAt(tick).map((target) => [target.id, values(target, tick, reader)]));
}

describe('the seam between past and live', { timeout: 60_000 }, () => {
  it.each([
    ['a week', hours(168)],
    ['two hours', hours(2)],
    ['the first screen', hours(1)],
  ])('%s of history ends in every series exactly where live begins', async (_, span) => {
    const test = createTestCluster();
    const targetsAt = fewTargets(test);
    const from = WEDNESDAY - span;
    const past = await surveyPast(test.cluster, targetsAt, from, [from], pause);
    const reader = past.from(from);
    for (const target of targetsAt(from)) values(target, from, reader);
    const live = liveAt(test, targetsAt, WEDNESDAY);
    for (const target of targetsAt(WEDNESDAY)) {
      expect([...values(target, WEDNESDAY, reader)]).toEqual([...(live.get(target.id) ?? [])]);
    }
  });

  it('does not depend on where the past was taken up', async () => {
    const test = createTestCluster();
    const targetsAt = fewTargets(test);
    const from = WEDNESDAY - hours(12);
    const at = WEDNESDAY - hours(3) + 17;
    const past = await surveyPast(test.cluster, targetsAt, from, blocksOf(from, WEDNESDAY), pause);
    const [whole, late] = [past.from(from), past.from(at)];
    for (const target of targetsAt(at)) {
      expect([...values(target, at, late)]).toEqual([...values(target, at, whole)]);
    }
  });

  it('counts up through the seam: no counter falls between the last hour and the first minutes of live', async () => {
    const test = createTestCluster();
    const targetsAt = fewTargets(test);
    const from = WEDNESDAY - hours(1);
    const past = (await surveyPast(test.cluster, targetsAt, from, [from], pause)).from(from);
    const live = createLiveCounters(test.cluster, new Map(), () => 0);
    const before = new Map<string, number>();
    const fallen: string[] = [];
    for (let tick = from; tick <= WEDNESDAY + minutes(4); tick += 4) {
      for (const target of targetsAt(tick)) {
        if (target.group !== 'vllm' && target.group !== 'ovms') continue;
        for (const [series, value] of values(target, tick, tick <= WEDNESDAY ? past : live)) {
          if (!/_(total|bucket|count|sum)\{/.test(series)) continue;
          const key = `${target.id} ${series}`;
          if (value < (before.get(key) ?? 0)) fallen.push(`${key} at ${tick - WEDNESDAY}`);
          before.set(key, value);
        }
      }
    }
    expect(fallen).toEqual([]);
    expect(before.size).toBeGreaterThan(300);
  });

  it('a restart in the past begins at zero', async () => {
    const test = createTestCluster();
    const targetsAt = fewTargets(test);
    const kill = test.cluster.book
      .between(WEDNESDAY - hours(30), WEDNESDAY)
      .find(({ name }) => name === 'host-oom-kill');
    const engine = test.cluster.engines.find(({ plan }) => plan.id === kill?.subject.entity);
    expect(kill).toBeDefined();
    if (kill === undefined || engine === undefined) return;
    const from = kill.startTick - minutes(5);
    const reader = (await surveyPast(test.cluster, targetsAt, from, [from], pause)).from(from);
    const tokens = (tick: number) => {
      const pod = engine.podAt(tick).plan.name;
      return values(test.find(tick, 'vllm', { pod }), tick, reader);
    };
    const series =
      [...tokens(kill.startTick).keys()].find((key) => key.startsWith('vllm:prompt_tokens_total')) ?? '';
    const before = tokens(kill.startTick + minutes(14)).get(series) ?? 0;
    const after = tokens(kill.startTick + minutes(18.5)).get(series) ?? 0;
    expect(before).toBeGreaterThan(1e6);
    expect(after).toBeLessThan(1e6);
  });
});
