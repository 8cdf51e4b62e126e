import { describe, expect, it } from 'vitest';
import type { Subject } from '../subject.ts';
import { testNowMs, testPod } from '../testing/pod.ts';
import type { JobReadings } from './job-readings.ts';
import { jobState } from './job-state.ts';
import { trainingProblems, trainingVerdict } from './training.ts';

const worker = testPod({ pod: 'bert-worker-0', ready: true });
const state = (conditions: readonly string[], pods = [worker]) =>
  jobState({ conditions: new Set(conditions), pods });

describe('jobState', () => {
  it.each([
    ['failed beats running', ['Running', 'Failed'], [worker], 'failed', 'Failed'],
    ['complete', ['Complete'], [], 'healthy', 'Complete'],
    ['succeeded', ['Succeeded'], [], 'healthy', 'Succeeded'],
    ['preempted', ['Preempted', 'Queued'], [], 'degraded', 'Preempted'],
    ['restarting', ['Restarting', 'Running'], [worker], 'degraded', 'Restarting'],
    ['queued', ['Created', 'Queued', 'Suspended'], [], 'waiting', 'Queued'],
    ['suspended', ['Suspended'], [], 'waiting', 'Suspended'],
    ['running', ['Created', 'Running'], [worker], 'active', 'Running'],
    ['created without pods', ['Created'], [], 'waiting', 'Pending'],
    ['running by pods alone', [], [worker], 'active', 'Running'],
    ['finished by pods alone', [], [testPod({ phase: 'Succeeded', ready: false })], 'healthy', 'Succeeded'],
    ['failed by pods alone', [], [testPod({ phase: 'Failed', ready: false })], 'failed', 'Failed'],
    ['nothing known', [], [], 'unknown', 'Unknown'],
  ])('%s', (_, conditions, pods, expected, word) => {
    expect(state(conditions, pods)).toMatchObject({ class: expected, word });
  });
});

const subject: Subject = {
  kind: 'TrainJob',
  namespace: 'research-a',
  name: 'bert',
  pods: [worker, testPod({ pod: 'bert-worker-1' })],
  wanted: null,
  isFillingIn: false,
};
const moving: JobReadings = {
  conditions: new Set(['Running']),
  progress: 0.4,
  remainingSeconds: 11_520,
  loss: 0.43,
  step: 48_200,
  totalSteps: 120_000,
  reportAge: 20,
  gpuActive: 0.92,
  gpuActiveQuarter: 0.92,
  workers: [
    { pod: 'bert-worker-0', gpuActive: 0.93 },
    { pod: 'bert-worker-1', gpuActive: 0.91 },
  ],
};
const problems = (change: Partial<JobReadings>) =>
  trainingProblems({ ...moving, ...change }, subject, testNowMs);

describe('trainingProblems', () => {
  it('finds nothing wrong with a job that moves', () => {
    expect(problems({})).toEqual([]);
  });

  it('says that a diverged run will not recover', () => {
    expect(problems({ loss: Number.NaN })).toMatchObject([
      { type: 'Loss', cause: 'The loss is NaN at step 48.2 k: the run has diverged and will not recover.' },
    ]);
  });

  it('does not take a job that reports no loss for a diverged one', () => {
    expect(problems({ loss: null, step: null, reportAge: null })).toEqual([]);
  });

  it('names the slow worker, and only it when the reports stop too', () => {
    const workers = [
      { pod: 'bert-worker-0', gpuActive: 0.2 },
      { pod: 'bert-worker-1', gpuActive: 0.9 },
    ];
    const found = problems({ workers, reportAge: 4000, gpuActiveQuarter: 0.5 });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ type: 'Straggler' });
    expect(found[0]?.cause).toContain('bert-worker-0 is 20% active');
    expect(found[0]?.cause).toContain('spread 70 pp (limit 40 pp)');
  });

  it('dates a silent trainer by its last report', () => {
    expect(problems({ reportAge: 1200 })).toMatchObject([
      { type: 'Progress', sinceMs: testNowMs - 1_200_000 },
    ]);
  });

  it('reports idle GPUs only where a GPU is held and reports', () => {
    expect(problems({ gpuActiveQuarter: 0.01 })).toMatchObject([{ type: 'GPU' }]);
    expect(problems({ gpuActiveQuarter: null })).toEqual([]);
  });
});

describe('trainingVerdict', () => {
  it('speaks of running jobs only, and never of GPUs it does not see', () => {
    expect(trainingVerdict(moving, false)).toBeNull();
    expect(trainingVerdict({ ...moving, gpuActive: null, workers: [] }, true)).toMatchObject({
      class: 'unknown',
    });
    expect(trainingVerdict({ ...moving, gpuActive: 0.3 }, true)?.text).toContain('wait for data');
    expect(trainingVerdict(moving, true)).toMatchObject({ class: 'healthy' });
  });
});
