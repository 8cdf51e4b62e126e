import { dashboard } from '../document/dashboard.ts';
import { bars, gauge, stat, statusHistory, table, timeSeries, word } from '../document/panel.ts';
import { promql } from '../document/query.ts';
import { labelValues } from '../document/variable.ts';
import { template } from '../template.ts';

const queue = 'cluster_queue=~"$cluster_queue"';
const gpu = 'resource=~"nvidia.com/gpu|nvidia.com/mig.*|amd.com/gpu|habana.ai/gaudi"';
/** Every replica of the controller reports each queue: the maximum is the value, a sum would count it twice. */
const perQueue = (series: string, labels = 'cluster_queue'): string => `max by (${labels}) (${series})`;
const waitQuantile = (quantile: number, labels = ''): string =>
  `histogram_quantile(${String(quantile)}, max by (le${labels}) (rate(kueue_admission_wait_time_seconds_bucket{${queue}}[$__rate_interval])))`;
const used = perQueue(`kueue_cluster_queue_resource_usage{${queue},${gpu}}`, 'cluster_queue, flavor');
const quota = perQueue(`kueue_cluster_queue_nominal_quota{${queue},${gpu}}`, 'cluster_queue, flavor');

/** How long does work wait, who holds the quota, and what can never run. */
export const kueueTemplate = template({
  question: 'How long does work wait, who holds the quota, and what can never run?',
  group: 'queues',
  kinds: ['ClusterQueue'],
  runtime: null,
  variablesFor: (subject) => ({ cluster_queue: subject.name }),
  document: dashboard({
    name: 'kueue',
    title: 'Kueue queues',
    description: 'Waiting, admitted and evicted workloads of cluster queues, and the quota they share.',
    variables: [
      labelValues({
        name: 'cluster_queue',
        title: 'Cluster queue',
        label: 'cluster_queue',
        matchers: ['kueue_pending_workloads'],
      }),
    ],
    groups: [
      {
        title: 'Vitals',
        rows: [
          {
            height: 5,
            panels: [
              stat({
                title: 'Workloads waiting',
                description: 'Workloads that can be admitted as soon as quota is free.',
                unit: 'workloads',
                queries: [promql(`sum(${perQueue(`kueue_pending_workloads{${queue},status="active"}`)})`)],
              }),
              stat({
                title: 'Not admissible',
                description:
                  'Workloads that cannot be admitted as things are, often because they ask for more than the quota. Good: 0; above 0 for 30 min they will wait forever.',
                unit: 'workloads',
                limits: { high: [1, 3] },
                queries: [
                  promql(`sum(${perQueue(`kueue_pending_workloads{${queue},status="inadmissible"}`)})`),
                ],
              }),
              stat({
                title: 'Workloads running',
                description: 'Admitted workloads that have not finished.',
                unit: 'workloads',
                queries: [promql(`sum(${perQueue(`kueue_admitted_active_workloads{${queue}}`)})`)],
              }),
              stat({
                title: 'Wait p95',
                description:
                  'From creation to admission, of workloads admitted in the window. Good: under 10 min; above 30 min people start to work around the queue.',
                unit: 'seconds',
                limits: { high: [600, 1800] },
                queries: [promql(waitQuantile(0.95))],
              }),
              stat({
                title: 'Evictions in 1 h',
                description: 'Workloads thrown out: preempted, pods not ready in time, queue stopped.',
                unit: 'workloads',
                limits: { high: [1, 5] },
                queries: [
                  promql(
                    `sum(${perQueue(`increase(kueue_evicted_workloads_total{${queue}}[1h])`, 'cluster_queue, reason')})`,
                  ),
                ],
              }),
              gauge({
                title: 'GPU quota used',
                description:
                  'GPUs in use of the nominal quota. Above 100% the queue borrows from its cohort.',
                unit: 'ratio',
                max: 1,
                limits: { high: [0.9, 1] },
                queries: [promql(`sum(${used}) / sum(${quota})`, 'in use')],
              }),
            ],
          },
        ],
      },
      {
        title: 'Waiting',
        rows: [
          {
            height: 8,
            panels: [
              timeSeries({
                title: 'Waiting workloads by queue',
                description:
                  'A saw-tooth is healthy: work comes, waits a little, runs. A staircase up: more comes than the quota can carry.',
                unit: 'workloads',
                stacked: true,
                queries: [
                  promql(
                    perQueue(`kueue_pending_workloads{${queue}}`, 'cluster_queue, status'),
                    '{{cluster_queue}} {{status}}',
                  ),
                ],
              }),
              timeSeries({
                title: 'Wait until admission',
                description:
                  'Median and tail of the wait. Median low and p95 high: large jobs wait while small ones slip through.',
                unit: 'seconds',
                limits: { high: [600, 1800] },
                queries: [
                  promql(waitQuantile(0.5, ', cluster_queue'), '{{cluster_queue}} p50'),
                  promql(waitQuantile(0.95, ', cluster_queue'), '{{cluster_queue}} p95'),
                ],
              }),
              timeSeries({
                title: 'Admitted per hour',
                description:
                  'Throughput of the queues. Falls while work waits: the quota is held by long jobs.',
                unit: 'workloads',
                bars: true,
                queries: [
                  promql(
                    perQueue(`increase(kueue_admitted_workloads_total{${queue}}[1h])`),
                    '{{cluster_queue}}',
                  ),
                ],
              }),
            ],
          },
        ],
      },
      {
        title: 'Quota',
        rows: [
          {
            height: 8,
            panels: [
              timeSeries({
                title: 'GPUs in use by queue',
                description: 'GPUs that admitted workloads hold, stacked by queue.',
                unit: 'gpus',
                stacked: true,
                queries: [promql(`sum by (cluster_queue) (${used})`, '{{cluster_queue}}')],
              }),
              timeSeries({
                title: 'GPU use of nominal quota',
                description:
                  'Above 100% a queue borrows. Owners that come back preempt borrowers: expect evictions there.',
                unit: 'ratio',
                limits: { high: [1] },
                queries: [
                  promql(
                    `sum by (cluster_queue) (${used}) / sum by (cluster_queue) (${quota})`,
                    '{{cluster_queue}}',
                  ),
                ],
              }),
              bars({
                title: 'Nominal GPU quota',
                description: 'What each queue owns.',
                unit: 'gpus',
                queries: [promql(`sum by (cluster_queue) (${quota})`, '{{cluster_queue}}')],
              }),
            ],
          },
        ],
      },
      {
        title: 'Evictions and queues',
        rows: [
          {
            height: 7,
            panels: [
              timeSeries({
                title: 'Evictions in 1 h by reason',
                description:
                  'Preempted: somebody with a better claim came. PodsReadyTimeout: pods did not start, look at images and nodes.',
                unit: 'workloads',
                bars: true,
                stacked: true,
                queries: [
                  promql(
                    perQueue(
                      `increase(kueue_evicted_workloads_total{${queue}}[1h])`,
                      'cluster_queue, reason',
                    ),
                    '{{cluster_queue}} {{reason}}',
                  ),
                ],
              }),
              statusHistory({
                title: 'Queue state',
                description:
                  'active: admits work. Otherwise a flavor or an admission check is missing, and nothing is admitted.',
                mappings: [word(1, 'active', 'good'), word(0, 'not active', 'critical')],
                queries: [
                  promql(
                    perQueue(`kueue_cluster_queue_status{${queue},status="active"}`),
                    '{{cluster_queue}}',
                  ),
                ],
              }),
              table({
                title: 'Local queues',
                description:
                  'The queues people submit to. Local queues have no cluster-queue label, so all that you may see are listed.',
                columns: [
                  { name: 'namespace', header: 'Namespace' },
                  { name: 'name', header: 'Local queue' },
                  { name: 'value #1', header: 'Waiting', unit: 'workloads' },
                  { name: 'value #2', header: 'Running', unit: 'workloads' },
                ],
                queries: [
                  promql(
                    'sum by (namespace, name) (max by (namespace, name, status) (kueue_local_queue_pending_workloads))',
                  ),
                  promql('max by (namespace, name) (kueue_local_queue_admitted_active_workloads)'),
                ],
              }),
            ],
          },
        ],
      },
    ],
    duration: '6h',
  }),
});
