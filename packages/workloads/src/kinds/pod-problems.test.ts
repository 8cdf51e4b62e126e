import { describe, expect, it } from 'vitest';
import type { PodFacts } from '../read/pod-facts.ts';
import { testNowMs, testPod } from '../testing/pod.ts';
import { podProblems, type PodReadings } from './pod-problems.ts';

const quiet: PodReadings = { nowMs: testNowMs, memory: () => 0.5, volume: () => null, temperature: () => 60 };
const found = (pods: readonly PodFacts[], readings: Partial<PodReadings> = {}) =>
  podProblems(pods, { ...quiet, ...readings });
const killed = (atMs: number | null): PodFacts['lastEnd'] => ({
  container: 'main',
  reason: 'OOMKilled',
  exitCode: 137,
  atMs,
});

describe('podProblems', () => {
  it('finds nothing wrong with a quiet pod', () => {
    expect(found([testPod()])).toEqual([]);
  });

  it('says how a crash loop ends each time, and since when it lasts: not since the last crash', () => {
    const pod = testPod({
      pod: 'canary-0',
      ready: false,
      waitingReason: 'CrashLoopBackOff',
      restarts: 41,
      startedMs: testNowMs - 14_400_000,
      lastEnd: { container: 'main', reason: 'Error', exitCode: 1, atMs: testNowMs - 90_000 },
    });
    expect(found([pod])).toMatchObject([
      {
        class: 'failed',
        word: 'CrashLoopBackOff',
        cause:
          'canary-0 crashes again and again after 41 restarts; last time it ended with Error (exit code 1: the program ended with an error).',
        sinceMs: testNowMs - 14_400_000,
      },
    ]);
  });

  it('leaves the begin of a crash loop to its curve when the pod ran well before', () => {
    const pod = testPod({
      ready: false,
      waitingReason: 'CrashLoopBackOff',
      restarts: 12,
      startedMs: testNowMs - 30 * 86_400_000,
      lastEnd: { container: 'main', reason: 'Error', exitCode: 1, atMs: testNowMs - 16_000 },
    });
    expect(found([pod])).toMatchObject([{ type: 'CrashLoop', sinceMs: null }]);
  });

  it('calls a crash loop of one replica degraded', () => {
    expect(
      found([testPod(), testPod({ pod: 'b', ready: false, waitingReason: 'CrashLoopBackOff' })]),
    ).toMatchObject([{ class: 'degraded', word: null }]);
  });

  it.each([
    ['ImagePullBackOff', 'Image'],
    ['CreateContainerConfigError', 'Configuration'],
  ])('%s is a problem of %s', (waitingReason, type) => {
    expect(found([testPod({ ready: false, waitingReason })])).toMatchObject([
      { type, class: 'failed', word: waitingReason },
    ]);
  });

  it('keeps a memory kill in sight for an hour', () => {
    expect(found([testPod({ lastEnd: killed(testNowMs - 600_000) })])).toMatchObject([
      { type: 'OutOfMemory' },
    ]);
    expect(found([testPod({ lastEnd: killed(testNowMs - 7_200_000) })])).toEqual([]);
    expect(found([testPod({ lastEnd: killed(null), restartsHour: 1 })])).toMatchObject([
      { type: 'OutOfMemory' },
    ]);
    expect(found([testPod({ lastEnd: killed(null), restartsHour: 0 })])).toEqual([]);
  });

  it.each([
    [{ memory: () => 0.97 }, 'Memory', '97%'],
    [{ volume: () => 0.91 }, 'Volume', '91% full (limit 85%)'],
    [{ temperature: () => 88 }, 'Temperature', '88 °C (limit 85 °C)'],
  ])('names value and limit %#', (readings, type, words) => {
    const [problem] = found([testPod()], readings);
    expect(problem?.type).toBe(type);
    expect(problem?.cause).toContain(words);
  });

  it('takes no sample for no problem', () => {
    expect(found([testPod()], { memory: () => null, volume: () => null, temperature: () => null })).toEqual(
      [],
    );
  });

  it('reports restarts from three in an hour', () => {
    expect(found([testPod({ restartsHour: 2.1 })])).toEqual([]);
    expect(found([testPod({ restartsHour: 3.2 })])).toMatchObject([{ type: 'Restarts' }]);
  });
});
