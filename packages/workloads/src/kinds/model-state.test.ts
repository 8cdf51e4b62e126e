import { describe, expect, it } from 'vitest';
import { testNowMs, testPod } from '../testing/pod.ts';
import { modelState } from './model-state.ts';

const ready = testPod();
const notReady = testPod({ pod: 'b', ready: false });
const state = (pods: Parameters<typeof modelState>[0]['pods'], wanted: number) =>
  modelState({ pods, wanted, nowMs: testNowMs });

describe('modelState', () => {
  it.each([
    ['all ready', [ready, ready], 2, 'healthy', 'Ready'],
    ['one of two ready', [ready, notReady], 2, 'degraded', 'Ready'],
    ['a rollout with all wanted ready', [ready, notReady], 1, 'active', 'Rolling out'],
    ['scaled to zero', [], 0, 'stopped', 'Stopped'],
    ['no pod yet', [], 2, 'waiting', 'Pending'],
    ['model loading', [notReady], 1, 'degraded', 'Loading'],
    ['freshly loading', [testPod({ ready: false, startedMs: testNowMs - 60_000 })], 1, 'active', 'Loading'],
    [
      'creating',
      [testPod({ ready: false, waitingReason: 'ContainerCreating', startedMs: testNowMs - 60_000 })],
      1,
      'active',
      'ContainerCreating',
    ],
    ['no room', [testPod({ ready: false, phase: 'Pending', unschedulable: true })], 1, 'waiting', 'Pending'],
    ['failed', [testPod({ ready: false, phase: 'Failed' })], 1, 'failed', 'Failed'],
    ['readiness unknown', [testPod({ ready: null })], 1, 'unknown', 'Unknown'],
  ])('%s', (_, pods, wanted, expected, word) => {
    expect(state(pods, wanted)).toMatchObject({ class: expected, word });
  });

  it('says how many are ready and what keeps the other', () => {
    expect(
      state([ready, testPod({ pod: 'b', ready: false, waitingReason: 'ImagePullBackOff' })], 2).reason,
    ).toBe('1 of 2 replicas ready; b waits: ImagePullBackOff for 1 h 0 m.');
  });

  it('never says ready when nothing is known', () => {
    expect(state([testPod({ ready: null }), testPod({ ready: null })], 2).class).not.toBe('healthy');
  });
});
