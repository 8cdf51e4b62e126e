import { metricsOf } from '../metric-entry.ts';

/** Training progress as kube-state-metrics' CustomResourceState exposes it from `TrainJob.status.trainerStatus` and the PyTorchJob annotation. */
export const trainingMetrics = metricsOf(
  {
    namespaceLabel: 'namespace',
    podLabel: null,
    scrapeIntervalMs: 60_000,
    source: 'kubeflow/trainer: TrainJob.status.trainerStatus; kube-state-metrics CustomResourceState',
  },
  [
    {
      name: 'kube_trainjob_status_progress_percentage',
      type: 'gauge',
      unit: 'percent',
      aggregation: 'max',
      documentation: 'Progress of a training job, 0–100.',
    },
    {
      name: 'kube_trainjob_status_estimated_remaining_seconds',
      type: 'gauge',
      unit: 'seconds',
      aggregation: 'max',
      documentation: 'Time left as the trainer estimates it.',
    },
    {
      name: 'kube_trainjob_status_metric',
      type: 'gauge',
      unit: 'value',
      aggregation: 'max',
      documentation:
        'A training metric by `metric`: loss, eval_loss, learning_rate, grad_norm, step, total_steps, epoch. NaN is a real value.',
    },
    {
      name: 'kube_trainjob_status_last_updated_timestamp_seconds',
      type: 'gauge',
      unit: 'timestamp',
      documentation: 'When the trainer last reported; standing still means that the job hangs.',
    },
    {
      name: 'kube_trainjob_status_condition',
      type: 'gauge',
      unit: 'boolean',
      documentation:
        '1 on the `status` of each condition `type`: Created, Queued, Suspended, Running, Restarting, Complete, Succeeded, Failed.',
    },
  ],
);
