import { GatewayError } from './gateway-error.ts';
import type { PrometheusQuery } from './prometheus-query.ts';

/** What one query may ask for; see docs/reference/limits.md. */
export interface QueryLimits {
  /** UTF-8 bytes of the PromQL text. */
  readonly queryBytes: number;
  /** Points per series of a range query: (end − start) / step. Prometheus' own rule. */
  readonly points: number;
  readonly matchers: number;
}

/** The defaults: Prometheus' own bound on points, and more text than any dashboard has. */
export const defaultQueryLimits: QueryLimits = { queryBytes: 65_536, points: 11_000, matchers: 100 };

/** Refuses a query before any work is done for it; each refusal names the limit, the value and the remedy. */
export function limitQuery(query: PrometheusQuery, limits: QueryLimits): void {
  switch (query.kind) {
    case 'range':
      limitText(query.promql, limits);
      limitWindow(query.startMs, query.endMs);
      limitPoints(query.endMs - query.startMs, query.stepMs, limits);
      return;
    case 'exemplars':
      limitText(query.promql, limits);
      limitWindow(query.startMs, query.endMs);
      return;
    case 'instant':
    case 'format':
    case 'parse':
      limitText(query.promql, limits);
      return;
    case 'labels':
    case 'label-values':
    case 'series':
      limitMatchers(query.match, limits);
      limitWindow(query.startMs, query.endMs);
      return;
    case 'metadata':
      limitText(query.metric ?? '', limits);
      return;
    case 'rules':
    case 'alerts':
    case 'buildinfo':
    case 'healthy':
  }
}

function limitText(text: string, limits: QueryLimits): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > limits.queryBytes) {
    throw new GatewayError('query_limit', {
      what: 'the query',
      value: `${bytes} bytes`,
      limit: `${limits.queryBytes} bytes`,
      remedy: 'shorten it, or record parts of it with a rule',
    });
  }
  if (!text.isWellFormed() || text.includes('\0')) {
    throw new GatewayError('bad_parameter', { name: 'query', why: 'it is not Unicode text' });
  }
}

function limitMatchers(match: readonly string[], limits: QueryLimits): void {
  if (match.length > limits.matchers) {
    throw new GatewayError('query_limit', {
      what: 'the number of match[] selectors',
      value: match.length,
      limit: limits.matchers,
      remedy: 'ask for fewer at once',
    });
  }
  for (const selector of match) {
    limitText(selector, limits);
  }
}

function limitWindow(startMs: number | undefined, endMs: number | undefined): void {
  if (startMs !== undefined && endMs !== undefined && endMs < startMs) {
    throw new GatewayError('query_window', { why: 'end timestamp must not be before start time' });
  }
}

function limitPoints(windowMs: number, stepMs: number, limits: QueryLimits): void {
  if (!(stepMs > 0)) {
    throw new GatewayError('query_window', {
      why: 'zero or negative query resolution step widths are not accepted. Try a positive integer',
    });
  }
  // Go divides the durations as integers, so 11 001 points pass: the rule is (end − start) / step > 11 000.
  const points = Math.trunc(windowMs / stepMs);
  if (points > limits.points) {
    throw new GatewayError('query_window', {
      why: `exceeded maximum resolution of ${limits.points.toLocaleString('en-US')} points per timeseries with ${points.toLocaleString('en-US')}. Try decreasing the query resolution (?step=XX): a step of ${Math.ceil(windowMs / limits.points / 1_000)} s fits`,
    });
  }
}
