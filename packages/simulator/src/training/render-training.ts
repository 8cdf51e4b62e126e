import { labelText } from '../exposition/labels.ts';
import type { SampleWriter } from '../exposition/sample-writer.ts';
import { tickSeconds } from '../model/grid.ts';
import type { JobPhase, TrainingJobState } from './training-job.ts';

const CONDITIONS = [
  'Created',
  'Queued',
  'Suspended',
  'Running',
  'Restarting',
  'Complete',
  'Succeeded',
  'Failed',
] as const;

/** Writes what kube-state-metrics' CustomResourceState configuration makes of the trainers' status. */
export function renderTraining(jobs: readonly TrainingJobState[], tick: number, out: SampleWriter): void {
  const rows = jobs.map((job) => ({ job, labels: jobLabels(job) }));
  const reported = rows.flatMap(({ job, labels }) =>
    job.report === null ? [] : [{ report: job.report, labels }],
  );
  const gauge = (name: string, help: string): void => out.family(name, 'gauge', help);

  gauge('kube_trainjob_status_progress_percentage', 'Progress of the training in percent.');
  for (const { report, labels } of reported)
    out.sample('kube_trainjob_status_progress_percentage', labels, report.progress);
  gauge('kube_trainjob_status_estimated_remaining_seconds', 'Estimated time until the training ends.');
  for (const { report, labels } of reported) {
    out.sample('kube_trainjob_status_estimated_remaining_seconds', labels, report.remainingSeconds);
  }
  gauge('kube_trainjob_status_last_updated_timestamp_seconds', 'When the trainer reported last.');
  for (const { report, labels } of reported) {
    out.sample(
      'kube_trainjob_status_last_updated_timestamp_seconds',
      labels,
      tickSeconds(report.updatedTick),
    );
  }
  gauge('kube_trainjob_status_metric', 'Values the trainer reports.');
  for (const { report, labels } of reported) {
    const values: readonly (readonly [string, number])[] = [
      ['loss', report.loss],
      ['eval_loss', report.evalLoss],
      ['learning_rate', report.learningRate],
      ['grad_norm', report.gradNorm],
      ['step', report.step],
      ['total_steps', report.totalSteps],
      ['epoch', report.epoch],
    ];
    for (const [metric, value] of values)
      out.sample('kube_trainjob_status_metric', `${labels},metric="${metric}"`, value);
  }
  gauge('kube_trainjob_status_condition', 'Conditions of the job, 1 for the status that holds.');
  for (const { job, labels } of rows) writeConditions(job, labels, out);
  gauge('kube_trainjob_created', 'Creation time of the job.');
  for (const { job, labels } of rows)
    out.sample('kube_trainjob_created', labels, tickSeconds(Math.min(tick, job.planned.createdTick)));
}

function writeConditions(job: TrainingJobState, labels: string, out: SampleWriter): void {
  const isTrainJob = job.planned.series.kind === 'TrainJob';
  const holding = new Set(conditionsOf(job.phase, isTrainJob));
  for (const type of CONDITIONS) {
    if (type === (isTrainJob ? 'Succeeded' : 'Complete')) continue;
    for (const status of ['true', 'false'] as const) {
      const isHolding = holding.has(type) === (status === 'true');
      out.sample(
        'kube_trainjob_status_condition',
        `${labels},status="${status}",type="${type}"`,
        isHolding ? 1 : 0,
      );
    }
  }
}

function conditionsOf(phase: JobPhase, isTrainJob: boolean): readonly (typeof CONDITIONS)[number][] {
  switch (phase) {
    case 'queued':
    case 'evicted':
      return ['Created', 'Queued', 'Suspended'];
    case 'starting':
      return ['Created'];
    case 'running':
      return ['Created', 'Running'];
    case 'succeeded':
      return ['Created', isTrainJob ? 'Complete' : 'Succeeded'];
    case 'failed':
      return ['Created', 'Failed'];
  }
}

function jobLabels(job: TrainingJobState): string {
  const isTrainJob = job.planned.series.kind === 'TrainJob';
  return labelText({
    customresource_group: isTrainJob ? 'trainer.kubeflow.org' : 'kubeflow.org',
    customresource_kind: job.planned.series.kind,
    customresource_version: isTrainJob ? 'v1alpha1' : 'v1',
    namespace: job.planned.series.namespace,
    name: job.planned.name,
  });
}
