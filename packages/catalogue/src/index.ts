export { metricEntry, metrics } from './metrics.ts';
export type { Aggregation, MetricEntry, MetricType, NamespaceLabel } from './metric-entry.ts';
export { isUnit, units, type PersesFormat, type Quantity, type Unit, type UnitDefinition } from './unit.ts';
export { templateFor, templates } from './templates.ts';
export type { Template, TemplateGroup, TemplateSubject, VariableValues } from './template.ts';
export type { DashboardDocument, GridItem, GridLayout } from './document/dashboard.ts';
export type { Panel, PanelKind } from './document/panel.ts';
export type { Variable } from './document/variable.ts';
export { selectedMetrics } from './document/selected-metrics.ts';
