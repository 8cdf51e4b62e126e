import { fetchAnswer } from './fetch-answer.ts';
import { defaultQueryLimits, limitQuery } from './limit-query.ts';
import type { PrometheusQuery } from './prometheus-query.ts';
import { readBody } from './read-body.ts';
import { readQueryAnswer, type InstantSample, type RangeSeries } from './read-query-answer.ts';
import type { Upstream } from './upstream-request.ts';

export interface AskOptions {
  readonly signal?: AbortSignal;
  /** Total time, milliseconds from now; 30 s when absent. */
  readonly deadlineMs?: number;
}

/** Asks a Prometheus on behalf of our own code and parses the answer; fails with GatewayError. */
export interface PrometheusClient {
  /** `timeMs`: evaluation time, the upstream's now when absent. */
  instant(
    promql: string,
    options?: AskOptions & { readonly timeMs?: number },
  ): Promise<{ readonly series: readonly InstantSample[]; readonly warnings: readonly string[] }>;
  range(
    promql: string,
    window: AskOptions & { readonly startMs: number; readonly endMs: number; readonly stepMs: number },
  ): Promise<{ readonly series: readonly RangeSeries[]; readonly warnings: readonly string[] }>;
}

const defaultDeadlineMs = 30_000;

/** A client for server code (workloads, health) that wants numbers instead of bytes. */
export function createPrometheusClient(upstream: Upstream): PrometheusClient {
  const ask = async (query: PrometheusQuery, { signal, deadlineMs = defaultDeadlineMs }: AskOptions) => {
    limitQuery(query, defaultQueryLimits);
    const answer = await fetchAnswer(query, { upstream, method: 'POST', deadlineMs, signal });
    return readQueryAnswer(upstream.name, answer.status, await readBody(answer));
  };
  return {
    async instant(promql, options = {}) {
      const { timeMs } = options;
      const { instant, warnings } = await ask(
        { kind: 'instant', promql, ...(timeMs === undefined ? {} : { timeMs }) },
        options,
      );
      return { series: instant, warnings };
    },
    async range(promql, window) {
      const { startMs, endMs, stepMs } = window;
      const { range, warnings } = await ask({ kind: 'range', promql, startMs, endMs, stepMs }, window);
      return { series: range, warnings };
    },
  };
}
