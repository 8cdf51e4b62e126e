/** Kinds of workload the console lists. */
export type WorkloadKind =
  | 'InferenceService'
  | 'LLMInferenceService'
  | 'PyTorchJob'
  | 'TrainJob'
  | 'RayJob'
  | 'RayCluster'
  | 'Notebook'
  | 'ClusterQueue';

/** The seven classes of the console's status table. */
export type WorkloadStatusClass =
  | 'failed'
  | 'degraded'
  | 'unknown'
  | 'waiting'
  | 'active'
  | 'healthy'
  | 'stopped';

/** How a workload is: class, a word that fits it, the domain's state where that is another word, one sentence with value and limit, since when. */
export interface WorkloadStatus {
  class: WorkloadStatusClass;
  word: string;
  state?: string;
  reason: string;
  sinceMs: number | null;
}

/** One number that says how the workload is doing, in a catalogue unit; null = no sample, and `missing` says why. `isAtLeast`: it may be more than was seen. */
export interface WorkloadVital {
  id: string;
  label: string;
  unit: string;
  value: number | null;
  missing?: string;
  isAtLeast?: boolean;
}

/** `[epoch seconds, value]`, null = gap. */
export type Point = [number, number | null];

/** One row of the workload list; the same type whatever source it comes from. */
export interface Workload {
  kind: WorkloadKind;
  namespace: string;
  name: string;
  runtime: string;
  status: WorkloadStatus;
  vitals: WorkloadVital[];
  gpus: number;
  replicas: { ready: number; wanted: number };
  startedMs: number | null;
  pods: string[];
  sparkline: Point[];
}

/** Answer of the workload list. */
export interface WorkloadList {
  workloads: Workload[];
  observedMs: number | null;
  warnings: string[];
}

/** Classes from worst to best; lists are sorted by it. */
export const statusClasses: readonly WorkloadStatusClass[] = [
  'failed',
  'degraded',
  'unknown',
  'waiting',
  'active',
  'healthy',
  'stopped',
];
