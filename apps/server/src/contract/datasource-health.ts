import { Type, type Static } from 'typebox';

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);

export const DatasourceHealth = Type.Object({
  name: Type.String(),
  project: Nullable(Type.String()),
  kind: Type.String(),
  reachable: Type.Boolean(),
  version: Nullable(Type.String()),
  latencyMs: Nullable(Type.Number()),
  /** Why it is not reachable, in words; null when it is. */
  reason: Nullable(Type.String()),
});
export type DatasourceHealth = Static<typeof DatasourceHealth>;

/** `GET /api/v1/datasources/health` */
export const DatasourceHealthReport = Type.Object({
  status: Type.Union([Type.Literal('healthy'), Type.Literal('degraded'), Type.Literal('unhealthy')]),
  prometheus_endpoint: Nullable(Type.String()),
  thanos_endpoint: Nullable(Type.String()),
  service_discovery: Type.Boolean(),
  last_check: Type.String(),
  datasources: Type.Array(DatasourceHealth),
});
export type DatasourceHealthReport = Static<typeof DatasourceHealthReport>;

/** `POST /api/hecate/v1/datasources/test` with a Datasource document as body: one real question and its answer. */
export const DatasourceTest = Type.Object({
  ok: Type.Boolean(),
  /** "answered `1` in 12 ms, Prometheus 3.15.0", or what failed, with the remedy. */
  text: Type.String(),
  latencyMs: Nullable(Type.Number()),
  version: Nullable(Type.String()),
});
export type DatasourceTest = Static<typeof DatasourceTest>;
