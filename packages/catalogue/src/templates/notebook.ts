import { dashboard } from '../document/dashboard.ts';
import { gauge, stat, timeSeries } from '../document/panel.ts';
import { promql } from '../document/query.ts';
import { allValues, labelValues } from '../document/variable.ts';
import { template } from '../template.ts';
import {
  cpuThrottlingPanel,
  gpuActivePanel,
  gpuMemoryPanel,
  gpuPowerPanel,
  lastTerminationPanel,
  podVariables,
  readinessPanel,
  restartsPanel,
} from './pods.ts';

const pod = podVariables.kube;
const container = 'container!="",container!="POD"';
const used = `container_memory_working_set_bytes{${pod},${container}}`;
const resource = (kind: 'requests' | 'limits', name: string): string =>
  `sum by (pod) (kube_pod_container_resource_${kind}{${pod},resource="${name}"})`;
const claims = (expression: string): string =>
  `max by (namespace, persistentvolumeclaim) (${expression}) and on (namespace, persistentvolumeclaim) group by (namespace, persistentvolumeclaim) (kube_pod_spec_volumes_persistentvolumeclaims_info{${pod}})`;
const volume = (part: string): string => `kubelet_volume_stats_${part}_bytes{namespace=~"$namespace"}`;
const usedCores = `sum by (pod) (rate(container_cpu_usage_seconds_total{${pod},${container}}[$__rate_interval]))`;

/** Is my notebook in use, and will memory or disk run out. */
export const notebookTemplate = template({
  question: 'Is my notebook in use, and will memory or disk run out?',
  group: 'notebooks',
  kinds: ['Notebook'],
  runtime: null,
  variablesFor: (subject) => ({
    namespace: subject.namespace,
    notebook: subject.name,
    pod: subject.pods.length > 0 ? subject.pods : allValues,
  }),
  document: dashboard({
    name: 'notebook',
    title: 'Notebook',
    description:
      'Use, memory, GPU and disk of workbenches. An idle notebook with a GPU keeps it from everybody else.',
    variables: [
      labelValues({
        name: 'namespace',
        title: 'Namespace',
        label: 'namespace',
        matchers: ['kube_pod_labels{label_notebook_name!=""}'],
      }),
      labelValues({
        name: 'notebook',
        title: 'Notebook',
        label: 'label_notebook_name',
        matchers: ['kube_pod_labels{namespace=~"$namespace",label_notebook_name!=""}'],
      }),
      labelValues({
        name: 'pod',
        title: 'Pod',
        label: 'pod',
        matchers: ['kube_pod_labels{namespace=~"$namespace",label_notebook_name=~"$notebook"}'],
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
                title: 'CPU (cores)',
                description: 'Cores in use over all chosen notebooks.',
                unit: 'cores',
                queries: [
                  promql(
                    `sum(rate(container_cpu_usage_seconds_total{${pod},${container}}[$__rate_interval]))`,
                  ),
                ],
              }),
              stat({
                title: 'Busiest 6 h (cores)',
                description:
                  'The highest 5-minute mean of the last 6 h, in cores. Under 0.05 cores nobody has run anything: the notebook is idle.',
                unit: 'cores',
                sparkline: false,
                queries: [
                  promql(
                    `max(max_over_time(sum by (pod) (rate(container_cpu_usage_seconds_total{${pod},${container}}[5m]))[6h:5m]))`,
                  ),
                ],
              }),
              gauge({
                title: 'Memory',
                description:
                  'Working set of the limit, fullest notebook. At 100% the kernel kills the kernel process: all variables are lost.',
                unit: 'ratio',
                max: 1,
                limits: { high: [0.85, 0.95] },
                queries: [promql(`max(sum by (pod) (${used}) / ${resource('limits', 'memory')})`, 'fullest')],
              }),
              stat({
                title: 'GPU active',
                description: 'Mean over the GPUs held. Near 0 for hours: give the GPU back.',
                unit: 'ratio',
                queries: [promql(`avg(DCGM_FI_PROF_GR_ENGINE_ACTIVE{${podVariables.gpu}})`)],
              }),
              gauge({
                title: 'Volume',
                description: 'Used share of the fullest volume. At 100% notebooks cannot be saved.',
                unit: 'ratio',
                max: 1,
                limits: { high: [0.85, 0.95] },
                queries: [promql(`max(${claims(`${volume('used')} / ${volume('capacity')}`)})`, 'fullest')],
              }),
              stat({
                title: 'Volume full in',
                description:
                  'When the volume that fills fastest will be full at the pace of the last 6 h. Nothing here: no volume grows.',
                unit: 'seconds',
                sparkline: false,
                queries: [
                  promql(
                    `min(${claims(`${volume('available')} / -(deriv(${volume('available')}[6h]) < 0)`)})`,
                  ),
                ],
              }),
            ],
          },
        ],
      },
      {
        title: 'CPU and memory',
        rows: [
          {
            height: 8,
            panels: [
              timeSeries({
                title: 'CPU against request and limit (cores)',
                description:
                  'Bursts with pauses are how people work. A flat line at the limit: the work waits for CPU.',
                unit: 'cores',
                queries: [
                  promql(usedCores, '{{pod}} used'),
                  promql(resource('requests', 'cpu'), '{{pod}} request'),
                  promql(resource('limits', 'cpu'), '{{pod}} limit'),
                ],
              }),
              timeSeries({
                title: 'Memory against limit',
                description:
                  'Working set and limit. A staircase up is data frames that stay; a fall to the floor is a kernel restart or a kill.',
                unit: 'bytes',
                queries: [
                  promql(`sum by (pod) (${used})`, '{{pod}} used'),
                  promql(resource('limits', 'memory'), '{{pod}} limit'),
                ],
              }),
              cpuThrottlingPanel(podVariables),
            ],
          },
        ],
      },
      {
        title: 'GPU',
        rows: [
          {
            height: 7,
            panels: [gpuActivePanel(podVariables), gpuMemoryPanel(podVariables), gpuPowerPanel(podVariables)],
          },
        ],
      },
      {
        title: 'Disk',
        rows: [
          {
            height: 7,
            panels: [
              timeSeries({
                title: 'Volume use by claim',
                description: 'Used share of each volume claim. Good: under 85%.',
                unit: 'ratio',
                max: 1,
                limits: { high: [0.85, 0.95] },
                queries: [
                  promql(claims(`${volume('used')} / ${volume('capacity')}`), '{{persistentvolumeclaim}}'),
                ],
              }),
              timeSeries({
                title: 'Volume bytes by claim',
                description: 'Used bytes of each claim: what would have to be moved.',
                unit: 'bytes',
                stacked: true,
                queries: [promql(claims(volume('used')), '{{persistentvolumeclaim}}')],
              }),
            ],
          },
        ],
      },
      {
        title: 'Lifecycle',
        rows: [
          {
            height: 6,
            panels: [
              readinessPanel(podVariables),
              restartsPanel(podVariables),
              lastTerminationPanel(podVariables),
            ],
          },
          {
            height: 6,
            panels: [
              timeSeries({
                title: 'Running notebooks by namespace',
                description: 'How many notebooks run, as the notebook controller counts them.',
                unit: 'count',
                stacked: true,
                queries: [
                  promql('max by (namespace) (notebook_running{namespace=~"$namespace"})', '{{namespace}}'),
                ],
              }),
              timeSeries({
                title: 'Stopped for being idle',
                description:
                  'Notebooks that the culler stopped. Nothing here although notebooks idle: culling is switched off (ENABLE_CULLING).',
                unit: 'count',
                bars: true,
                queries: [
                  promql(
                    'sum by (namespace, name) (increase(notebook_culling_total{namespace=~"$namespace",name=~"$notebook"}[1h]))',
                    '{{name}}',
                  ),
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
