import type { DurationOperand, Expr, TimeShift, VectorSelector } from './expr.ts';
import { nameLabel } from './parse-selector.ts';
import { walk } from './walk.ts';

/** Of the window a query is asked over, and the server that answers it. */
export interface MeasureTimes {
  readonly windowMs: number;
  readonly stepMs: number;
  /** How far back a selector without range looks for its newest sample. */
  readonly lookbackMs: number;
  readonly scrapeMs: number;
}

/** What a query reads. */
export interface QueryMeasure {
  /** Names that are written as such; sorted, each once. */
  readonly metrics: readonly string[];
  /** Labels in matchers, without the name; sorted. */
  readonly labelsMatched: readonly string[];
  /** Labels that aggregations and operators group or match by; sorted. */
  readonly labelsGroupedBy: readonly string[];
  /** How far before and behind the time of a point samples are read; what is pinned by `@` is not counted. */
  readonly pastMs: number;
  readonly futureMs: number;
  /** Whether the same point differs in another window: `@ start()`, `end()`, `step()`, `range()` and the like. */
  readonly dependsOnWindow: boolean;
  /** Samples that are read for each series matched, over the whole window. */
  readonly samplesPerSeries: number;
}

/** Measures a query before it is asked. */
export function measure(expr: Expr, times: MeasureTimes): QueryMeasure {
  const metrics = new Set<string>();
  const matched = new Set<string>();
  const grouped = new Set<string>();
  let dependsOnWindow = false;
  walk(expr, (part) => {
    if (part.kind === 'vectorSelector') readMatchers(part, metrics, matched);
    if (part.kind === 'aggregation') for (const label of part.grouping) grouped.add(label);
    if (part.kind === 'binary') {
      for (const label of [...(part.matching?.labels ?? []), ...(part.matching?.include ?? [])])
        grouped.add(label);
    }
    if (readsWindow(part)) dependsOnWindow = true;
  });
  const reach = reachOf(expr, times);
  return {
    metrics: [...metrics].toSorted(),
    labelsMatched: [...matched].toSorted(),
    labelsGroupedBy: [...grouped].toSorted(),
    pastMs: Math.max(0, reach.pastMs),
    futureMs: Math.max(0, reach.futureMs),
    dependsOnWindow,
    samplesPerSeries: Math.ceil(reach.samples),
  };
}

function readMatchers({ matchers }: VectorSelector, metrics: Set<string>, matched: Set<string>): void {
  for (const { name, operator, value } of matchers) {
    if (name !== nameLabel) matched.add(name);
    else if (operator === '=' && value !== '') metrics.add(value);
  }
}

const windowFunctions: ReadonlySet<string> = new Set(['start', 'end', 'step', 'range']);

function readsWindow(part: Expr): boolean {
  switch (part.kind) {
    case 'call':
      return windowFunctions.has(part.name);
    case 'vectorSelector':
      return part.edge !== null || isComputedByWindow(part.offsetExpr);
    case 'matrixSelector':
      return isComputedByWindow(part.rangeExpr);
    case 'subquery':
      return [part.rangeExpr, part.stepExpr, part.offsetExpr].some(isComputedByWindow) || part.edge !== null;
    case 'number':
    case 'string':
    case 'paren':
    case 'unary':
    case 'aggregation':
    case 'binary':
      return false;
  }
}

function isComputedByWindow(duration: DurationOperand | null): boolean {
  if (duration === null || duration.kind === 'number') return false;
  if (windowFunctions.has(duration.operator)) return true;
  return isComputedByWindow(duration.left) || isComputedByWindow(duration.right);
}

interface Reach {
  readonly pastMs: number;
  readonly futureMs: number;
  readonly samples: number;
}

const nothing: Reach = { pastMs: Number.NEGATIVE_INFINITY, futureMs: Number.NEGATIVE_INFINITY, samples: 0 };

/** Points are asked for once a step; subqueries ask more often inside. */
function reachOf(expr: Expr, times: MeasureTimes): Reach {
  let reach = nothing;
  const waiting: [part: Expr, pastMs: number, futureMs: number, points: number][] = [
    [expr, 0, 0, Math.floor(times.windowMs / Math.max(1, times.stepMs)) + 1],
  ];
  for (;;) {
    const next = waiting.pop();
    if (next === undefined) return reach;
    const [part, pastMs, futureMs, points] = next;
    if (part.kind === 'vectorSelector' || part.kind === 'matrixSelector') {
      const selector = part.kind === 'matrixSelector' ? part.selector : part;
      const rangeMs =
        part.kind === 'matrixSelector' ? milliseconds(part.rangeNs, part.rangeExpr, times) : times.lookbackMs;
      const samples =
        part.kind === 'matrixSelector' ? points * Math.max(1, rangeMs / times.scrapeMs) : points;
      reach = widened(reach, selector, { pastMs: pastMs + rangeMs, futureMs, samples }, times);
    } else if (part.kind === 'subquery') {
      const rangeMs = milliseconds(part.rangeNs, part.rangeExpr, times);
      const stepMs = milliseconds(part.stepNs, part.stepExpr, times) || times.scrapeMs;
      const offsetMs = isPinned(part) ? 0 : milliseconds(part.offsetNs, part.offsetExpr, times);
      waiting.push([
        part.expr,
        pastMs + rangeMs + offsetMs,
        futureMs - offsetMs,
        points * Math.ceil(rangeMs / Math.max(1, stepMs)),
      ]);
    } else {
      for (const child of childrenOf(part)) waiting.push([child, pastMs, futureMs, points]);
    }
  }
}

function widened(reach: Reach, selector: VectorSelector, found: Reach, times: MeasureTimes): Reach {
  const samples = reach.samples + found.samples;
  if (isPinned(selector)) return { ...reach, samples };
  const offsetMs = milliseconds(selector.offsetNs, selector.offsetExpr, times);
  // It draws a line to the sample behind the point.
  const aheadMs = selector.isSmoothed ? times.lookbackMs : 0;
  return {
    pastMs: Math.max(reach.pastMs, found.pastMs + offsetMs),
    futureMs: Math.max(reach.futureMs, found.futureMs + aheadMs - offsetMs),
    samples,
  };
}

function isPinned({ timestampMs, edge }: TimeShift): boolean {
  return timestampMs !== null || edge !== null;
}

/** The children of what is no selector and no subquery. */
function childrenOf(part: Expr): readonly Expr[] {
  switch (part.kind) {
    case 'paren':
    case 'unary':
      return [part.expr];
    case 'aggregation':
      return part.param === null ? [part.expr] : [part.param, part.expr];
    case 'call':
      return part.args;
    case 'binary':
      return [part.left, part.right];
    case 'number':
    case 'string':
    case 'vectorSelector':
    case 'matrixSelector':
    case 'subquery':
      return [];
  }
}

function milliseconds(ns: number, duration: DurationOperand | null, times: MeasureTimes): number {
  return duration === null ? ns / 1e6 : secondsOf(duration, times) * 1000;
}

function secondsOf(duration: DurationOperand, times: MeasureTimes): number {
  if (duration.kind === 'number') return duration.value;
  const left = duration.left === null ? 0 : secondsOf(duration.left, times);
  const right = duration.right === null ? 0 : secondsOf(duration.right, times);
  switch (duration.operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    case '^':
      return left ** right;
    case 'step':
      return times.stepMs / 1000;
    case 'range':
      return times.windowMs / 1000;
    case 'max_of':
      return Math.max(left, right);
    case 'min_of':
      return Math.min(left, right);
  }
}
