import type { Draft, DurationExpr, DurationOperand, NumberLiteral } from './expr.ts';
import { literalValue } from './literal-value.ts';
import {
  countNode,
  enterLevel,
  leaveLevel,
  raiseHeight,
  unexpected,
  type ParserState,
} from './parser-state.ts';
import type { TokenKind } from './token.ts';

/** What Prometheus says when a piece is out of place: inside what, and what should have stood there. */
export interface DurationContext {
  readonly context: string;
  readonly expected: string;
}

/** Reads the duration of a range, a step, or a part of one. */
export function parseDuration(state: ParserState, context: DurationContext): DurationOperand {
  return parseOperators(state, context, 0, parseOperand(state, context));
}

/**
 * Reads what stands behind `offset`. Unlike in brackets, operators behind a bare number belong to the query around it:
 * `x offset 5m * 2` is twice `x`.
 */
export function parseOffset(state: ParserState): ReadOffset {
  const { scanner } = state;
  if (isSign(scanner.kind)) return parseSignedOffset(state);
  if (isLiteral(scanner.kind)) {
    return { offset: readLiteral(state, '+', scanner.start), isLastUnderReader: true };
  }
  const isOpen = scanner.kind === '(';
  const operand = parseOperand(state, offsetContext);
  return passed(isOpen ? parseOperators(state, offsetContext, 0, operand) : operand);
}

/** An offset; a bare number stays under the reader, because Prometheus uses it before it reads on. */
export interface ReadOffset {
  readonly offset: DurationOperand;
  readonly isLastUnderReader: boolean;
}

function passed(offset: DurationOperand): ReadOffset {
  return { offset, isLastUnderReader: false };
}

function isLiteral(kind: TokenKind): boolean {
  return kind === 'number' || kind === 'duration';
}

const offsetContext: DurationContext = {
  context: 'offset',
  expected: 'number, duration, step(), or range()',
};

/** Go's longest duration in seconds. */
const longestSeconds = 2 ** 63 / 1e9;

const precedences: ReadonlyMap<TokenKind, number> = new Map<TokenKind, number>([
  ['+', 1],
  ['-', 1],
  ['*', 2],
  ['/', 2],
  ['%', 2],
  ['^', 3],
]);

type Sign = '+' | '-';

function isSign(kind: TokenKind): kind is Sign {
  return kind === '+' || kind === '-';
}

function parseSignedOffset(state: ParserState): ReadOffset {
  const { scanner } = state;
  const operator = scanner.kind === '-' ? '-' : '+';
  const { start } = scanner;
  scanner.advance();
  const next: string = scanner.kind;
  switch (next) {
    case 'number':
    case 'duration':
      return { offset: readLiteral(state, operator, start), isLastUnderReader: true };
    case 'step':
    case 'range':
    case 'max_of':
    case 'min_of': {
      const right = parseOperand(state, offsetContext);
      raiseHeight(state);
      countNode(state);
      const { end } = right;
      return passed({ kind: 'duration', operator, left: null, right, isWrapped: false, start, end });
    }
    case '(':
      return passed(signed(state, operator, start, parseOperand(state, offsetContext)));
    default: {
      const operand = parseOperators(state, offsetContext, 3, parseOperand(state, offsetContext));
      return passed(parseOperators(state, offsetContext, 0, signed(state, operator, start, operand)));
    }
  }
}

function parseOperators(
  state: ParserState,
  context: DurationContext,
  least: number,
  first: DurationOperand,
): DurationOperand {
  const { scanner } = state;
  let left = first;
  for (;;) {
    const operator = scanner.kind;
    const precedence = precedences.get(operator);
    if (precedence === undefined || precedence < least || !isArithmetic(operator)) return left;
    const { start } = scanner;
    const leftHeight = state.height;
    scanner.advance();
    enterLevel(state);
    // A chain counts as nested here: durations are printed by recursion on both sides.
    const next = operator === '^' ? precedence : precedence + 1;
    const right = parseOperators(state, context, next, parseOperand(state, context));
    state.height = Math.max(state.height, leftHeight);
    leaveLevel(state);
    countNode(state);
    if (right.kind === 'number' && right.value === 0) {
      if (operator === '/') throw scanner.refusal('division_by_zero', {}, start);
      if (operator === '%') throw scanner.refusal('modulo_by_zero', {}, start);
    }
    left = {
      kind: 'duration',
      operator,
      left,
      right,
      isWrapped: false,
      start: left.start,
      end: right.end,
    };
  }
}

type Arithmetic = '+' | '-' | '*' | '/' | '%' | '^';

function isArithmetic(kind: TokenKind): kind is Arithmetic {
  return precedences.has(kind);
}

function parseOperand(state: ParserState, context: DurationContext): DurationOperand {
  const { scanner } = state;
  const { start, kind } = scanner;
  if (isLiteral(kind)) {
    const literal = readLiteral(state, '+', start);
    scanner.advance();
    return literal;
  }
  if (isSign(kind)) {
    scanner.advance();
    enterLevel(state);
    const operand = parseOperators(state, context, 3, parseOperand(state, context));
    leaveLevel(state);
    return signed(state, kind, start, operand);
  }
  if (kind === '(') {
    scanner.advance();
    enterLevel(state);
    const inner = parseDuration(state, context);
    const end = pass(state, context, ')');
    leaveLevel(state);
    return wrapped(state, inner, start, end);
  }
  if (kind === 'step' || kind === 'range') {
    scanner.advance();
    pass(state, context, '(');
    const end = pass(state, context, ')');
    countNode(state);
    state.height = 1;
    return { kind: 'duration', operator: kind, left: null, right: null, isWrapped: false, start, end };
  }
  if (kind === 'max_of' || kind === 'min_of') {
    scanner.advance();
    pass(state, context, '(');
    enterLevel(state);
    const left = parseDuration(state, context);
    const leftHeight = state.height;
    pass(state, context, ',');
    const right = parseDuration(state, context);
    state.height = Math.max(state.height, leftHeight);
    const end = pass(state, context, ')');
    leaveLevel(state);
    countNode(state);
    return { kind: 'duration', operator: kind, left, right, isWrapped: false, start, end };
  }
  throw unexpected(state, context.context, context.expected);
}

/** Goes past a symbol that must stand here; gives its end. */
function pass(state: ParserState, { context, expected }: DurationContext, symbol: TokenKind): number {
  const { scanner } = state;
  if (scanner.kind !== symbol) throw unexpected(state, context, expected);
  const { end } = scanner;
  scanner.advance();
  return end;
}

/** The number or duration under the reader, which stays there: Prometheus checks it before it reads on. */
function readLiteral(state: ParserState, sign: Sign, start: number): NumberLiteral {
  const { scanner } = state;
  const read = literalValue(scanner);
  const value = sign === '-' ? read * -1 : read;
  if (value > longestSeconds || value < -longestSeconds) throw scanner.refusal('duration_range', {}, start);
  countNode(state);
  state.height = 1;
  return { kind: 'number', value, isDuration: scanner.kind === 'duration', start, end: scanner.end };
}

function signed(state: ParserState, sign: Sign, start: number, operand: DurationOperand): DurationOperand {
  if (operand.kind === 'number') {
    return { ...operand, value: sign === '-' ? operand.value * -1 : operand.value, start };
  }
  if (sign === '+') return operand;
  raiseHeight(state);
  countNode(state);
  const { end } = operand;
  return { kind: 'duration', operator: '-', left: null, right: operand, isWrapped: false, start, end };
}

/** Parentheses are kept for printing; around a bare number they make an expression of it. */
function wrapped(state: ParserState, inner: DurationOperand, start: number, end: number): DurationExpr {
  if (inner.kind === 'duration') {
    const draft: Draft<DurationExpr> = { ...inner };
    draft.isWrapped = true;
    return draft;
  }
  raiseHeight(state);
  countNode(state);
  return { kind: 'duration', operator: '+', left: null, right: inner, isWrapped: true, start, end };
}
