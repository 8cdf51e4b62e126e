import type { Point, WorkloadKind, WorkloadStatusClass } from './workload.ts';

/** One problem: cause in words, since when (or longer, where nobody remembers its begin), and the curve that shows it. */
export interface OverviewAttention {
  namespace: string;
  kind: WorkloadKind;
  name: string;
  class: WorkloadStatusClass;
  cause: string;
  sinceMs: number | null;
  isSinceAtLeast?: boolean;
  evidence: { label: string; unit: string; points: Point[] };
}

/** One of the four small charts. */
export interface OverviewPulse {
  id: string;
  title: string;
  unit: string;
  stepMs: number;
  startMs: number;
  endMs: number;
  series: { name: string; points: Point[] }[];
  missing?: string;
}

/** One thing that happened; type is restart, oom, rollout, scale or preemption. */
export interface OverviewChange {
  atMs: number;
  namespace: string;
  workload: string;
  type: string;
  text: string;
}

/** One cell of a strip: a workload as a small coloured square. */
export interface OverviewCell {
  namespace: string;
  kind: WorkloadKind;
  name: string;
  class: WorkloadStatusClass;
  word: string;
  progress: number | null;
}

/** Answer for the first screen. */
export interface Overview {
  counts: Record<WorkloadStatusClass, number>;
  attention: OverviewAttention[];
  attentionTotal: number;
  pulse: OverviewPulse[];
  strips: { id: 'models' | 'training' | 'notebooks' | 'queues'; cells: OverviewCell[] }[];
  changes: OverviewChange[];
  observedMs: number | null;
  warnings: string[];
}
