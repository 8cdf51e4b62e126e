import type { State } from '../assessment.ts';
import type { WorkloadVital } from '../contract/workload.ts';
import type { Answers } from '../read/gather.ts';
import type { InventoryAsk } from '../read/inventory-asks.ts';
import type { Subject } from '../subject.ts';
import { vital, type VitalParts } from '../vital.ts';
import type { JobReadings } from './job-readings.ts';

/** Vitals of a training job: progress, time left, loss, step, GPU, age of the last report. */
export function trainingVitals(
  subject: Subject,
  answers: Answers<InventoryAsk>,
  readings: JobReadings,
  state: State,
): WorkloadVital[] {
  const hasEnded = state.class === 'failed' || state.word === 'Complete' || state.word === 'Succeeded';
  const reported = (ask: InventoryAsk, parts: Reported): WorkloadVital =>
    vital(subject, {
      metric: 'kube_trainjob_status_metric',
      isOwn: false,
      failed: answers.failed(ask),
      ...parts,
    });
  const vitals = [
    reported('jobProgress', { id: 'progress', label: 'Progress', unit: 'ratio', value: readings.progress }),
    reported('jobRemaining', {
      id: 'eta',
      label: 'Time left',
      unit: 'seconds',
      value: hasEnded ? null : readings.remainingSeconds,
    }),
    reported('jobMetric', {
      id: 'loss',
      label: 'Loss',
      unit: 'value',
      value: readings.loss,
      nan: 'The loss is NaN: the run has diverged.',
    }),
    reported('jobMetric', { id: 'step', label: 'Step', unit: 'steps', value: readings.step }),
    reported('gpuActive', {
      id: 'gpu-active',
      label: 'GPU active',
      unit: 'ratio',
      value: readings.gpuActive,
      metric: 'DCGM_FI_PROF_GR_ENGINE_ACTIVE',
    }),
    reported('jobReported', {
      id: 'report-age',
      label: 'Last report',
      unit: 'seconds',
      value: hasEnded ? null : readings.reportAge,
    }),
  ];
  const hasDiverged = readings.loss !== null && !Number.isFinite(readings.loss);
  return vitals.map((made) => {
    const isKept = made.value !== null || (made.id === 'loss' && hasDiverged) || failedQuery(made);
    return isKept ? made : { ...made, missing: whyMissing(made, readings, state, hasEnded) };
  });
}

type Reported = Omit<VitalParts, 'metric' | 'isOwn' | 'failed'> & Readonly<{ metric?: string }>;

function failedQuery({ missing = '' }: WorkloadVital): boolean {
  return missing.startsWith('Prometheus did not answer');
}

/** A job that has ended or not begun, or whose trainer says nothing, misses its numbers for that reason. */
function whyMissing(made: WorkloadVital, readings: JobReadings, state: State, hasEnded: boolean): string {
  if (hasEnded) return 'The job has ended.';
  if (state.class === 'waiting') return `The job is ${state.word.toLowerCase()} and has not started.`;
  if (made.id !== 'gpu-active' && readings.progress === null)
    return 'This job does not report progress: it needs trainer status (TrainJob) or the annotation `trainer.opendatahub.io/trainerStatus`.';
  return made.missing ?? '';
}
