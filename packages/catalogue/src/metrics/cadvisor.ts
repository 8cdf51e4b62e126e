import { metricsOf } from '../metric-entry.ts';

/** Container metrics of cAdvisor in the kubelet; select `container!="",image!=""`. */
export const cadvisorMetrics = metricsOf(
  {
    namespaceLabel: 'namespace',
    podLabel: 'pod',
    scrapeIntervalMs: 30_000,
    source: 'google/cadvisor: docs/storage/prometheus.md; openshift/cluster-monitoring-operator',
  },
  [
    {
      name: 'container_cpu_usage_seconds_total',
      type: 'counter',
      unit: 'seconds',
      documentation: 'CPU time; its rate is cores in use.',
    },
    {
      name: 'container_cpu_cfs_periods_total',
      type: 'counter',
      unit: 'count',
      documentation: 'Scheduling periods of a container with a CPU limit.',
    },
    {
      name: 'container_cpu_cfs_throttled_periods_total',
      type: 'counter',
      unit: 'count',
      documentation: 'Periods in which the CPU limit stopped the container.',
    },
    {
      name: 'container_memory_working_set_bytes',
      type: 'gauge',
      unit: 'bytes',
      documentation: 'Memory that counts against the limit; the kernel kills at the limit.',
    },
    { name: 'container_memory_rss', type: 'gauge', unit: 'bytes', documentation: 'Anonymous memory.' },
    {
      name: 'container_oom_events_total',
      type: 'counter',
      unit: 'count',
      documentation: 'Kills for lack of memory.',
    },
    {
      name: 'container_network_receive_bytes_total',
      type: 'counter',
      unit: 'bytes',
      documentation: 'Bytes received by a pod; no container label.',
    },
    {
      name: 'container_network_transmit_bytes_total',
      type: 'counter',
      unit: 'bytes',
      documentation: 'Bytes sent by a pod; no container label.',
    },
    {
      name: 'container_fs_usage_bytes',
      type: 'gauge',
      unit: 'bytes',
      documentation: "Bytes on the container's file system.",
    },
    {
      name: 'container_fs_reads_bytes_total',
      type: 'counter',
      unit: 'bytes',
      documentation: 'Bytes read from disks.',
    },
    {
      name: 'container_fs_writes_bytes_total',
      type: 'counter',
      unit: 'bytes',
      documentation: 'Bytes written to disks.',
    },
    {
      name: 'container_spec_memory_limit_bytes',
      type: 'gauge',
      unit: 'bytes',
      documentation: 'Memory limit of a container.',
    },
  ],
);
