export {
  createMetricsInventory,
  type InventoryRequest,
  type MetricsInventoryParts,
  type WorkloadInventory,
} from './metrics-inventory.ts';
export type { InstantSample, MetricsQuery, RangeSeries } from './metrics-query.ts';
export type { WorkloadName } from './workload-detail.ts';
export { clusterScope } from './subject.ts';
export type {
  Point,
  Workload,
  WorkloadKind,
  WorkloadList,
  WorkloadStatus,
  WorkloadStatusClass,
  WorkloadVital,
} from './contract/workload.ts';
export type { WorkloadCondition, WorkloadDetail, WorkloadReplica } from './contract/workload-detail.ts';
export type {
  Overview,
  OverviewAttention,
  OverviewCell,
  OverviewChange,
  OverviewPulse,
} from './contract/overview.ts';
