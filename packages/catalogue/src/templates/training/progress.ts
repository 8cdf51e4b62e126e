import type { Group } from '../../document/dashboard.ts';
import { gauge, stat } from '../../document/panel.ts';
import { promql } from '../../document/query.ts';
import { job, trainingMetric, unlessEnded, workerGpus } from './selectors.ts';

/** How far it is, when it will be done, and whether it still moves. */
export const progressGroup: Group = {
  title: 'Vitals',
  rows: [
    {
      height: 4,
      panels: [
        gauge({
          title: 'Progress',
          description:
            'Share of the steps done, as the trainer reports it. Absent: the job reports no trainer status.',
          unit: 'ratio',
          max: 1,
          queries: [
            promql(`max by (name) (kube_trainjob_status_progress_percentage{${job}}) / 100`, '{{name}}'),
          ],
        }),
        stat({
          title: 'Time left',
          description:
            'Estimate of the trainer. Good: it falls one second a second; a plateau means that steps have become slower.',
          unit: 'seconds',
          queries: [
            promql(
              `max by (namespace, name) (kube_trainjob_status_estimated_remaining_seconds{${job}}) ${unlessEnded}`,
              '{{name}}',
            ),
          ],
        }),
        stat({
          title: 'Training loss',
          description:
            'Last reported loss. NaN: the run has diverged and will not recover; stop it and lower the learning rate.',
          unit: 'value',
          queries: [promql(trainingMetric('loss'), '{{name}}')],
        }),
        stat({
          title: 'Steps/s',
          description:
            'Steps per second over the last 15 min. A fall with GPUs busy: longer sequences. A fall with GPUs idle: data loading or one slow worker.',
          unit: 'count/sec',
          queries: [
            promql(
              `max by (name) (deriv(kube_trainjob_status_metric{${job},metric="step"}[15m])) > 0`,
              '{{name}}',
            ),
          ],
        }),
        stat({
          title: 'Last report',
          description:
            'Age of the last trainer report. Good: under 5 min. Above 15 min while pods run: the job hangs, often in a collective operation.',
          unit: 'seconds',
          limits: { high: [300, 900] },
          queries: [
            promql(
              `(time() - max by (namespace, name) (kube_trainjob_status_last_updated_timestamp_seconds{${job}})) ${unlessEnded}`,
              '{{name}}',
            ),
          ],
        }),
        stat({
          title: 'GPU active',
          description: 'Mean over all workers. Good: above 80%. Under 50% the GPUs wait for data.',
          unit: 'ratio',
          limits: { low: [0.5, 0.8] },
          queries: [promql(`avg(DCGM_FI_PROF_GR_ENGINE_ACTIVE{${workerGpus}})`)],
        }),
      ],
    },
  ],
};
