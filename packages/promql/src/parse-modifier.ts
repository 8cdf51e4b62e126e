import type { Draft, Expr, MatrixSelector, Subquery, VectorSelector } from './expr.ts';
import { literalValue } from './literal-value.ts';
import { parseDuration, parseOffset } from './parse-duration.ts';
import { countNode, kindNow, raiseHeight, unexpected, type ParserState } from './parser-state.ts';

/** What stands behind an operand: reads one modifier or range and gives the operand with it; null when there is none. */
export function parseModifier(state: ParserState, operand: Expr): Expr | null {
  const { kind } = state.scanner;
  if (kind === '[') return parseRange(state, operand);
  if (kind === 'offset') return parseOffsetModifier(state, operand);
  if (kind === '@') return parseAt(state, operand);
  return kind === 'anchored' || kind === 'smoothed' ? parseExtended(state, operand, kind) : null;
}

const nsPerSecond = 1e9;

function parseRange(state: ParserState, operand: Expr): Expr {
  const { scanner } = state;
  const bracket = scanner.start;
  const operandHeight = state.height;
  scanner.advance();
  const range = parsePositive(state, {
    context: 'subquery or range selector',
    expected: 'number, duration, step(), or range()',
  });
  const rangeExpr = range.kind === 'duration' ? range : null;
  const rangeNs = range.kind === 'number' ? nanoseconds(range.value) : 0;
  const { start } = operand;
  const rangeHeight = Math.max(operandHeight, state.height);
  if (scanner.kind === ']') {
    const { end } = scanner;
    if (operand.kind !== 'vectorSelector') throw scanner.refusal('range_of_no_selector', {}, bracket);
    if (operand.offsetNs !== 0 || operand.offsetExpr !== null) {
      throw scanner.refusal('offset_before_range', {}, bracket);
    }
    if (operand.timestampMs !== null || operand.edge !== null) {
      throw scanner.refusal('at_before_range', {}, bracket);
    }
    scanner.advance();
    state.height = rangeHeight;
    raiseHeight(state);
    countNode(state);
    return { kind: 'matrixSelector', selector: operand, rangeNs, rangeExpr, start, end };
  }
  if (scanner.kind !== ':') throw unexpected(state, 'subquery or range', '":" or "]"');
  scanner.advance();
  const draft: Draft<Subquery> = {
    kind: 'subquery',
    expr: operand,
    rangeNs,
    rangeExpr,
    stepNs: 0,
    stepExpr: null,
    offsetNs: 0,
    offsetExpr: null,
    timestampMs: null,
    edge: null,
    start,
    end: 0,
  };
  state.height = 0;
  if (kindNow(state) !== ']') {
    const step = parsePositive(state, {
      context: 'subquery selector',
      expected: 'number, duration, step(), range(), or "]"',
    });
    if (step.kind === 'duration') draft.stepExpr = step;
    else draft.stepNs = nanoseconds(step.value);
  }
  if (kindNow(state) !== ']') throw unexpected(state, 'subquery selector', '"]"');
  draft.end = scanner.end;
  scanner.advance();
  state.height = Math.max(rangeHeight, state.height);
  raiseHeight(state);
  countNode(state);
  return draft;
}

function parsePositive(
  state: ParserState,
  context: Parameters<typeof parseDuration>[1],
): ReturnType<typeof parseDuration> {
  const duration = parseDuration(state, context);
  if (duration.kind === 'number' && duration.value <= 0) {
    throw state.scanner.refusal('duration_not_positive', {}, duration.start);
  }
  return duration;
}

function parseOffsetModifier(state: ParserState, operand: Expr): Expr {
  const { scanner } = state;
  const operandHeight = state.height;
  scanner.advance();
  const { offset, isLastUnderReader } = parseOffset(state);
  state.height = Math.max(operandHeight, state.height);
  raiseHeight(state);
  const shifted = shiftTarget(operand);
  if (shifted === null) throw scanner.refusal('offset_of_no_selector', {}, operand.start);
  const { target } = shifted;
  if (target.offsetNs !== 0 || target.offsetExpr !== null) {
    throw scanner.refusal('offset_repeated', {}, operand.start);
  }
  if (offset.kind === 'duration') target.offsetExpr = offset;
  else target.offsetNs = nanoseconds(offset.value);
  const finished = shifted.finish(offset.end);
  if (isLastUnderReader) scanner.advance();
  return finished;
}

function parseAt(state: ParserState, operand: Expr): Expr {
  const { scanner } = state;
  scanner.advance();
  const sign = scanner.kind;
  if (sign === 'start' || sign === 'end') {
    scanner.advance();
    if (kindNow(state) !== '(') throw unexpected(state, '@', 'timestamp');
    scanner.advance();
    if (kindNow(state) !== ')') throw unexpected(state, '@', 'timestamp');
    const shifted = atTarget(state, operand);
    shifted.target.edge = sign;
    return finishAt(state, shifted);
  }
  if (sign === '+' || sign === '-') scanner.advance();
  const kind = kindNow(state);
  if (kind !== 'number' && kind !== 'duration') throw unexpected(state, '@', 'timestamp');
  const seconds = literalValue(scanner) * (sign === '-' ? -1 : 1);
  if (!(seconds < 2 ** 63 && seconds > -(2 ** 63))) {
    throw scanner.refusal('at_out_of_bounds', { value: fixedText(seconds) }, operand.start);
  }
  const shifted = atTarget(state, operand);
  const ms = roundHalfAway(seconds * 1000);
  // Beyond 64 bits Go's conversion gives the least of them.
  shifted.target.timestampMs = Math.abs(ms) < 2 ** 63 ? ms : -(2 ** 63);
  return finishAt(state, shifted);
}

function atTarget(state: ParserState, operand: Expr): ShiftTarget {
  const shifted = shiftTarget(operand);
  if (shifted === null) throw state.scanner.refusal('at_of_no_selector', {}, operand.start);
  if (shifted.target.timestampMs !== null || shifted.target.edge !== null) {
    throw state.scanner.refusal('at_repeated', {}, operand.start);
  }
  return shifted;
}

function finishAt(state: ParserState, shifted: ShiftTarget): Expr {
  const finished = shifted.finish(state.scanner.end);
  state.scanner.advance();
  return finished;
}

function parseExtended(state: ParserState, operand: Expr, modifier: 'anchored' | 'smoothed'): Expr {
  const { scanner } = state;
  const { start } = operand;
  if (operand.kind === 'subquery') throw scanner.refusal('extended_of_subquery', { modifier }, start);
  if (operand.kind !== 'vectorSelector' && operand.kind !== 'matrixSelector') {
    throw scanner.refusal('extended_not_implemented', { modifier }, start);
  }
  const selector: Draft<VectorSelector> = {
    ...(operand.kind === 'vectorSelector' ? operand : operand.selector),
  };
  if (modifier === 'anchored') selector.isAnchored = true;
  else selector.isSmoothed = true;
  if (selector.isAnchored && selector.isSmoothed) throw scanner.refusal('anchored_and_smoothed', {}, start);
  scanner.advance();
  return operand.kind === 'vectorSelector' ? selector : { ...operand, selector };
}

/** The part of an operand that carries its shift, copied, and the operand with it. */
interface ShiftTarget {
  readonly target: Draft<VectorSelector> | Draft<Subquery>;
  finish(end: number): Expr;
}

function shiftTarget(operand: Expr): ShiftTarget | null {
  if (operand.kind === 'vectorSelector' || operand.kind === 'subquery') {
    const target: Draft<VectorSelector> | Draft<Subquery> = { ...operand };
    return {
      target,
      finish: (end) => {
        target.end = end;
        return target;
      },
    };
  }
  if (operand.kind !== 'matrixSelector') return null;
  const target: Draft<VectorSelector> = { ...operand.selector };
  return {
    target,
    finish: (end): MatrixSelector => ({ ...operand, selector: target, end }),
  };
}

function nanoseconds(seconds: number): number {
  return roundHalfAway(seconds * nsPerSecond);
}

/** Rounds as Go does, halves away from zero. */
function roundHalfAway(value: number): number {
  return value < 0 ? -Math.round(-value) : Math.round(value);
}

/** As Go's `%f`. */
function fixedText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return `${BigInt(value)}.000000`;
}
