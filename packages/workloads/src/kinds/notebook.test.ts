import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testNowMs, testPod } from '../testing/pod.ts';
import { idleCurve, idleTime } from './idle.ts';
import { notebookState, notebookVerdict } from './notebook.ts';

const nowSeconds = testNowMs / 1000;
const flat = (value: number, hours: number): [number, number][] =>
  Array.from({ length: hours * 6 + 1 }, (_, index) => [nowSeconds - hours * 3600 + index * 600, value]);

describe('idleTime', () => {
  it('is the time since CPU or GPU were last in use', () => {
    const cpu: [number, number][] = [...flat(0.01, 4), [nowSeconds - 7200, 0.9]];
    expect(idleTime(cpu, null, testNowMs)).toEqual({ seconds: 7200, isAtLeast: false });
    expect(idleTime(cpu, [[nowSeconds - 60, 0.5]], testNowMs)).toEqual({ seconds: 60, isAtLeast: false });
  });

  it('is at least the window when nothing was ever in use', () => {
    expect(idleTime(flat(0.01, 24), flat(0, 24), testNowMs)).toEqual({ seconds: 86_400, isAtLeast: true });
  });

  it('is unknown, not zero, without samples', () => {
    expect(idleTime(null, null, testNowMs)).toBeNull();
    expect(idleTime([[nowSeconds, null]], [], testNowMs)).toBeNull();
  });

  it('never lies in the future and never exceeds the window', () => {
    const point = fc.tuple(
      fc.integer({ min: nowSeconds - 86_400, max: nowSeconds }),
      fc.option(fc.double({ min: 0, max: 2, noNaN: true }), { nil: null }),
    );
    fc.assert(
      fc.property(fc.array(point), fc.array(point), (cpu, gpu) => {
        const seconds = idleTime(cpu, gpu, testNowMs)?.seconds ?? 0;
        return seconds >= 0 && seconds <= 86_400;
      }),
    );
  });

  it('falls to zero on the curve when the notebook is used', () => {
    const cpu: [number, number][] = [
      [nowSeconds - 1800, 0],
      [nowSeconds - 600, 1],
      [nowSeconds, 0],
    ];
    const grid = [nowSeconds - 1200, nowSeconds - 600, nowSeconds];
    expect(idleCurve(cpu, null, grid).map(([, value]) => value)).toEqual([600, 0, 600]);
  });
});

describe('notebookState', () => {
  it.each([
    ['runs', [testPod()], 1, 'healthy', 'Running'],
    ['stopped', [], 0, 'stopped', 'Stopped'],
    ['pod missing', [], 1, 'waiting', 'Waiting'],
    ['starts', [testPod({ ready: false, waitingReason: 'ContainerCreating' })], 1, 'active', 'Waiting'],
    ['no room', [testPod({ ready: false, unschedulable: true })], 1, 'waiting', 'Waiting'],
    ['failed', [testPod({ ready: false, phase: 'Failed' })], 1, 'failed', 'Terminated'],
    ['unknown', [testPod({ ready: null })], 1, 'unknown', 'Unknown'],
  ])('%s', (_, pods, wanted, expected, word) => {
    expect(notebookState(pods, wanted, testNowMs)).toMatchObject({ class: expected, word });
  });
});

describe('notebookVerdict', () => {
  it('says how long a GPU has been idle', () => {
    expect(notebookVerdict([testPod()], { seconds: 22_800, isAtLeast: false })).toEqual({
      class: 'degraded',
      text: 'Idle 6 h 20 m with 1 GPU.',
    });
    expect(notebookVerdict([testPod({ gpus: 0 })], { seconds: 86_400, isAtLeast: true })).toEqual({
      class: 'healthy',
      text: 'Idle at least 1 d 0 h.',
    });
  });
});
