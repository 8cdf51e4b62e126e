import type { Group } from '../../document/dashboard.ts';
import { statusHistory, timeSeries, word } from '../../document/panel.ts';
import { promql } from '../../document/query.ts';
import {
  gpuRequestsPanel,
  lastTerminationPanel,
  podVariables,
  readinessPanel,
  restartsPanel,
} from '../pods.ts';
import { holding, job } from './selectors.ts';

/** What happened to the job: conditions, restarts, terminations. */
export const attemptsGroup: Group = {
  title: 'Attempts',
  rows: [
    {
      height: 6,
      panels: [
        statusHistory({
          title: 'Conditions over time',
          description:
            'One band per condition of the job. Queued and Suspended long: look at the queue dashboard. Restarting again and again: look at the terminations.',
          mappings: [word(1, 'true', 'good'), word(0, 'false', 'neutral')],
          queries: [
            promql(
              `max by (name, type) (kube_trainjob_status_condition{${job},${holding}})`,
              '{{name}} {{type}}',
            ),
          ],
        }),
        readinessPanel(podVariables),
      ],
    },
    {
      height: 6,
      panels: [
        restartsPanel(podVariables),
        lastTerminationPanel(podVariables),
        gpuRequestsPanel(podVariables),
      ],
    },
  ],
};

/** What Ray says of itself; closed at first because only Ray clusters have it. */
export const rayGroup: Group = {
  title: 'Ray',
  open: false,
  rows: [
    {
      height: 7,
      panels: [
        timeSeries({
          title: 'Ray tasks by state',
          description:
            "Good: RUNNING at the height of the cluster. Many PENDING: too few CPUs or GPUs for the tasks' requests.",
          unit: 'count',
          stacked: true,
          queries: [
            promql('sum by (State) (ray_tasks{namespace=~"$namespace",ray_io_cluster=~"$job"})', '{{State}}'),
          ],
        }),
        timeSeries({
          title: 'Ray actors by state',
          description:
            'Good: ALIVE only. DEAD grows: actors crash; RESTARTING: they come back and crash again.',
          unit: 'count',
          stacked: true,
          queries: [
            promql(
              'sum by (State) (ray_actors{namespace=~"$namespace",ray_io_cluster=~"$job"})',
              '{{State}}',
            ),
          ],
        }),
        timeSeries({
          title: 'Object store memory',
          description: 'Shared memory of the cluster. Full: objects spill to disk and everything slows down.',
          unit: 'bytes',
          queries: [
            promql(
              'sum by (Location) (ray_object_store_memory{namespace=~"$namespace",ray_io_cluster=~"$job"})',
              '{{Location}}',
            ),
          ],
        }),
      ],
    },
  ],
};
