export { metricEntry, metrics } from './metrics.ts';
export type { Aggregation, MetricEntry, MetricType, NamespaceLabel } from './metric-entry.ts';
export { isUnit, units, type PersesFormat, type Quantity, type Unit, type UnitDefinition } from './unit.ts';
