export { parse } from './parse.ts';
export { print } from './print.ts';
export { restrict, type Scope } from './restrict.ts';
export { PromqlError } from './promql-error.ts';
export { promqlErrorTable } from './promql-error-table.ts';
export type { PromqlErrorCode, PromqlErrorRow } from './promql-error-table.ts';
export { promqlLimits } from './promql-limits.ts';
export { metricNames } from './metric-names.ts';
export type { MetricNames } from './metric-names.ts';
