import type { Unit } from '@hecate/catalogue';
import type { WorkloadCondition } from './contract/workload-detail.ts';
import type { WorkloadStatusClass, WorkloadVital } from './contract/workload.ts';

/** A curve that shows a problem, and how to tell its bad part. */
export type Evidence = Readonly<{
  label: string;
  unit: Unit;
  promql: string;
  isBad: (value: number) => boolean;
}>;

/** One thing that is wrong: the cause with value and limit, and what to do. */
export type Problem = Readonly<{
  /** Condition type under which the workload's page shows it. */
  type: string;
  class: 'failed' | 'degraded';
  /** The word of the status when this problem is the worst; null keeps the word of the state. */
  word: string | null;
  cause: string;
  remedy: string;
  /** Epoch milliseconds; null when only the evidence can tell. */
  sinceMs: number | null;
  evidence: Evidence;
}>;

/** State without problems: what the workload is doing. */
export type State = Readonly<{
  class: WorkloadStatusClass;
  word: string;
  reason: string;
  sinceMs: number | null;
}>;

/** What the rules of a kind say about one workload. */
export type Assessment = Readonly<{
  runtime: string;
  state: State;
  problems: readonly Problem[];
  vitals: readonly WorkloadVital[];
  conditions: readonly WorkloadCondition[];
  replicas: Readonly<{ ready: number; wanted: number }>;
  /** 0–1 for training, null otherwise. */
  progress: number | null;
}>;
