import type { DurationOperand, Expr, Matcher, TimeShift } from '../expr.ts';
import { functionTable } from '../function-table.ts';
import { shortestNumber } from '../number-text.ts';

/** A query as `/api/v1/parse_query` shows it, field by field. */
export function prometheusTree(expr: Expr): unknown {
  switch (expr.kind) {
    case 'number':
      return { type: 'numberLiteral', val: shortestNumber(expr.value) };
    case 'string':
      return { type: 'stringLiteral', val: sent(expr.value) };
    case 'paren':
      return { type: 'parenExpr', expr: prometheusTree(expr.expr) };
    case 'unary':
      return { type: 'unaryExpr', op: expr.operator, expr: prometheusTree(expr.expr) };
    case 'vectorSelector':
      return {
        type: 'vectorSelector',
        name: expr.name,
        matchers: expr.matchers.map(matcherTree),
        anchored: expr.isAnchored,
        smoothed: expr.isSmoothed,
        ...shiftTree(expr),
      };
    case 'matrixSelector':
      return {
        type: 'matrixSelector',
        name: expr.selector.name,
        matchers: expr.selector.matchers.map(matcherTree),
        range: milliseconds(expr.rangeNs),
        rangeExpr: durationTree(expr.rangeExpr),
        anchored: expr.selector.isAnchored,
        smoothed: expr.selector.isSmoothed,
        ...shiftTree(expr.selector),
      };
    case 'subquery':
      return {
        type: 'subquery',
        expr: prometheusTree(expr.expr),
        range: milliseconds(expr.rangeNs),
        rangeExpr: durationTree(expr.rangeExpr),
        step: milliseconds(expr.stepNs),
        stepExpr: durationTree(expr.stepExpr),
        ...shiftTree(expr),
      };
    case 'aggregation':
      return {
        type: 'aggregation',
        op: expr.operator,
        expr: prometheusTree(expr.expr),
        param: expr.param === null ? null : prometheusTree(expr.param),
        grouping: expr.grouping.map(sent),
        without: expr.isWithout,
      };
    case 'call': {
      const signature = functionTable.get(expr.name);
      return {
        type: 'call',
        func: {
          name: expr.name,
          argTypes: signature?.args,
          variadic: signature?.variadic,
          returnType: signature?.returns,
        },
        args: expr.args.map(prometheusTree),
      };
    }
    case 'binary': {
      const { matching } = expr;
      return {
        type: 'binaryExpr',
        op: expr.operator,
        lhs: prometheusTree(expr.left),
        rhs: prometheusTree(expr.right),
        bool: expr.returnsBool,
        matching:
          matching === null
            ? null
            : {
                card: matching.cardinality,
                labels: matching.labels.map(sent),
                on: matching.isOn,
                include: matching.include.map(sent),
                fillValues: { lhs: matching.fillLeft, rhs: matching.fillRight },
              },
      };
    }
  }
}

function shiftTree({ offsetNs, offsetExpr, timestampMs, edge }: TimeShift): object {
  return {
    offset: milliseconds(offsetNs),
    offsetExpr: durationTree(offsetExpr),
    timestamp: timestampMs,
    startOrEnd: edge,
  };
}

function matcherTree({ name, operator, value }: Matcher): object {
  return { name: sent(name), type: operator, value: sent(value) };
}

function durationTree(duration: DurationOperand | null): unknown {
  if (duration === null) return null;
  if (duration.kind === 'number') {
    return { type: 'numberLiteral', val: shortestNumber(duration.value), duration: duration.isDuration };
  }
  return {
    type: 'durationExpr',
    op: duration.operator,
    lhs: durationTree(duration.left),
    rhs: durationTree(duration.right),
    wrapped: duration.isWrapped,
  };
}

function milliseconds(ns: number): number {
  return Math.trunc(ns / 1e6) + 0;
}

/** Bytes that are no UTF-8 arrive in JSON as the replacement character. */
function sent(text: string): string {
  return text.toWellFormed();
}

/**
 * A tree without what printing may change: the order of matchers, parentheses around durations and plus signs of durations,
 * and how many replacement characters stand for bytes that are no UTF-8.
 */
export function comparableTree(tree: unknown): unknown {
  if (typeof tree === 'string') return tree.replace(/\ufffd+/g, '\ufffd');
  if (Array.isArray(tree)) return tree.map(comparableTree);
  if (typeof tree !== 'object' || tree === null) return tree;
  const fields = new Map<string, unknown>(Object.entries(tree));
  if (fields.get('op') === '+' && fields.get('lhs') === null) return comparableTree(fields.get('rhs'));
  fields.delete('wrapped');
  const matchers = fields.get('matchers');
  if (Array.isArray(matchers)) {
    fields.set('matchers', matchers.map((matcher) => JSON.stringify(comparableTree(matcher))).toSorted());
  }
  return Object.fromEntries([...fields].map(([name, value]) => [name, comparableTree(value)]));
}
