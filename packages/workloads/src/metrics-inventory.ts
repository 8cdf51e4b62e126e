import type { Overview } from './contract/overview.ts';
import type { WorkloadDetail } from './contract/workload-detail.ts';
import type { WorkloadList } from './contract/workload.ts';
import { listWorkloads } from './list-workloads.ts';
import type { MetricsQuery } from './metrics-query.ts';
import type { Scope } from './read-inventory.ts';
import { readOverview } from './read-overview.ts';
import { workloadDetail, type TemplateChoice, type WorkloadName } from './workload-detail.ts';

/** What a reader asks for; `namespaces` absent = every namespace the source shows, empty = none. */
export type InventoryRequest = Readonly<{ namespaces?: readonly string[]; signal: AbortSignal }>;

/** The workloads of a cluster; where they are read from is the implementation's business. */
export interface WorkloadInventory {
  listWorkloads(request: InventoryRequest): Promise<WorkloadList>;
  /** Null when there is no such workload. */
  workloadDetail(request: WorkloadName & Readonly<{ signal: AbortSignal }>): Promise<WorkloadDetail | null>;
  overview(request: InventoryRequest & Readonly<{ rangeMs: number }>): Promise<Overview>;
}

/** What the inventory from metrics needs. */
export type MetricsInventoryParts = Readonly<{
  query: MetricsQuery;
  /** Epoch milliseconds. */
  clock: () => number;
  catalogue: Readonly<{ templateFor: TemplateChoice }>;
  /** Whether the past of the metrics is still being filled in, so that samples that are missing may come. */
  isFillingIn?: () => boolean;
  /** Time for one whole answer, milliseconds; what has not come by then is missing with a warning. */
  deadlineMs?: number;
}>;

const defaultDeadlineMs = 10_000;

/** Creates the inventory that is read from Prometheus alone. */
export function createMetricsInventory(parts: MetricsInventoryParts): WorkloadInventory {
  const { query, clock, catalogue, isFillingIn, deadlineMs = defaultDeadlineMs } = parts;
  const scopeOf = ({ namespaces, signal }: InventoryRequest): Scope => ({
    namespaces: namespaces ?? null,
    nowMs: clock(),
    isFillingIn: isFillingIn?.() ?? false,
    signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
  });
  return {
    listWorkloads: async (request) => await listWorkloads(query, scopeOf(request)),
    workloadDetail: async (request) =>
      await workloadDetail(query, request, scopeOf(request), catalogue.templateFor),
    overview: async (request) => await readOverview(query, scopeOf(request), request.rangeMs),
  };
}
