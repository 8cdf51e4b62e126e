import type {
  Aggregation,
  Binary,
  DurationOperand,
  Expr,
  MatrixSelector,
  Matcher,
  NumberLiteral,
  Subquery,
  TimeShift,
  VectorSelector,
} from './expr.ts';
import { compareAsBytes, quoteText } from './go-text.ts';
import { durationText, fixedNumber, shortestNumber } from './number-text.ts';
import { nameLabel } from './parse-selector.ts';

/**
 * A query on one line, as Prometheus formats it; reading it again gives the same query. It differs from Prometheus only where
 * that one's own text would be read as something else: an offset that would swallow the operator behind it, infinity to a
 * power, durations that are rounded down or lose the sign of zero, an empty selector, and the replacement character.
 */
export function print(expr: Expr): string {
  return printNode(expr, false);
}

/** `isContinued`: an arithmetic operator follows, which an open offset would take for its own. */
function printNode(expr: Expr, isContinued: boolean): string {
  switch (expr.kind) {
    case 'number':
      return printNumber(expr);
    case 'string':
      return quoteText(expr.value);
    case 'vectorSelector':
      return printSelector(expr) + withOffset(printAt(expr) + printExtended(expr), expr, isContinued);
    case 'matrixSelector':
      return printMatrix(expr, isContinued);
    case 'subquery':
      return printSubquery(expr, isContinued);
    case 'paren':
      return `(${print(expr.expr)})`;
    case 'unary':
      return expr.operator + printNode(expr.expr, isContinued);
    case 'aggregation':
      return printAggregation(expr);
    case 'call':
      return `${expr.name}(${expr.args.map(print).join(', ')})`;
    case 'binary':
      return printChain(expr, isContinued);
  }
}

/** A selector's name and matchers. */
export function printSelector({ name, matchers }: Pick<VectorSelector, 'name' | 'matchers'>): string {
  const shown: string[] = [];
  for (const matcher of matchers) if (!isNameBefore(matcher, name)) shown.push(printMatcher(matcher));
  if (shown.length === 0) return name === '' ? '{}' : name;
  if (shown.length > 1) shown.sort(compareAsBytes);
  return `${name}{${shown.join(',')}}`;
}

const durationOperator = /^[-+*/%^]$/;
const open = /^(?:\(|--)/;

function isNameBefore(matcher: Matcher, name: string): boolean {
  return matcher.name === nameLabel && matcher.operator === '=' && matcher.value === name && name !== '';
}

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

function printMatcher({ name, operator, value }: Matcher): string {
  return printLabel(name) + operator + quoteText(value);
}

function printLabel(label: string): string {
  return plainName.test(label) ? label : quoteText(label);
}

function printLabels(labels: readonly string[]): string {
  return `(${labels.map(printLabel).join(', ')})`;
}

function printAt({ timestampMs, edge }: TimeShift): string {
  if (timestampMs !== null) return ` @ ${fixedNumber(timestampMs / 1000)}`;
  return edge === null ? '' : ` @ ${edge}()`;
}

/** The offset stands behind the other modifiers, unless it would go on into an operator that follows. */
function withOffset(modifiers: string, { offsetNs, offsetExpr }: TimeShift, isContinued: boolean): string {
  if (offsetExpr === null) {
    if (offsetNs === 0) return modifiers;
    return `${modifiers} offset ${offsetNs < 0 ? '-' : ''}${durationText(Math.abs(offsetNs))}`;
  }
  const written = printDuration(offsetExpr);
  const isOperation = offsetExpr.left !== null && durationOperator.test(offsetExpr.operator);
  // Behind `offset` only what begins with a parenthesis or two signs is read on over operators.
  const text = isOperation && !open.test(written) ? `(${written})` : written;
  return isContinued && open.test(text) ? ` offset ${text}${modifiers}` : `${modifiers} offset ${text}`;
}

function printExtended({ isAnchored, isSmoothed }: VectorSelector): string {
  if (isAnchored) return ' anchored';
  return isSmoothed ? ' smoothed' : '';
}

function printMatrix({ selector, rangeNs, rangeExpr }: MatrixSelector, isContinued: boolean): string {
  const range = rangeExpr === null ? durationText(rangeNs) : printDuration(rangeExpr);
  const modifiers = withOffset(printExtended(selector) + printAt(selector), selector, isContinued);
  return `${printSelector(selector)}[${range}]${modifiers}`;
}

function printSubquery(expr: Subquery, isContinued: boolean): string {
  const range = expr.rangeExpr === null ? durationText(expr.rangeNs) : printDuration(expr.rangeExpr);
  const computed = expr.stepExpr === null ? '' : printDuration(expr.stepExpr);
  const step = expr.stepNs === 0 ? computed : durationText(expr.stepNs);
  return `${print(expr.expr)}[${range}:${step}]${withOffset(printAt(expr), expr, isContinued)}`;
}

function printDuration(duration: DurationOperand): string {
  if (duration.kind === 'number') return printNumber(duration);
  const text = printOperation(duration.operator, duration.left, duration.right);
  return duration.isWrapped ? `(${text})` : text;
}

function printOperation(
  operator: string,
  left: DurationOperand | null,
  right: DurationOperand | null,
): string {
  if (right === null) return `${operator}()`;
  if (operator === 'max_of' || operator === 'min_of') {
    return `${operator}(${left === null ? '' : printDuration(left)}, ${printDuration(right)})`;
  }
  if (left !== null) return `${printDuration(left)} ${operator} ${printDuration(right)}`;
  return operator === '-' ? `-${printDuration(right)}` : printDuration(right);
}

function printNumber({ value, isDuration }: NumberLiteral): string {
  if (!isDuration) return shortestNumber(value);
  const isNegative = value < 0 || Object.is(value, -0);
  return (isNegative ? '-' : '') + durationText(Math.round(Math.abs(value) * 1e9));
}

function printAggregation({ operator, expr, param, grouping, isWithout }: Aggregation): string {
  const first = param === null ? '' : `${print(param)}, `;
  const args = `(${first}${print(expr)})`;
  if (isWithout) return `${operator} without ${printLabels(grouping)} ${args}`;
  return grouping.length > 0 ? `${operator} by ${printLabels(grouping)} ${args}` : operator + args;
}

/** Long chains of operators must not become deep recursion: the left sides are walked along. */
function printChain(expr: Binary, isContinued: boolean): string {
  const pieces: string[] = [];
  let first: Expr = expr;
  let isNextArithmetic = isContinued;
  while (first.kind === 'binary') {
    const { operator, returnsBool, right } = first;
    const words = ` ${operator}${returnsBool ? ' bool' : ''}${printMatching(first)} `;
    pieces.push(words + printNode(right, isNextArithmetic));
    isNextArithmetic = durationOperator.test(operator);
    first = first.left;
  }
  const isPower = pieces.at(-1)?.startsWith(' ^') === true;
  pieces.push(isPower && isInfinity(first) ? 'Inf' : printNode(first, isNextArithmetic));
  return pieces.length === 2 ? `${pieces[1]}${pieces[0]}` : pieces.toReversed().join('');
}

/** `+Inf ^ 2` would be read as the sign of a power. */
function isInfinity(expr: Expr): boolean {
  return expr.kind === 'number' && expr.value === Number.POSITIVE_INFINITY;
}

function printMatching({ matching }: Binary): string {
  if (matching === null) return '';
  const { cardinality, labels, isOn, include, fillLeft, fillRight } = matching;
  const isGrouped = cardinality === 'many-to-one' || cardinality === 'one-to-many';
  let text = '';
  if (labels.length > 0 || isOn || isGrouped) text = ` ${isOn ? 'on' : 'ignoring'} ${printLabels(labels)}`;
  if (isGrouped) text += ` group_${cardinality === 'many-to-one' ? 'left' : 'right'} ${printLabels(include)}`;
  if (fillLeft !== null && fillLeft === fillRight) return `${text} fill (${shortestNumber(fillLeft, 21)})`;
  if (fillLeft !== null) text += ` fill_left (${shortestNumber(fillLeft, 21)})`;
  if (fillRight !== null) text += ` fill_right (${shortestNumber(fillRight, 21)})`;
  return text;
}
