import type { BypassReason } from './cache/cacheability.ts';
import type { FlushSelection } from './cache/kept-ranges.ts';
import { createRangeCache, type RangeCacheOptions, type RangeCacheStats } from './cache/range-cache.ts';
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
  /** Whose share of the cache is used; '' when absent. */
  readonly tenant?: string;
  /** Why this answer must not come from the cache; absent when it may. */
  readonly bypass?: BypassReason | undefined;
}

/** The query path. */
export interface Gateway {
  /** Answers a typed Prometheus query; the body is the upstream's bytes. */
  answer(query: PrometheusQuery, options: AnswerOptions): Promise<UpstreamAnswer>;
  /** Lets go of the cached answers that are selected; gives how many queries went. */
  flush(selection: FlushSelection): number;
  cacheStats(): RangeCacheStats;
  /** Passes a request of the generic proxy on. */
  pass(request: PassRequest, options: AnswerOptions): Promise<UpstreamAnswer>;
}

const defaultDeadlineMs = 30_000;

/** What an operator may set of the cache. */
export type CacheSettings = Omit<RangeCacheOptions, 'clock' | 'onFault'>;

/** Bounds of the cache; what is younger than a minute is always asked again. */
export const defaultCacheOptions: CacheSettings = {
  maxBytes: 128_000_000,
  tenantShare: 0.5,
  maxEntryBytes: 64_000_000,
  finalityMs: 60_000,
  shareMs: 15_000,
};

export interface GatewayOptions {
  readonly limits?: Partial<QueryLimits>;
  readonly cache?: Partial<CacheSettings>;
  /** Milliseconds of Unix time; the system's when absent. */
  readonly clock?: () => number;
  /** Told when the keeping of an answer fails, which its reader does not notice; thrown as an unhandled rejection when absent. */
  readonly onCacheFault?: (error: unknown) => void;
}

/** The walk of a query: read (in the route) → limit → cache → fetch → answer. Each step is one file. */
export function createGateway(options: GatewayOptions = {}): Gateway {
  const limits = { ...defaultQueryLimits, ...options.limits };
  const cache = createRangeCache({
    ...defaultCacheOptions,
    ...options.cache,
    clock: options.clock ?? Date.now,
    onFault: options.onCacheFault ?? rethrow,
  });
  return {
    async answer(query, { upstream, signal, tenant = '', bypass, deadlineMs: asked, method = 'POST' }) {
      limitQuery(query, limits);
      const deadlineMs = shorter(asked ?? defaultDeadlineMs, query);
      const fetch = (one: PrometheusQuery, leaving: AbortSignal | undefined): Promise<UpstreamAnswer> =>
        fetchAnswer(one, { upstream, method, signal: leaving, deadlineMs });
      if (query.kind !== 'range') return await fetch(query, signal);
      return await cache.answer(query, {
        upstream,
        tenant,
        signal,
        deadlineMs,
        refusal: bypass ?? null,
        fetch,
      });
    },
    flush: (selection) => cache.flush(selection),
    cacheStats: () => cache.stats(),
    async pass(request, { upstream, signal, deadlineMs = defaultDeadlineMs }) {
      return await upstream.request(writePassRequest(request, deadlineMs), signal);
    },
  };
}

function rethrow(error: unknown): never {
  throw error;
}

/** A client's own `timeout` ends the wait a moment later than the upstream should, so that the upstream's words are seen. */
function shorter(deadlineMs: number, query: PrometheusQuery): number {
  const asked = query.kind === 'instant' || query.kind === 'range' ? query.timeoutMs : undefined;
  return asked === undefined ? deadlineMs : Math.min(deadlineMs, asked + 500);
}
