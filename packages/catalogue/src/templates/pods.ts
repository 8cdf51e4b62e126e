import { promql } from '../document/query.ts';
import { bars, statusHistory, table, timeSeries, word, type Panel } from '../document/panel.ts';

/** Selector of the pods a dashboard is about; the three label pairs name the same pods for kube, container and GPU metrics. */
export type PodSelectors = Readonly<{ kube: string; gpu: string }>;

/** Selectors for dashboards whose variables are called namespace and pod. */
export const podVariables: PodSelectors = {
  kube: 'namespace=~"$namespace",pod=~"$pod"',
  gpu: 'exported_namespace=~"$namespace",exported_pod=~"$pod"',
};

const container = 'container!="",container!="POD"';

/** CPU in use per pod. */
export function cpuPanel({ kube }: PodSelectors): Panel {
  return timeSeries({
    title: 'CPU by pod (cores)',
    description:
      'Cores in use. A model server on GPUs needs few; a steady climb means that tokenizing or logging has become the work.',
    unit: 'cores',
    queries: [
      promql(
        `sum by (pod) (rate(container_cpu_usage_seconds_total{${kube},${container}}[$__rate_interval]))`,
        '{{pod}}',
      ),
    ],
  });
}

/** Share of scheduling periods in which the CPU limit stopped a container. */
export function cpuThrottlingPanel({ kube }: PodSelectors): Panel {
  return timeSeries({
    title: 'CPU throttling by pod',
    description:
      'Share of periods in which the CPU limit stopped the pod. Good: under 10%. Above 25% raise the limit: data loading or tokenizing waits for it.',
    unit: 'ratio',
    limits: { high: [0.25, 0.5] },
    queries: [
      promql(
        `sum by (pod) (rate(container_cpu_cfs_throttled_periods_total{${kube},${container}}[$__rate_interval])) / (sum by (pod) (rate(container_cpu_cfs_periods_total{${kube},${container}}[$__rate_interval])) > 0)`,
        '{{pod}}',
      ),
    ],
  });
}

/** Working set against the limit: what the kernel looks at before it kills. */
export function memoryOfLimitPanel({ kube }: PodSelectors): Panel {
  return timeSeries({
    title: 'Memory of limit by pod',
    description:
      'Working set as a share of the memory limit. At 100% the kernel kills the container (OOMKilled, exit code 137). Good: under 85%.',
    unit: 'ratio',
    max: 1,
    limits: { high: [0.85, 0.95] },
    queries: [
      promql(
        `sum by (pod) (container_memory_working_set_bytes{${kube},${container}}) / sum by (pod) (kube_pod_container_resource_limits{${kube},resource="memory"})`,
        '{{pod}}',
      ),
    ],
  });
}

/** Restarts per hour and pod. */
export function restartsPanel({ kube }: PodSelectors): Panel {
  return timeSeries({
    title: 'Restarts in 1 h by pod',
    description: 'Container restarts during the last hour. Good: none. 3 and more means a crash loop.',
    unit: 'count',
    bars: true,
    limits: { high: [1, 3] },
    queries: [
      promql(`sum by (pod) (increase(kube_pod_container_status_restarts_total{${kube}}[1h]))`, '{{pod}}'),
    ],
  });
}

/** Ready or not, over time, one band per pod. */
export function readinessPanel({ kube }: PodSelectors): Panel {
  return statusHistory({
    title: 'Ready over time',
    description:
      'One band per pod: ready or not. A gap means that the pod did not exist or that nothing was scraped.',
    mappings: [word(1, 'ready', 'good'), word(0, 'not ready', 'critical')],
    queries: [promql(`max by (pod) (kube_pod_status_ready{${kube},condition="true"})`, '{{pod}}')],
  });
}

/** GPU engine activity per pod. */
export function gpuActivePanel({ gpu }: PodSelectors): Panel {
  return timeSeries({
    title: 'GPU active by pod',
    description:
      'Share of time the compute engine was active (DCGM_FI_PROF_GR_ENGINE_ACTIVE; the older GPU_UTIL jumps between 0 and 100). Near 0 while work waits: look at data loading or a stalled worker.',
    unit: 'ratio',
    max: 1,
    queries: [promql(`avg by (exported_pod) (DCGM_FI_PROF_GR_ENGINE_ACTIVE{${gpu}})`, '{{exported_pod}}')],
  });
}

/** Tensor core activity per pod. */
export function tensorActivePanel({ gpu }: PodSelectors): Panel {
  return timeSeries({
    title: 'Tensor cores active by pod',
    description:
      'Share of cycles the tensor cores worked. GPU active high and this low: small batches, or memory-bound decoding.',
    unit: 'ratio',
    max: 1,
    queries: [promql(`avg by (exported_pod) (DCGM_FI_PROF_PIPE_TENSOR_ACTIVE{${gpu}})`, '{{exported_pod}}')],
  });
}

/** GPU memory in use of what the card has, per pod. */
export function gpuMemoryPanel({ gpu }: PodSelectors): Panel {
  const all = ['USED', 'FREE', 'RESERVED'].map((part) => `DCGM_FI_DEV_FB_${part}{${gpu}}`).join(' + ');
  return timeSeries({
    title: 'GPU memory by pod',
    description:
      'Used GPU memory of all GPU memory of the pod. vLLM takes its share at start, so a flat line near 90% is normal there; in training a climb ends in CUDA out of memory.',
    unit: 'ratio',
    max: 1,
    limits: { high: [0.95] },
    queries: [
      promql(
        `sum by (exported_pod) (DCGM_FI_DEV_FB_USED{${gpu}}) / sum by (exported_pod) (${all})`,
        '{{exported_pod}}',
      ),
    ],
  });
}

/** Hottest card per pod. */
export function gpuTemperaturePanel({ gpu }: PodSelectors): Panel {
  return timeSeries({
    title: 'GPU temperature by pod (°C)',
    description:
      'Hottest GPU of each pod. Good: under 80 °C. From 85 °C the card lowers its clock and every token takes longer.',
    unit: 'celsius',
    limits: { high: [80, 85] },
    queries: [promql(`max by (exported_pod) (DCGM_FI_DEV_GPU_TEMP{${gpu}})`, '{{exported_pod}}')],
  });
}

/** Clock per pod: the sign of throttling where the exporter has no throttle counters. */
export function gpuClockPanel({ gpu }: PodSelectors): Panel {
  return timeSeries({
    title: 'GPU clock by pod (MHz)',
    description:
      'Slowest SM clock of each pod. A drop while the GPU is active and hot is thermal throttling; the exporter does not report it directly.',
    unit: 'megahertz',
    queries: [promql(`min by (exported_pod) (DCGM_FI_DEV_SM_CLOCK{${gpu}})`, '{{exported_pod}}')],
  });
}

/** Power per pod. */
export function gpuPowerPanel({ gpu }: PodSelectors): Panel {
  return timeSeries({
    title: 'GPU power by pod (W)',
    description: 'Power of all GPUs of each pod, stacked: the height is what the workload draws.',
    unit: 'watts',
    stacked: true,
    queries: [promql(`sum by (exported_pod) (DCGM_FI_DEV_POWER_USAGE{${gpu}})`, '{{exported_pod}}')],
  });
}

/** Why containers ended last time. */
export function lastTerminationPanel({ kube }: PodSelectors): Panel {
  return table({
    title: 'Last terminations',
    description:
      'Why a container of each pod last ended. OOMKilled: the memory limit was reached. Error: see the exit code and the log.',
    columns: [
      { name: 'pod', header: 'Pod' },
      { name: 'container', header: 'Container' },
      { name: 'reason', header: 'Reason' },
      { name: 'value', header: '', hide: true },
    ],
    queries: [
      promql(
        `max by (pod, container, reason) (kube_pod_container_status_last_terminated_reason{${kube}}) == 1`,
      ),
    ],
  });
}

/** GPUs that each pod asked for. */
export function gpuRequestsPanel({ kube }: PodSelectors): Panel {
  return bars({
    title: 'GPUs requested by pod',
    description: 'GPUs each pod holds, busy or not.',
    unit: 'gpus',
    queries: [
      promql(
        `sum by (pod) (kube_pod_container_resource_requests{${kube},resource=~"nvidia_com_gpu|nvidia_com_mig.*|amd_com_gpu"})`,
        '{{pod}}',
      ),
    ],
  });
}
