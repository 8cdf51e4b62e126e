import { describe, expect, it } from 'vitest';
import type { RangeSeries } from '../metrics-query.ts';
import { testNowMs, testPod } from '../testing/pod.ts';
import type { Assessed } from '../read-inventory.ts';
import { changesOf, type ChangeCurves } from './changes.ts';

const nowSeconds = testNowMs / 1000;
const where = { namespace: 'llm-prod', pod: 'a' };

describe('changesOf', () => {
  it('takes neighbouring steps for one restart', () => {
    const points = [
      [nowSeconds - 1800, 1],
      [nowSeconds - 1200, 1],
      [nowSeconds - 600, null],
      [nowSeconds, 1],
    ] as const;
    const changes = changesOf(curves({ restarts: [{ labels: where, points }] }), [], testNowMs);
    expect(changes.map(({ atMs, text }) => [atMs, text])).toEqual([
      [testNowMs, 'a restarted'],
      [testNowMs - 1_800_000, 'a restarted 2 times'],
    ]);
  });

  it('tells a restart and its memory kill as one change at the time Kubernetes gives', () => {
    const points = [[nowSeconds - 600, 1]] as const;
    const atMs = testNowMs - 700_000;
    const lastEnd = { container: 'main', reason: 'OOMKilled', exitCode: 137, atMs };
    const changes = changesOf(
      curves({ restarts: [{ labels: where, points }], kills: [{ labels: where, points }] }),
      [assessed(testPod({ pod: 'a', lastEnd, startedMs: null }))],
      testNowMs,
    );
    expect(changes).toEqual([
      {
        atMs,
        namespace: 'llm-prod',
        workload: 'llama-8b',
        type: 'oom',
        text: 'a was killed because memory reached its limit (OOMKilled, exit code 137)',
      },
    ]);
  });

  it('takes new pods of a model within ten minutes for one rollout', () => {
    const pods = [0, 120_000].map((later, index) =>
      testPod({ pod: `p${index}`, startedMs: testNowMs - 3_600_000 + later }),
    );
    expect(changesOf(curves({}), [assessed(...pods)], testNowMs)).toMatchObject([
      { type: 'rollout', atMs: testNowMs - 3_600_000, text: '2 new pods' },
    ]);
    const old = testPod({ startedMs: testNowMs - 90_000_000 });
    expect(changesOf(curves({}), [assessed(old)], testNowMs)).toEqual([]);
  });

  it('names the reason of an eviction and the queue', () => {
    const labels = { cluster_queue: 'research', reason: 'Preempted' };
    const changes = changesOf(
      curves({ evictions: [{ labels, points: [[nowSeconds - 600, 1.02]] }] }),
      [],
      testNowMs,
    );
    expect(changes).toMatchObject([
      { type: 'preemption', workload: 'research', text: '1 workload evicted: Preempted' },
    ]);
  });
});

function curves(
  series: Partial<Record<'restarts' | 'kills' | 'evictions' | 'replicas', readonly RangeSeries[]>>,
): ChangeCurves {
  return { series: (name) => series[name] ?? [], points: () => null, failed: () => false, warnings: [] };
}

function assessed(...pods: Assessed['subject']['pods']): Assessed {
  return {
    subject: {
      kind: 'InferenceService',
      namespace: 'llm-prod',
      name: 'llama-8b',
      pods,
      wanted: pods.length,
      isFillingIn: false,
    },
    assessment: {
      runtime: 'vllm',
      state: { class: 'healthy', word: 'Ready', reason: '', sinceMs: null },
      problems: [],
      vitals: [],
      conditions: [],
      replicas: { ready: pods.length, wanted: pods.length },
      progress: null,
    },
  };
}
