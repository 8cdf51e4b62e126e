import type { Group } from '../../document/dashboard.ts';
import { timeSeries } from '../../document/panel.ts';
import { promql } from '../../document/query.ts';
import { job, trainingMetric } from './selectors.ts';

/** Does the model learn. */
export const learningGroup: Group = {
  title: 'Learning',
  rows: [
    {
      height: 9,
      panels: [
        {
          columns: 12,
          panel: timeSeries({
            title: 'Loss',
            min: 'auto',
            description:
              'Training and evaluation loss. Good: both fall. Evaluation rises while training falls: overfitting. A break in the line that does not come back: NaN.',
            unit: 'value',
            queries: [
              promql(trainingMetric('loss'), 'train {{name}}'),
              promql(trainingMetric('eval_loss'), 'eval {{name}}'),
            ],
          }),
        },
        timeSeries({
          title: 'Learning rate',
          description:
            'The schedule as it runs. A jump back to the start after a restart: the checkpoint did not hold the scheduler.',
          unit: 'value',
          queries: [promql(trainingMetric('learning_rate'), '{{name}}')],
        }),
        timeSeries({
          title: 'Gradient norm',
          min: 'auto',
          description:
            'Good: steady after warm-up. Spikes before the loss jumps: clip gradients or lower the learning rate.',
          unit: 'value',
          queries: [promql(trainingMetric('grad_norm'), '{{name}}')],
        }),
      ],
    },
    {
      height: 7,
      panels: [
        timeSeries({
          title: 'Step against total',
          description: 'A straight climb is good; a flat part is a stall, a checkpoint or a wait for quota.',
          unit: 'steps',
          queries: [
            promql(trainingMetric('step'), 'step {{name}}'),
            promql(trainingMetric('total_steps'), 'total {{name}}'),
          ],
        }),
        timeSeries({
          title: 'Seconds per step',
          description: 'From the steps reported over 15 min. Good: flat. Every checkpoint is a small bump.',
          unit: 'seconds',
          queries: [
            promql(
              `1 / (max by (name) (deriv(kube_trainjob_status_metric{${job},metric="step"}[15m])) > 0)`,
              '{{name}}',
            ),
          ],
        }),
      ],
    },
  ],
};
