export { Session } from './session.ts';
export { Overview, OverviewAttention, OverviewPulse, OverviewChange } from './overview.ts';
export {
  Workload,
  WorkloadKind,
  WorkloadStatus,
  WorkloadStatusClass,
  WorkloadVital,
  WorkloadList,
} from './workload.ts';
export { WorkloadDetail, WorkloadCondition } from './workload-detail.ts';
export { Revision, RevisionList, RevisionDocument, RestoreRequest } from './revision.ts';
export { Template, TemplateList, TemplateCheck, TemplateCheckList } from './template.ts';
export { DatasourceHealth, DatasourceHealthReport, DatasourceTest } from './datasource-health.ts';
export { MetricsQuery, MetricsQueryAnswer } from './metrics-query.ts';
export { ErrorBody } from './error-body.ts';
export {
  DashboardFacetList,
  DashboardListPage,
  DashboardRow,
  FacetValue,
  ListedDashboard,
  PersonalDashboardList,
  UsedMetricList,
} from './dashboard-list.ts';
export {
  ChangedDashboard,
  ChangeOutcome,
  ChangeReport,
  DashboardLocation,
  DeleteRequest,
  DuplicateRequest,
  FolderTarget,
  FolderTitleRequest,
  FolderTree,
  FolderTreeList,
  MoveRequest,
  TagRequest,
  UndeleteRequest,
} from './dashboard-changes.ts';
export { RevisionDiff, RevisionDiffEntry } from './revision-diff.ts';
export { Configuration, ConfigurationKey } from './configuration.ts';
export { ConflictPolicy, ImportOutcome, ImportDocument, ImportLine } from './transfer.ts';
export { CacheFlush, CacheFlushed } from './cache-flush.ts';
export { ConvertRequest, ConvertAnswer } from './conversion.ts';
