import { Type, type Static } from 'typebox';
import { Workload, WorkloadStatusClass } from './workload.ts';

export const WorkloadCondition = Type.Object({
  type: Type.String(),
  class: WorkloadStatusClass,
  reason: Type.String(),
  explanation: Type.String(),
});
export type WorkloadCondition = Static<typeof WorkloadCondition>;

/** `GET /api/hecate/v1/workloads/:namespace/:kind/:name` */
export const WorkloadDetail = Type.Object({
  workload: Workload,
  /** The page's sentence, for eyes and screen readers alike. */
  summary: Type.String(),
  /** What limits the workload, with the two numbers it rests on; null when the kind has no verdict. */
  verdict: Type.Union([Type.Null(), Type.Object({ class: WorkloadStatusClass, text: Type.String() })]),
  conditions: Type.Array(WorkloadCondition),
  replicas: Type.Array(
    Type.Object({
      pod: Type.String(),
      node: Type.String(),
      status: Type.String(),
      class: WorkloadStatusClass,
      restarts: Type.Union([Type.Number(), Type.Null()]),
      gpus: Type.Number(),
      startedMs: Type.Union([Type.Number(), Type.Null()]),
    }),
  ),
  /** Template that fits kind and runtime, and the values of its variables. */
  template: Type.Union([
    Type.Null(),
    Type.Object({
      id: Type.String(),
      variables: Type.Record(Type.String(), Type.Union([Type.String(), Type.Array(Type.String())])),
    }),
  ]),
});
export type WorkloadDetail = Static<typeof WorkloadDetail>;
