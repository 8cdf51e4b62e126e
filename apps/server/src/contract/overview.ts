import { Type, type Static } from 'typebox';
import { WorkloadKind, WorkloadStatusClass } from './workload.ts';

const Point = Type.Tuple([Type.Number(), Type.Union([Type.Number(), Type.Null()])]);

/** One problem, not one alert: cause in words, since when, and the curve that shows it. */
export const OverviewAttention = Type.Object({
  namespace: Type.String(),
  kind: WorkloadKind,
  name: Type.String(),
  class: WorkloadStatusClass,
  cause: Type.String(),
  sinceMs: Type.Union([Type.Number(), Type.Null()]),
  /** True when it began before anything that is known. */
  isSinceAtLeast: Type.Optional(Type.Boolean()),
  evidence: Type.Object({ label: Type.String(), unit: Type.String(), points: Type.Array(Point) }),
});
export type OverviewAttention = Static<typeof OverviewAttention>;

/** One of the four small charts; `points` are `[epoch seconds, value]`, null = gap. */
export const OverviewPulse = Type.Object({
  id: Type.String(),
  title: Type.String(),
  unit: Type.String(),
  stepMs: Type.Number(),
  startMs: Type.Number(),
  endMs: Type.Number(),
  series: Type.Array(Type.Object({ name: Type.String(), points: Type.Array(Point) })),
  /** Why there is nothing to draw; absent when there is. */
  missing: Type.Optional(Type.String()),
});
export type OverviewPulse = Static<typeof OverviewPulse>;

export const OverviewChange = Type.Object({
  atMs: Type.Number(),
  namespace: Type.String(),
  workload: Type.String(),
  /** `restart`, `oom`, `rollout`, `scale`, `preemption`, `episode`. */
  type: Type.String(),
  text: Type.String(),
});
export type OverviewChange = Static<typeof OverviewChange>;

/** `GET /api/hecate/v1/overview?project=&rangeMs=`: the whole first screen in one answer. */
export const Overview = Type.Object({
  counts: Type.Record(WorkloadStatusClass, Type.Number()),
  attention: Type.Array(OverviewAttention),
  attentionTotal: Type.Number(),
  pulse: Type.Array(OverviewPulse),
  strips: Type.Array(
    Type.Object({
      id: Type.Union([
        Type.Literal('models'),
        Type.Literal('training'),
        Type.Literal('notebooks'),
        Type.Literal('queues'),
      ]),
      cells: Type.Array(
        Type.Object({
          namespace: Type.String(),
          kind: WorkloadKind,
          name: Type.String(),
          class: WorkloadStatusClass,
          word: Type.String(),
          /** 0–1 for training, null otherwise. */
          progress: Type.Union([Type.Number(), Type.Null()]),
        }),
      ),
    }),
  ),
  changes: Type.Array(OverviewChange),
  observedMs: Type.Union([Type.Number(), Type.Null()]),
  warnings: Type.Array(Type.String()),
});
export type Overview = Static<typeof Overview>;
