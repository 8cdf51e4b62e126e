import type { Group } from '../../document/dashboard.ts';
import { bars, gauge, stat, table, timeSeries } from '../../document/panel.ts';
import { promql } from '../../document/query.ts';
import { allocatedByNamespace, gpuResources, gpus, heldGpus } from './selectors.ts';

const active = `DCGM_FI_PROF_GR_ENGINE_ACTIVE{${heldGpus}}`;
const memory = (part: string): string => `DCGM_FI_DEV_FB_${part}{${gpus}}`;

/** How many, how many given out, how many at work. */
export const fleetVitalsGroup: Group = {
  title: 'Vitals',
  rows: [
    {
      height: 5,
      panels: [
        stat({
          title: 'GPUs',
          description: 'GPUs that report. Fewer than yesterday: a card fell off the bus or a node is gone.',
          unit: 'gpus',
          queries: [promql(`count(DCGM_FI_DEV_GPU_TEMP{${gpus}})`)],
        }),
        gauge({
          title: 'Given out',
          description:
            'GPUs requested by running and starting pods, of all allocatable ones. Near 100%: new work queues.',
          unit: 'ratio',
          max: 1,
          limits: { high: [0.9, 0.99] },
          queries: [
            promql(
              `sum(${allocatedByNamespace}) / sum(kube_node_status_allocatable{${gpuResources}})`,
              'given out',
            ),
          ],
        }),
        gauge({
          title: 'Active of held',
          description:
            'Mean engine activity of the GPUs that somebody holds. Good: above 60%. Low while Given out is high: the fleet is full of idle cards.',
          unit: 'ratio',
          max: 1,
          limits: { low: [0.3, 0.6] },
          queries: [promql(`avg(${active})`, 'active')],
        }),
        stat({
          title: 'Held but idle',
          description: 'GPUs held by a pod and under 5% active for the last hour. Good: 0.',
          unit: 'gpus',
          limits: { high: [1, 4] },
          queries: [promql(`sum(avg_over_time(${active}[1h]) < bool 0.05)`)],
        }),
        stat({
          title: 'Power (W)',
          description: 'Draw of all chosen GPUs together.',
          unit: 'watts',
          queries: [promql(`sum(DCGM_FI_DEV_POWER_USAGE{${gpus}})`)],
        }),
        stat({
          title: 'XID errors',
          description:
            'Cards whose last error code is not 0. Good: 0. Code 79 (fallen off the bus) and 94 (ECC) need hands on the machine.',
          unit: 'gpus',
          limits: { high: [1, 2] },
          queries: [promql(`sum(DCGM_FI_DEV_XID_ERRORS{${gpus}} > bool 0)`)],
        }),
      ],
    },
  ],
};

/** Who holds the cards and what they do with them. */
export const fleetUseGroup: Group = {
  title: 'Who uses them',
  rows: [
    {
      height: 8,
      panels: [
        timeSeries({
          title: 'GPUs given out by namespace',
          description: 'Requested GPUs, stacked. The height against the fleet says how long it will last.',
          unit: 'gpus',
          stacked: true,
          queries: [promql(allocatedByNamespace, '{{namespace}}')],
        }),
        timeSeries({
          title: 'Busy GPUs by namespace',
          description:
            'Sum of engine activity: 4 cards at 50% count as 2. The gap to the panel on the left is what is paid for and not used.',
          unit: 'gpus',
          stacked: true,
          queries: [promql(`sum by (exported_namespace) (${active})`, '{{exported_namespace}}')],
        }),
        timeSeries({
          title: 'Active and memory, mean of all',
          description: 'Memory high and activity low: cards are kept for loaded models that nobody asks.',
          unit: 'ratio',
          max: 1,
          queries: [
            promql(`avg(DCGM_FI_PROF_GR_ENGINE_ACTIVE{${gpus}})`, 'engine active'),
            promql(`avg(DCGM_FI_PROF_PIPE_TENSOR_ACTIVE{${gpus}})`, 'tensor cores active'),
            promql(
              `sum(${memory('USED')}) / sum(${memory('USED')} + ${memory('FREE')} + ${memory('RESERVED')})`,
              'memory used',
            ),
          ],
        }),
      ],
    },
    {
      height: 8,
      panels: [
        bars({
          title: 'GPU-hours in 24 h by namespace',
          description:
            'Hours for which a GPU was held, busy or not, counted every 5 min: the number to charge by.',
          unit: 'value',
          queries: [
            promql(
              `sum_over_time((count by (exported_namespace) (${active}))[1d:5m]) / 12`,
              '{{exported_namespace}}',
            ),
          ],
        }),
        bars({
          title: 'Energy in 24 h by namespace (kWh)',
          description: 'Energy that the GPUs of each namespace took.',
          unit: 'value',
          queries: [
            promql(
              `sum by (exported_namespace) (increase(DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{${heldGpus}}[1d])) / 3.6e9`,
              '{{exported_namespace}}',
            ),
          ],
        }),
      ],
    },
    {
      height: 8,
      panels: [
        bars({
          title: 'GPUs held by model',
          description:
            'Cards that a pod holds, by what they are. The choice of models above narrows every panel here.',
          unit: 'gpus',
          queries: [promql(`count by (modelName) (${active})`, '{{modelName}}')],
        }),
        table({
          title: 'Held and idle for an hour',
          description:
            'GPUs under 5% active although a pod holds them. Ask the owner, or let the culler stop the notebook.',
          columns: [
            { name: 'exported_namespace', header: 'Namespace' },
            { name: 'exported_pod', header: 'Pod' },
            { name: 'value', header: 'Idle GPUs', unit: 'gpus' },
          ],
          queries: [
            promql(`count by (exported_namespace, exported_pod) (avg_over_time(${active}[1h]) < 0.05)`),
          ],
        }),
      ],
    },
  ],
};
