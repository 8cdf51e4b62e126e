import type { Group } from '../../document/dashboard.ts';
import {
  gauge,
  stat,
  statusHistory,
  table,
  timeSeries,
  timeSeriesTable,
  word,
} from '../../document/panel.ts';
import { anyName, promql, rateOf } from '../../document/query.ts';
import { allocatedByNamespace, gpuResources } from '../gpu-fleet/selectors.ts';

const inNamespaces = 'namespace=~"$namespace"';
const ready = 'max by (node) (kube_node_status_condition{condition="Ready",status="true"})';

const finishedInRange = (selector: string): string =>
  `sum(${anyName('vllm:request_success_total', (name) => `increase(${name}{${selector}}[$__range])`)})`;

/** The platform in eight numbers. */
export const platformVitalsGroup: Group = {
  title: 'Vitals',
  rows: [
    {
      height: 5,
      panels: [
        gauge({
          title: 'Nodes ready',
          description: 'Ready nodes of all. Good: 100%.',
          unit: 'ratio',
          max: 1,
          limits: { low: [0.9, 1] },
          queries: [promql(`avg(${ready})`, 'ready')],
        }),
        gauge({
          title: 'GPUs held',
          description: 'GPUs that running and starting pods hold, of all. Near 100% new work queues.',
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
        stat({
          title: 'LLM models',
          description: 'Models with at least one vLLM engine that answers its metrics endpoint.',
          unit: 'count',
          queries: [
            promql(`count(group by (namespace, model_name) (vllm:num_requests_running{${inNamespaces}}))`),
          ],
        }),
        stat({
          title: 'OVMS models',
          description: 'Models of OpenVINO Model Server.',
          unit: 'count',
          queries: [promql(`count(group by (namespace, name) (ovms_requests_success{${inNamespaces}}))`)],
        }),
        stat({
          title: 'Notebooks',
          description: 'As the notebook controller counts them.',
          unit: 'count',
          queries: [promql(`sum(max by (namespace) (notebook_running{${inNamespaces}}))`)],
        }),
        stat({
          title: 'Targets up',
          description:
            'Scrape targets that answer, of all. Good: 100%. What is down here is missing on every other dashboard.',
          unit: 'ratio',
          limits: { low: [0.95, 1] },
          queries: [promql('avg(up)')],
        }),
      ],
    },
    {
      height: 5,
      panels: [
        stat({
          title: 'LLM requests that succeeded',
          description:
            'Finished with an answer, of all finished in the chosen range. Good: above 99%. The rest ended with error or abort.',
          unit: 'ratio',
          sparkline: false,
          limits: { low: [0.95, 0.99] },
          queries: [
            promql(
              `${finishedInRange(`${inNamespaces},finished_reason=~"stop|length"`)} / (${finishedInRange(inNamespaces)} > 0)`,
            ),
          ],
        }),
        gauge({
          title: 'Memory in use',
          description: 'Working sets of all containers, of what the nodes can give. Good: under 85%.',
          unit: 'ratio',
          max: 1,
          limits: { high: [0.85, 0.95] },
          queries: [
            promql(
              'sum(container_memory_working_set_bytes{container!="",image!=""}) / sum(max by (node) (kube_node_status_allocatable{resource="memory"}))',
              'in use',
            ),
          ],
        }),
      ],
    },
  ],
};

/** What is broken right now. */
export const platformHealthGroup: Group = {
  title: 'Health',
  rows: [
    {
      height: 7,
      panels: [
        statusHistory({
          title: 'Nodes over time',
          description: 'One band per node. Not ready for more than 5 min: its pods are moved.',
          mappings: [word(1, 'ready', 'good'), word(0, 'not ready', 'critical')],
          queries: [promql(ready, '{{node}}')],
        }),
        timeSeries({
          title: 'Containers that wait, by reason',
          description:
            'ContainerCreating for minutes: volumes or images. CrashLoopBackOff, ImagePullBackOff: somebody must act. Good: nothing here.',
          unit: 'count',
          stacked: true,
          queries: [
            promql(
              `sum by (reason) (kube_pod_container_status_waiting_reason{${inNamespaces}})`,
              '{{reason}}',
            ),
          ],
        }),
        timeSeries({
          title: 'Restarts in 1 h by namespace',
          description: 'Good: none. A namespace that stands out has a crash loop.',
          unit: 'count',
          bars: true,
          stacked: true,
          queries: [
            promql(
              `sum by (namespace) (increase(kube_pod_container_status_restarts_total{${inNamespaces}}[1h]))`,
              '{{namespace}}',
            ),
          ],
        }),
      ],
    },
    {
      height: 7,
      panels: [
        table({
          title: 'Pods not ready',
          description:
            'Running pods that do not pass their readiness probe: they get no traffic. Good: an empty table.',
          columns: [
            { name: 'namespace', header: 'Namespace' },
            { name: 'pod', header: 'Pod' },
            { name: 'value', header: '', hide: true },
          ],
          queries: [
            promql(
              `(max by (namespace, pod) (kube_pod_status_ready{${inNamespaces},condition="true"}) == 0) and on (namespace, pod) (max by (namespace, pod) (kube_pod_status_phase{${inNamespaces},phase="Running"}) == 1)`,
            ),
          ],
        }),
        timeSeriesTable({
          title: 'Targets that do not answer',
          description: 'Scrape targets with up = 0, labels in full. Good: nothing here.',
          queries: [promql('up == 0')],
        }),
      ],
    },
  ],
};

/** What the platform is used for. */
export const platformUseGroup: Group = {
  title: 'Use',
  rows: [
    {
      height: 8,
      panels: [
        timeSeries({
          title: 'LLM tokens per second by namespace',
          description: 'Prompt and generated tokens: the work of the model servers.',
          unit: 'tokens/sec',
          stacked: true,
          queries: [
            promql(
              `sum by (namespace) (${rateOf('vllm:prompt_tokens_total', inNamespaces)}) + sum by (namespace) (${rateOf('vllm:generation_tokens_total', inNamespaces)})`,
              '{{namespace}}',
            ),
          ],
        }),
        timeSeries({
          title: 'Predictive requests by namespace',
          description: 'Inference requests of OpenVINO Model Server.',
          unit: 'requests/sec',
          stacked: true,
          queries: [
            promql(
              `sum by (namespace) (${rateOf('ovms_requests_success', `${inNamespaces},method=~"ModelInfer|Predict"`)})`,
              '{{namespace}}',
            ),
          ],
        }),
        timeSeries({
          title: 'GPUs given out by namespace',
          description: 'Requested GPUs, stacked.',
          unit: 'gpus',
          stacked: true,
          queries: [promql(allocatedByNamespace, '{{namespace}}')],
        }),
      ],
    },
    {
      height: 8,
      panels: [
        timeSeries({
          title: 'CPU by namespace (cores)',
          description: 'Cores in use, stacked.',
          unit: 'cores',
          stacked: true,
          queries: [
            promql(
              `sum by (namespace) (rate(container_cpu_usage_seconds_total{${inNamespaces},container!=""}[$__rate_interval]))`,
              '{{namespace}}',
            ),
          ],
        }),
        timeSeries({
          title: 'Memory by namespace',
          description: 'Working sets, stacked.',
          unit: 'bytes',
          stacked: true,
          queries: [
            promql(
              `sum by (namespace) (container_memory_working_set_bytes{${inNamespaces},container!=""})`,
              '{{namespace}}',
            ),
          ],
        }),
        timeSeries({
          title: 'Waiting workloads by queue',
          description:
            'Workloads that Kueue has not admitted yet. A staircase up: more comes than the quota can carry.',
          unit: 'workloads',
          stacked: true,
          queries: [
            promql(
              'max by (cluster_queue, status) (kueue_pending_workloads)',
              '{{cluster_queue}} {{status}}',
            ),
          ],
        }),
      ],
    },
  ],
};
