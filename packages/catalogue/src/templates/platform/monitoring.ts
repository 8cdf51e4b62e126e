import type { Group } from '../../document/dashboard.ts';
import { heatmap, timeSeries } from '../../document/panel.ts';
import { distributionOf, promql } from '../../document/query.ts';

/** Can the numbers above be trusted: Prometheus itself and the machine it runs on. */
export const monitoringGroup: Group = {
  title: 'Monitoring itself',
  open: false,
  rows: [
    {
      height: 8,
      panels: [
        timeSeries({
          title: 'Series in memory',
          description:
            'Good: flat. A climb that does not stop is a label with too many values; a step is a rollout.',
          unit: 'count',
          queries: [promql('max by (instance) (prometheus_tsdb_head_series)', '{{instance}}')],
        }),
        timeSeries({
          title: 'Samples per second',
          description: 'What Prometheus takes in. A fall without a change of targets: scrapes fail.',
          unit: 'count/sec',
          queries: [
            promql(
              'max by (instance) (rate(prometheus_tsdb_head_samples_appended_total[$__rate_interval]))',
              '{{instance}}',
            ),
          ],
        }),
        timeSeries({
          title: 'Slowest scrape by job',
          description: 'Good: under a tenth of the scrape interval. At the interval, scrapes are lost.',
          unit: 'seconds',
          limits: { high: [5, 10] },
          queries: [promql('max by (job) (scrape_duration_seconds)', '{{job}}')],
        }),
      ],
    },
    {
      height: 8,
      panels: [
        heatmap({
          title: 'Query latency, distribution',
          description:
            'How long Prometheus takes to answer range queries. Mass that moves up: dashboards get slow.',
          unit: 'seconds',
          queries: [
            promql(
              distributionOf('prometheus_http_request_duration_seconds', 'handler="/api/v1/query_range"'),
            ),
          ],
        }),
        timeSeries({
          title: 'Memory of Prometheus',
          description: 'Resident memory by process. Good: flat with a small saw-tooth every two hours.',
          unit: 'bytes',
          queries: [
            promql(
              'max by (job, instance) (process_resident_memory_bytes{job=~"prometheus.*"})',
              '{{job}} {{instance}}',
            ),
          ],
        }),
        timeSeries({
          title: 'CPU use of machines',
          description: 'Share of CPU time not idle, by node exporter.',
          unit: 'ratio',
          max: 1,
          limits: { high: [0.8, 0.95] },
          queries: [
            promql(
              '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[$__rate_interval]))',
              '{{instance}}',
            ),
          ],
        }),
      ],
    },
    {
      height: 7,
      panels: [
        timeSeries({
          title: 'Memory use of machines',
          description: 'Used share of memory. Good: under 85%.',
          unit: 'ratio',
          max: 1,
          limits: { high: [0.85, 0.95] },
          queries: [
            promql(
              '1 - max by (instance) (node_memory_MemAvailable_bytes) / max by (instance) (node_memory_MemTotal_bytes)',
              '{{instance}}',
            ),
          ],
        }),
        timeSeries({
          title: 'Free disk of machines',
          description:
            'Free share of the fullest file system. Prometheus stops writing when its disk is full.',
          unit: 'ratio',
          max: 1,
          limits: { low: [0.1, 0.2] },
          queries: [
            promql(
              'min by (instance) (node_filesystem_avail_bytes{fstype!~"tmpfs|overlay|squashfs"} / node_filesystem_size_bytes{fstype!~"tmpfs|overlay|squashfs"})',
              '{{instance}}',
            ),
          ],
        }),
      ],
    },
  ],
};
