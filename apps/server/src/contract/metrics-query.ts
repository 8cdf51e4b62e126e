import { Type, type Static } from 'typebox';

/** `POST /api/v1/metrics/query`: an instant query when `time` or nothing is given, a range query with `start`, `end`, `step`. */
export const MetricsQuery = Type.Object(
  {
    query: Type.String({ minLength: 1 }),
    time: Type.Optional(Type.Union([Type.String(), Type.Number()])),
    start: Type.Optional(Type.Union([Type.String(), Type.Number()])),
    end: Type.Optional(Type.Union([Type.String(), Type.Number()])),
    step: Type.Optional(Type.Union([Type.String(), Type.Number()])),
    timeout: Type.Optional(Type.String()),
    /** Only series of this namespace are read, whatever the query says. */
    namespace: Type.Optional(Type.String({ minLength: 1, maxLength: 253 })),
    /** Name of a global datasource; the default one when absent. */
    datasource: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type MetricsQuery = Static<typeof MetricsQuery>;

/** Prometheus' own answer, as it is. */
export const MetricsQueryAnswer = Type.Object({
  status: Type.Literal('success'),
  data: Type.Object({ resultType: Type.String(), result: Type.Array(Type.Unknown()) }),
  warnings: Type.Optional(Type.Array(Type.String())),
  infos: Type.Optional(Type.Array(Type.String())),
});
export type MetricsQueryAnswer = Static<typeof MetricsQueryAnswer>;
