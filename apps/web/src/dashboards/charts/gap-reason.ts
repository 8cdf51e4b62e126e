import { request } from '../../api/client.ts';
import { parseMatrix } from '../../api/range-query.ts';
import { queryMetrics } from '../panels/query-metrics.ts';
import type { Gap } from './gap-at.ts';

/** What Prometheus knows about the time of a gap. */
export interface GapFacts {
  /** Of the targets that expose the metric beside the gap: scrapes failed, all answered, or there were none. */
  readonly targets: 'failed' | 'answered' | 'absent';
  /** The metric itself has samples in the gap. */
  readonly hasMetric: boolean;
  /** Anything at all was scraped in the gap. */
  readonly hasAnyTarget: boolean;
}

/** Why a gap is there, after "No samples 14:02–14:09: "; the words of console.md §2.5. */
export function gapReason({ targets, hasMetric, hasAnyTarget }: GapFacts, edge: Gap['edge']): string {
  if (hasMetric) return 'the metric has samples, the query gives no value here';
  if (targets === 'failed') return 'scrape failed (up = 0)';
  if (targets === 'answered') return 'the target answered without this metric';
  if (!hasAnyTarget)
    return edge === 'before' ? 'before the first sample of Prometheus' : 'nothing was scraped';
  return edge === 'before' ? 'not scraped yet' : 'the target was not scraped';
}

/** Points asked for in a gap. */
const POINTS = 20;
const LEAST_STEP_S = 15;
const DEADLINE_MS = 10_000;

/** Asks what Prometheus knows of a gap in the answer of a query; undefined for a query without a metric. */
export async function readGapFacts(
  proxy: string,
  query: string,
  gap: Gap,
  signal: AbortSignal,
): Promise<GapFacts | undefined> {
  const selector = firstSelector(query);
  if (selector === undefined) return undefined;
  // Which targets expose the metric is seen beside the gap: in it there is nothing to see.
  const besideS = Math.floor((gap.edge === 'after' ? gap.fromMs : gap.toMs) / 1000);
  const exposing = `group by (job, instance) (last_over_time(${selector}[5m] @ ${besideS}))`;
  const read = (text: string) => readValues(proxy, text, gap, signal);
  const [ups, samples, any] = await Promise.all([
    read(`min(up and on (job, instance) ${exposing})`),
    read(`count(${selector})`),
    read('count(up)'),
  ]);
  const answered = ups.length === 0 ? 'absent' : 'answered';
  return {
    targets: ups.includes(0) ? 'failed' : answered,
    hasMetric: samples.length > 0,
    hasAnyTarget: any.length > 0,
  };
}

/** The first metric that a query selects, with its matchers. */
export function firstSelector(query: string): string | undefined {
  const [metric] = queryMetrics(query, 1);
  if (metric === undefined) return undefined;
  const at = query.search(new RegExp(`(?<![\\w:])${metric}(?![\\w:])`));
  const matchers = /^\s*\{(?:[^{}"'`]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)*\}/.exec(
    query.slice(at + metric.length),
  );
  return `${metric}${matchers?.[0].trim() ?? ''}`;
}

async function readValues(
  proxy: string,
  query: string,
  gap: Gap,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const stepS = Math.max(LEAST_STEP_S, Math.ceil((gap.toMs - gap.fromMs) / 1000 / POINTS));
  const [startS, endS] = [Math.ceil(gap.fromMs / 1000) + 1, Math.floor(gap.toMs / 1000) - 1];
  const body = new URLSearchParams({
    query,
    start: String(startS),
    end: String(Math.max(startS, endS)),
    step: String(stepS),
  });
  const answer = await request<unknown>(`${proxy}/api/v1/query_range`, {
    method: 'POST',
    body,
    signal,
    timeoutMs: DEADLINE_MS,
  });
  return parseMatrix(answer).series.flatMap(({ points }) => points.map(([, value]) => value));
}
