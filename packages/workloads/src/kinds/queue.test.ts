import { describe, expect, it } from 'vitest';
import { gather } from '../read/gather.ts';
import { inventoryAsks } from '../read/inventory-asks.ts';
import { selectorFor } from '../read/selector.ts';
import { clusterScope, type Subject } from '../subject.ts';
import { fakeMetrics, sample, type FakeAnswers } from '../testing/fake-metrics.ts';
import { testNowMs } from '../testing/pod.ts';
import { assessQueue } from './queue.ts';

const subject: Subject = {
  kind: 'ClusterQueue',
  namespace: clusterScope,
  name: 'research',
  pods: [],
  wanted: null,
  isFillingIn: false,
};
const reported = (value: number) => [sample({ cluster_queue: 'research' }, value)];

/** State and condition of the queue when Kueue reports these. */
async function coloursOf(instant: NonNullable<FakeAnswers['instant']>): Promise<readonly string[]> {
  const { signal } = new AbortController();
  const query = fakeMetrics({ instant });
  const answers = await gather(query, inventoryAsks(selectorFor(null)), { timeMs: testNowMs, signal });
  const { state, conditions } = assessQueue(subject, answers);
  return [
    `${state.word} ${state.class}`,
    ...conditions.map((each) => `${each.type} ${each.reason} ${each.class}`),
  ];
}

describe('assessQueue', () => {
  it('gives the word Active one colour, whether something waits or not', async () => {
    const active = ['Active active', 'Active true active'];
    expect(await coloursOf({ queueActive: reported(1), queuePending: reported(0) })).toEqual(active);
    expect(await coloursOf({ queueActive: reported(1), queuePending: reported(3) })).toEqual(active);
  });

  it('says that a queue admits nothing, and never that one is active which nobody reports', async () => {
    expect(await coloursOf({ queueActive: reported(0) })).toEqual(['Inactive failed', 'Active false failed']);
    expect(await coloursOf({})).toEqual(['Unknown unknown', 'Active unknown unknown']);
  });
});
