import type { Aggregation, Binary, Call, Expr, MatrixSelector, VectorSelector } from './expr.ts';
import { measure, type MeasureTimes } from './measure.ts';
import { nameLabel } from './parse-selector.ts';
import { walk } from './walk.ts';

/** Something in a query that people rarely mean. */
export interface Finding {
  readonly code:
    | 'grouping_by_identity'
    | 'pattern_without_need'
    | 'rate_of_gauge'
    | 'counter_without_rate'
    | 'window_too_short'
    | 'buckets_averaged'
    | 'sum_of_ratios'
    | 'reads_far_back';
  /** What it does, and what does better. */
  readonly message: string;
  /** The part of the query, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** What is known beyond the text of a query. */
export interface AdviceFacts {
  readonly times: MeasureTimes;
  /** The type of a metric; null when nobody knows it. */
  metricType(name: string): 'counter' | 'gauge' | 'histogram' | null;
}

/** Findings for people about a query that is valid, in the order of the query; an empty list when there is nothing to say. */
export function advise(expr: Expr, facts: AdviceFacts): readonly Finding[] {
  const findings: Finding[] = [];
  const underRate = new Set<Expr>();
  const add = (code: Finding['code'], { start, end }: Expr, message: string): void => {
    findings.push({ code, message, start, end });
  };
  walk(expr, (part) => {
    if (part.kind === 'call') adviseCall(part, facts, underRate, add);
    if (part.kind === 'aggregation') adviseAggregation(part, facts, underRate, add);
    if (part.kind === 'vectorSelector') advisePatterns(part, add);
  });
  const { pastMs } = measure(expr, facts.times);
  if (pastMs > farBackMs) {
    const days = Math.round(pastMs / dayMs);
    add(
      'reads_far_back',
      expr,
      `each point reads ${days} days of samples: record the inner part, or shorten the range`,
    );
  }
  return findings.toSorted((one, other) => one.start - other.start).slice(0, mostFindings);
}

type Add = (code: Finding['code'], part: Expr, message: string) => void;

const dayMs = 86_400_000;
const farBackMs = 7 * dayMs;
/** Nobody reads more at once. */
const mostFindings = 5;
const leastSamples = 4;

/** Functions that make a speed or an increase of a counter. */
const rates: ReadonlySet<string> = new Set(['rate', 'irate', 'increase']);

/** Labels that have a value of their own for nearly every series. */
const identities: ReadonlySet<string> = new Set([
  'uid',
  'pod_uid',
  'container_id',
  'id',
  'image_id',
  'request_id',
  'trace_id',
  'span_id',
  'session_id',
  'user_id',
  'url',
  'path',
]);

function adviseCall(call: Call, facts: AdviceFacts, underRate: Set<Expr>, add: Add): void {
  const { name, args } = call;
  const [first, second] = args;
  if (rates.has(name) && first?.kind === 'matrixSelector') {
    underRate.add(first.selector);
    adviseRate(call, first, facts, add);
  }
  if (name === 'histogram_quantile' && second !== undefined) adviseQuantile(call, second, add);
}

function adviseRate(call: Call, matrix: MatrixSelector, facts: AdviceFacts, add: Add): void {
  const metric = metricOf(matrix.selector);
  if (metric !== null && facts.metricType(metric) === 'gauge') {
    const better = call.name === 'increase' ? 'delta' : 'deriv';
    add(
      'rate_of_gauge',
      call,
      `${metric} is a gauge, ${call.name}() takes every fall for a restart: use ${better}()`,
    );
  }
  const rangeMs = matrix.rangeNs / 1e6;
  const { scrapeMs } = facts.times;
  if (matrix.rangeExpr === null && rangeMs < leastSamples * scrapeMs) {
    const least = Math.ceil((leastSamples * scrapeMs) / 1000);
    add(
      'window_too_short',
      matrix,
      `a window of ${rangeMs / 1000} s holds fewer than ${leastSamples} samples at one every ${scrapeMs / 1000} s, a missed scrape leaves a gap: use ${least} s or more`,
    );
  }
}

function adviseQuantile(call: Call, buckets: Expr, add: Add): void {
  const inner = withoutParens(buckets);
  if (inner.kind !== 'aggregation') return;
  if (inner.operator === 'avg') {
    add(
      'buckets_averaged',
      call,
      'the average of buckets is no histogram when their counts differ: use sum by (le)',
    );
  }
  const losesBound = inner.isWithout === inner.grouping.includes('le');
  if (losesBound && inner.operator === 'sum') {
    add(
      'buckets_averaged',
      call,
      'a classic histogram has its bounds in the label le: keep it, as in sum by (le)',
    );
  }
}

function adviseAggregation(expr: Aggregation, facts: AdviceFacts, underRate: Set<Expr>, add: Add): void {
  const identity = expr.isWithout ? undefined : expr.grouping.find((label) => identities.has(label));
  if (identity !== undefined) {
    add(
      'grouping_by_identity',
      expr,
      `${identity} has its own value for nearly every series: grouping by it adds up nothing`,
    );
  }
  const inner = withoutParens(expr.expr);
  const isSum = expr.operator === 'sum' || expr.operator === 'avg';
  if (isSum && inner.kind === 'binary' && isRatio(inner)) {
    add(
      'sum_of_ratios',
      expr,
      `${expr.operator} of ratios weighs a small one like a large one: divide the sums, sum(a) / sum(b)`,
    );
  }
  if (inner.kind !== 'vectorSelector' || underRate.has(inner) || !isSum) return;
  const metric = metricOf(inner);
  if (metric === null || !isCounter(metric, facts)) return;
  add(
    'counter_without_rate',
    inner,
    `${metric} only grows until its process restarts: ask for rate(${metric}[5m])`,
  );
}

function isRatio({ operator, left, right }: Binary): boolean {
  return operator === '/' && readsSeries(left) && readsSeries(right);
}

function readsSeries(expr: Expr): boolean {
  let reads = false;
  walk(expr, (part) => {
    if (part.kind === 'vectorSelector') reads = true;
  });
  return reads;
}

function isCounter(metric: string, facts: AdviceFacts): boolean {
  const type = facts.metricType(metric);
  return type === null ? metric.endsWith('_total') : type === 'counter';
}

function advisePatterns(selector: VectorSelector, add: Add): void {
  for (const { name, operator, value } of selector.matchers) {
    if ((operator !== '=~' && operator !== '!~') || value === '' || special.test(value)) continue;
    const better = operator === '=~' ? '=' : '!=';
    add(
      'pattern_without_need',
      selector,
      `${name}${operator}"${value}" is no pattern: ${name}${better}"${value}" finds the same and is faster`,
    );
  }
}

/** What makes a pattern one; a dollar may be a variable of a dashboard. */
const special = /[\\.+*?()|[\]{}^$]/;

function metricOf({ matchers }: VectorSelector): string | null {
  return matchers.find(({ name, operator }) => name === nameLabel && operator === '=')?.value ?? null;
}

function withoutParens(expr: Expr): Expr {
  let inner = expr;
  while (inner.kind === 'paren') inner = inner.expr;
  return inner;
}
