import { Type, type Static } from 'typebox';

export const WorkloadKind = Type.Union([
  Type.Literal('InferenceService'),
  Type.Literal('LLMInferenceService'),
  Type.Literal('PyTorchJob'),
  Type.Literal('TrainJob'),
  Type.Literal('RayJob'),
  Type.Literal('RayCluster'),
  Type.Literal('Notebook'),
  Type.Literal('ClusterQueue'),
]);
export type WorkloadKind = Static<typeof WorkloadKind>;

/** The seven classes of the console's status table; order is badness, worst first. */
export const WorkloadStatusClass = Type.Union([
  Type.Literal('failed'),
  Type.Literal('degraded'),
  Type.Literal('unknown'),
  Type.Literal('waiting'),
  Type.Literal('active'),
  Type.Literal('healthy'),
  Type.Literal('stopped'),
]);
export type WorkloadStatusClass = Static<typeof WorkloadStatusClass>;

export const WorkloadStatus = Type.Object({
  class: WorkloadStatusClass,
  /** A word that fits the class: the Kubernetes one, for example `Ready`, `CrashLoopBackOff`, or the name of the problem. */
  word: Type.String(),
  /** The state of the object where the word names a problem: `Ready` beside `Degraded`. */
  state: Type.Optional(Type.String()),
  /** One sentence with the value and the limit, empty when there is nothing to say. */
  reason: Type.String(),
  /** Since when, epoch milliseconds; null when metrics do not tell. */
  sinceMs: Type.Union([Type.Number(), Type.Null()]),
});
export type WorkloadStatus = Static<typeof WorkloadStatus>;

/** One number that says how the workload is doing; `unit` is a catalogue unit. Null value = no sample, `missing` says why. */
export const WorkloadVital = Type.Object({
  id: Type.String(),
  label: Type.String(),
  unit: Type.String(),
  value: Type.Union([Type.Number(), Type.Null()]),
  missing: Type.Optional(Type.String()),
  /** True when the value may be more than was seen: idle over all that is known. */
  isAtLeast: Type.Optional(Type.Boolean()),
});
export type WorkloadVital = Static<typeof WorkloadVital>;

export const Workload = Type.Object({
  kind: WorkloadKind,
  namespace: Type.String(),
  name: Type.String(),
  /** `vllm`, `ovms`, `pytorch`, `ray`, `notebook`, `kueue`, or `unknown`. */
  runtime: Type.String(),
  status: WorkloadStatus,
  vitals: Type.Array(WorkloadVital),
  gpus: Type.Number(),
  replicas: Type.Object({ ready: Type.Number(), wanted: Type.Number() }),
  /** Epoch milliseconds of creation or of the oldest pod; null when metrics do not tell. */
  startedMs: Type.Union([Type.Number(), Type.Null()]),
  pods: Type.Array(Type.String()),
  /** 30 minutes of the first vital, `[epoch seconds, value]`; null = gap. */
  sparkline: Type.Array(Type.Tuple([Type.Number(), Type.Union([Type.Number(), Type.Null()])])),
});
export type Workload = Static<typeof Workload>;

/** `GET /api/hecate/v1/workloads?project=` */
export const WorkloadList = Type.Object({
  workloads: Type.Array(Workload),
  /** Epoch milliseconds of the newest sample the list rests on. */
  observedMs: Type.Union([Type.Number(), Type.Null()]),
  warnings: Type.Array(Type.String()),
});
export type WorkloadList = Static<typeof WorkloadList>;
