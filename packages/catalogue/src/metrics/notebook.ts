import { metricsOf } from '../metric-entry.ts';

/** Families of the notebook controller. */
export const notebookMetrics = metricsOf(
  {
    namespaceLabel: 'namespace',
    podLabel: null,
    scrapeIntervalMs: 30_000,
    source: 'opendatahub-io/kubeflow: components/notebook-controller/pkg/metrics/metrics.go',
  },
  [
    {
      name: 'notebook_running',
      type: 'gauge',
      unit: 'count',
      documentation: 'Running notebooks by `namespace`.',
    },
    { name: 'notebook_create_total', type: 'counter', unit: 'count', documentation: 'Notebooks created.' },
    {
      name: 'notebook_create_failed_total',
      type: 'counter',
      unit: 'count',
      documentation: 'Notebooks that could not be created.',
    },
    {
      name: 'notebook_culling_total',
      type: 'counter',
      unit: 'count',
      documentation: 'Notebooks stopped for being idle, by `namespace` and `name`.',
    },
    {
      name: 'last_notebook_culling_timestamp_seconds',
      type: 'gauge',
      unit: 'timestamp',
      documentation: 'When a notebook was last stopped for being idle.',
    },
  ],
);
