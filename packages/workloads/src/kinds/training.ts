import type { Assessment, Problem, State } from '../assessment.ts';
import type { WorkloadCondition } from '../contract/workload-detail.ts';
import { limits } from '../limits.ts';
import type { Answers } from '../read/gather.ts';
import type { InventoryAsk } from '../read/inventory-asks.ts';
import { literal, podsMatcher } from '../read/selector.ts';
import type { Subject } from '../subject.ts';
import { amount, duration, percent } from '../words/numbers.ts';
import { endInWords, endRemedy } from '../words/ends.ts';
import type { Verdict } from './engine-verdict.ts';
import { jobReadings, type JobReadings } from './job-readings.ts';
import { jobState } from './job-state.ts';
import { podProblems, podReadings } from './pod-problems.ts';
import { trainingVitals } from './training-vitals.ts';

/** Rules for PyTorchJob and TrainJob. */
export function assessTraining(subject: Subject, answers: Answers<InventoryAsk>, nowMs: number): Assessment {
  const readings = jobReadings(answers, subject, nowMs);
  const state = jobState({ conditions: readings.conditions, pods: subject.pods });
  const isRunning = state.word === 'Running' || state.word === 'Restarting';
  const problems = [
    ...failure(state, subject),
    ...(isRunning ? podProblems(subject.pods, podReadings(answers, nowMs)) : []),
    ...(isRunning ? trainingProblems(readings, subject, nowMs) : []),
  ];
  return {
    runtime: 'pytorch',
    state,
    problems,
    vitals: trainingVitals(subject, answers, readings, state),
    conditions: conditions(readings, state),
    replicas: {
      ready: subject.pods.filter((pod) => pod.ready === true).length,
      wanted: Math.max(subject.wanted ?? 0, subject.pods.length),
    },
    progress: readings.progress,
  };
}

/** Why the job died, from the worker that ended worst. */
function failure(state: State, subject: Subject): Problem[] {
  if (state.class !== 'failed' && state.class !== 'degraded') return [];
  const ended = subject.pods.find((pod) => pod.lastEnd !== null && pod.lastEnd.reason !== 'Completed');
  const end = ended?.lastEnd ?? null;
  return [
    {
      type: state.word,
      class: state.class,
      word: state.word,
      cause:
        ended === undefined || end === null
          ? state.reason
          : `${ended.pod} ${endInWords(end.reason, end.exitCode)}.`,
      remedy: end === null ? 'Read the events and the log of its pods.' : endRemedy(end.reason),
      sinceMs: end?.atMs ?? state.sinceMs,
      evidence: {
        label: 'Progress',
        unit: 'percent',
        promql: `max (kube_trainjob_status_progress_percentage{namespace="${subject.namespace}",name="${literal(subject.name)}"})`,
        isBad: () => false,
      },
    },
  ];
}

/** What can be wrong with a job that runs: diverged, stalled, one slow worker, idle GPUs; only the first of the last three is the cause. */
export function trainingProblems(readings: JobReadings, subject: Subject, nowMs: number): readonly Problem[] {
  const stalled =
    straggler(readings, subject) ?? staleReport(readings, subject, nowMs) ?? idleGpus(readings, subject);
  return [diverged(readings, subject), stalled].filter((problem) => problem !== null);
}

function diverged({ loss, step }: JobReadings, subject: Subject): Problem | null {
  if (loss === null || Number.isFinite(loss)) return null;
  const at = step === null || Number.isNaN(step) ? '' : ` at step ${amount(step)}`;
  return {
    ...plain('Loss'),
    cause: `The loss is ${Number.isNaN(loss) ? 'NaN' : 'infinite'}${at}: the run has diverged and will not recover.`,
    remedy: 'Stop it; start from the last good checkpoint with a lower learning rate or gradient clipping.',
    evidence: {
      label: 'Training loss',
      unit: 'value',
      promql: `max (kube_trainjob_status_metric{namespace="${subject.namespace}",name="${literal(subject.name)}",metric="loss"})`,
      isBad: () => false,
    },
  };
}

function staleReport({ reportAge }: JobReadings, subject: Subject, nowMs: number): Problem | null {
  if (reportAge === null || reportAge <= limits.reportAgeSeconds) return null;
  return {
    ...plain('Progress'),
    cause: `No progress report for ${duration(reportAge)} (limit ${duration(limits.reportAgeSeconds)}) while the job runs.`,
    remedy: 'Look for a stalled collective operation: network of the workers at 0, GPU activity flat.',
    sinceMs: nowMs - reportAge * 1000,
    evidence: gpuEvidence(subject, 'avg', () => false),
  };
}

function straggler({ workers }: JobReadings, subject: Subject): Problem | null {
  const ranked = workers.toSorted((left, right) => left.gpuActive - right.gpuActive);
  const [slowest] = ranked;
  const fastest = ranked.at(-1);
  if (slowest === undefined || fastest === undefined || ranked.length < 2) return null;
  const median = ranked[Math.floor(ranked.length / 2)]?.gpuActive ?? 0;
  const spread = fastest.gpuActive - slowest.gpuActive;
  if (spread <= limits.straggler) return null;
  const gpus = `DCGM_FI_PROF_GR_ENGINE_ACTIVE{exported_namespace="${subject.namespace}",${podsMatcher(
    'exported_pod',
    subject.pods.map((pod) => pod.pod),
  )}}`;
  return {
    ...plain('Straggler'),
    cause: `${slowest.pod} is ${percent(slowest.gpuActive)} active, the median worker ${percent(median)}: spread ${Math.round(spread * 100)} pp (limit ${Math.round(limits.straggler * 100)} pp).`,
    remedy: 'All workers wait for the slowest: look at its node, its network and its GPU clock.',
    evidence: {
      label: 'Spread of GPU activity',
      unit: 'ratio',
      promql: `max (avg by (exported_pod) (${gpus})) - min (avg by (exported_pod) (${gpus}))`,
      isBad: (value) => value > limits.straggler,
    },
  };
}

function idleGpus({ gpuActiveQuarter }: JobReadings, subject: Subject): Problem | null {
  const held = subject.pods.reduce((sum, pod) => sum + pod.gpus, 0);
  if (gpuActiveQuarter === null || gpuActiveQuarter >= limits.gpuIdle || held === 0) return null;
  return {
    ...plain('GPU'),
    cause: `${amount(held)} GPUs were ${percent(gpuActiveQuarter)} active over 15 min (at least ${percent(limits.gpuIdle)} expected).`,
    remedy: 'The job computes nothing: look at data loading and at the log of the first worker.',
    evidence: gpuEvidence(subject, 'avg', (value) => value < limits.gpuIdle),
  };
}

function gpuEvidence(subject: Subject, how: 'avg', isBad: (value: number) => boolean): Problem['evidence'] {
  const pods = podsMatcher(
    'exported_pod',
    subject.pods.map((pod) => pod.pod),
  );
  return {
    label: 'GPU active',
    unit: 'ratio',
    promql: `${how} (DCGM_FI_PROF_GR_ENGINE_ACTIVE{exported_namespace="${subject.namespace}",${pods}})`,
    isBad,
  };
}

function plain(type: string): Readonly<{ type: string; class: 'degraded'; word: null; sinceMs: null }> {
  return { type, class: 'degraded', word: null, sinceMs: null };
}

const explanations: Readonly<Record<string, string>> = {
  Queued: 'It waits in a Kueue queue until its quota is free.',
  Suspended: 'No pods exist while it is suspended.',
  Running: '',
  Restarting: 'A worker ended and the job starts again from its last checkpoint.',
  Failed: 'The job has ended and will not start again by itself.',
};

function conditions({ conditions: types }: JobReadings, state: State): WorkloadCondition[] {
  if (types.size === 0)
    return [{ type: state.word, class: state.class, reason: state.reason, explanation: '' }];
  return [...types].map((type) => ({
    type,
    class: type === 'Failed' ? 'failed' : conditionClass(type, state),
    reason: type === state.word ? state.reason : '',
    explanation: explanations[type] ?? '',
  }));
}

function conditionClass(type: string, state: State): WorkloadCondition['class'] {
  if (type === state.word) return state.class;
  return type === 'Queued' || type === 'Suspended' ? 'waiting' : 'healthy';
}

/** What holds a running job up; null while it does not run. */
export function trainingVerdict(readings: JobReadings, isRunning: boolean): Verdict | null {
  if (!isRunning) return null;
  const { gpuActive, workers } = readings;
  if (gpuActive === null)
    return {
      class: 'unknown',
      text: 'The exporter reports no GPU of these pods, so nothing can be said about what limits the job.',
    };
  const active = workers.map((worker) => worker.gpuActive);
  const spread = Math.max(...active) - Math.min(...active);
  if (active.length > 1 && spread > limits.straggler)
    return {
      class: 'degraded',
      text: `One worker is ${Math.round(spread * 100)} pp less active than the busiest; all others wait for it.`,
    };
  if (gpuActive < 0.5)
    return {
      class: 'degraded',
      text: `GPUs are ${percent(gpuActive)} active (80% is good): they wait for data, CPU or the network.`,
    };
  return {
    class: 'healthy',
    text: `GPUs are ${percent(gpuActive)} active${active.length > 1 ? `, workers within ${Math.round(spread * 100)} pp` : ''}: computing is the limit, as it should be.`,
  };
}
