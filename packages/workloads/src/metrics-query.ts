/** One series at one instant. */
export type InstantSample = Readonly<{ labels: Readonly<Record<string, string>>; value: number }>;

/** One series over a range; points are `[epoch seconds, value]`, null where the value is not a number. */
export type RangeSeries = Readonly<{
  labels: Readonly<Record<string, string>>;
  points: readonly (readonly [seconds: number, value: number | null])[];
}>;

/** The way to the metrics: the server passes one over the gateway, already held to what the reader may see. */
export interface MetricsQuery {
  instant(
    promql: string,
    options: Readonly<{ timeMs?: number; signal: AbortSignal }>,
  ): Promise<readonly InstantSample[]>;
  range(
    promql: string,
    window: Readonly<{ startMs: number; endMs: number; stepMs: number; signal: AbortSignal }>,
  ): Promise<readonly RangeSeries[]>;
}
