import { metricsOf } from '../metric-entry.ts';

/** Families of the node exporter. */
export const nodeMetrics = metricsOf(
  {
    namespaceLabel: null,
    podLabel: null,
    scrapeIntervalMs: 30_000,
    source: 'prometheus/node_exporter: collector',
  },
  [
    {
      name: 'node_cpu_seconds_total',
      type: 'counter',
      unit: 'seconds',
      documentation: 'CPU time by `cpu` and `mode`.',
    },
    { name: 'node_memory_MemTotal_bytes', type: 'gauge', unit: 'bytes', documentation: 'Memory of a node.' },
    {
      name: 'node_memory_MemAvailable_bytes',
      type: 'gauge',
      unit: 'bytes',
      documentation: 'Memory available without swapping.',
    },
    {
      name: 'node_filesystem_avail_bytes',
      type: 'gauge',
      unit: 'bytes',
      documentation: 'Free bytes for ordinary users by `mountpoint`.',
    },
    {
      name: 'node_filesystem_size_bytes',
      type: 'gauge',
      unit: 'bytes',
      documentation: 'Size of a file system.',
    },
    {
      name: 'node_network_receive_bytes_total',
      type: 'counter',
      unit: 'bytes',
      documentation: 'Bytes received by `device`.',
    },
    {
      name: 'node_network_transmit_bytes_total',
      type: 'counter',
      unit: 'bytes',
      documentation: 'Bytes sent by `device`.',
    },
    {
      name: 'node_disk_io_time_seconds_total',
      type: 'counter',
      unit: 'seconds',
      documentation: 'Time a disk was busy.',
    },
    {
      name: 'node_load1',
      type: 'gauge',
      unit: 'value',
      aggregation: 'avg',
      documentation: 'Load average over one minute.',
    },
    { name: 'node_uname_info', type: 'gauge', unit: 'info', documentation: 'Host name and kernel.' },
  ],
);
