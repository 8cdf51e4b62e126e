import type { Workload, WorkloadStatusClass } from './workload.ts';

/** One condition of a workload with the reason as found and our explanation. */
export interface WorkloadCondition {
  type: string;
  class: WorkloadStatusClass;
  reason: string;
  explanation: string;
}

/** One pod of a workload. */
export interface WorkloadReplica {
  pod: string;
  node: string;
  status: string;
  class: WorkloadStatusClass;
  restarts: number | null;
  gpus: number;
  startedMs: number | null;
}

/** Answer for one workload's page. */
export interface WorkloadDetail {
  workload: Workload;
  summary: string;
  verdict: { class: WorkloadStatusClass; text: string } | null;
  conditions: WorkloadCondition[];
  replicas: WorkloadReplica[];
  template: { id: string; variables: Record<string, string | string[]> } | null;
}
