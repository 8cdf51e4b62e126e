import { metricsOf } from '../metric-entry.ts';

/** Volume families of the kubelet. */
export const kubeletMetrics = metricsOf(
  {
    namespaceLabel: 'namespace',
    podLabel: null,
    scrapeIntervalMs: 30_000,
    source: 'kubernetes/kubernetes: pkg/kubelet/metrics/collectors/volume_stats.go',
  },
  [
    {
      name: 'kubelet_volume_stats_used_bytes',
      type: 'gauge',
      unit: 'bytes',
      documentation: 'Used bytes of a volume by `persistentvolumeclaim`.',
    },
    {
      name: 'kubelet_volume_stats_available_bytes',
      type: 'gauge',
      unit: 'bytes',
      documentation: 'Available bytes of a volume.',
    },
    {
      name: 'kubelet_volume_stats_capacity_bytes',
      type: 'gauge',
      unit: 'bytes',
      documentation: 'Size of a volume.',
    },
    {
      name: 'kubelet_volume_stats_inodes',
      type: 'gauge',
      unit: 'count',
      documentation: 'Inodes of a volume.',
    },
    {
      name: 'kubelet_volume_stats_inodes_used',
      type: 'gauge',
      unit: 'count',
      documentation: 'Used inodes of a volume.',
    },
    {
      name: 'kubelet_volume_stats_inodes_free',
      type: 'gauge',
      unit: 'count',
      documentation: 'Free inodes of a volume.',
    },
  ],
);
