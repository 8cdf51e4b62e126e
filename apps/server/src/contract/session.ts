import { Type, type Static } from 'typebox';

/** `GET /api/hecate/v1/session`: who is looking, and what this server is. */
export const Session = Type.Object({
  user: Type.Object({ name: Type.String(), kind: Type.Literal('none') }),
  version: Type.String(),
  /** True when the numbers come from the simulated cluster. */
  isSimulated: Type.Boolean(),
  /** Name of the default Prometheus global datasource, null when there is none. */
  defaultDatasource: Type.Union([Type.String(), Type.Null()]),
  /** Projects this person can see, by name. At most 5 000. */
  projects: Type.Array(Type.Object({ name: Type.String(), displayName: Type.String() })),
  /** How far back Prometheus keeps samples; null when it does not say. Milliseconds. */
  retentionMs: Type.Union([Type.Number(), Type.Null()]),
  /** Progress of filling the simulated past; null when there is nothing to fill. */
  backfill: Type.Union([Type.Null(), Type.Object({ fraction: Type.Number(), message: Type.String() })]),
});
export type Session = Static<typeof Session>;
