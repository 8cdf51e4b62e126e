import { fetchAnswer } from './fetch-answer.ts';
import { defaultQueryLimits, limitQuery, type QueryLimits } from './limit-query.ts';
import type { PrometheusQuery } from './prometheus-query.ts';
import type { PassRequest } from './read-pass-request.ts';
import type { Upstream, UpstreamAnswer } from './upstream-request.ts';
import { writePassRequest } from './write-pass-request.ts';

/** Who is asked, and until when. */
export interface AnswerOptions {
  readonly upstream: Upstream;
  /** Aborted when the client leaves; the upstream's connection is closed at once. */
  readonly signal?: AbortSignal;
  /** Total time, milliseconds from now; 30 s when absent. The upstream's own limit may be shorter. */
  readonly deadlineMs?: number;
  /** How the upstream is asked where it takes both; POST when absent. */
  readonly method?: 'GET' | 'POST';
}

/** The query path. */
export interface Gateway {
  /** Answers a typed Prometheus query; the body is the upstream's bytes. */
  answer(query: PrometheusQuery, options: AnswerOptions): Promise<UpstreamAnswer>;
  /** Passes a request of the generic proxy on. */
  pass(request: PassRequest, options: AnswerOptions): Promise<UpstreamAnswer>;
}

const defaultDeadlineMs = 30_000;

/** The walk of a query: read (in the route) → limit → fetch → answer. Each step is one file. */
export function createGateway(options: { readonly limits?: Partial<QueryLimits> } = {}): Gateway {
  const limits = { ...defaultQueryLimits, ...options.limits };
  return {
    async answer(query, { upstream, signal, deadlineMs = defaultDeadlineMs, method = 'POST' }) {
      limitQuery(query, limits);
      return await fetchAnswer(query, {
        upstream,
        method,
        signal,
        deadlineMs: shorter(deadlineMs, query),
      });
    },
    async pass(request, { upstream, signal, deadlineMs = defaultDeadlineMs }) {
      return await upstream.request(writePassRequest(request, deadlineMs), signal);
    },
  };
}

/** A client's own `timeout` ends the wait a moment later than the upstream should, so that the upstream's words are seen. */
function shorter(deadlineMs: number, query: PrometheusQuery): number {
  const asked = query.kind === 'instant' || query.kind === 'range' ? query.timeoutMs : undefined;
  return asked === undefined ? deadlineMs : Math.min(deadlineMs, asked + 500);
}
