import { templateFor } from '@hecate/catalogue';
import { createPrometheusClient } from '@hecate/gateway';
import { createMetricsInventory, type MetricsQuery, type WorkloadInventory } from '@hecate/workloads';
import type { DatasourceDirectory } from '../datasources/datasource-directory.ts';

/** The workloads as the default Prometheus shows them; the datasource is looked up with every question. */
export function createInventory({
  datasources,
  clock,
  isFillingIn,
}: {
  readonly datasources: DatasourceDirectory;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Whether the past is being filled in. */
  readonly isFillingIn: () => boolean;
}): WorkloadInventory {
  const client = async () => createPrometheusClient((await datasources.defaultPrometheus()).upstream());
  const query: MetricsQuery = {
    instant: async (promql, options) => (await (await client()).instant(promql, options)).series,
    range: async (promql, window) => (await (await client()).range(promql, window)).series,
  };
  return createMetricsInventory({ query, clock, catalogue: { templateFor }, isFillingIn });
}
