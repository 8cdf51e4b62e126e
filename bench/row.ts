/** One line of the table: what was measured, what it was compared with in the same run, and the goal beside it. */
export interface BenchRow {
  readonly what: string;
  readonly measured: string;
  readonly comparedWith: string;
  readonly ratio: string;
  readonly goal: string;
  readonly met: boolean;
}

/** A named group of rows; `run` gives up when the signal is aborted. */
export interface Benchmark {
  readonly name: string;
  readonly run: (signal: AbortSignal) => Promise<readonly BenchRow[]>;
}

/** The p-th percentile (0–1) of values in any order; NaN of nothing. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN;
}
