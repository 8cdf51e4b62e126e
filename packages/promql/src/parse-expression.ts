import { quoteText } from './go-text.ts';
import type { Aggregation, Expr, VectorMatching } from './expr.ts';
import { functionTable } from './function-table.ts';
import { literalValue } from './literal-value.ts';
import { parseGrouping } from './parse-grouping.ts';
import { parseModifier } from './parse-modifier.ts';
import { parseSelector, type ReadName } from './parse-selector.ts';
import {
  countNode,
  enterLevel,
  kindNow,
  leaveLevel,
  raiseHeight,
  unexpectedInExpression,
  type ParserState,
} from './parser-state.ts';
import { isAggregator, nameKeywords, type binaryOperators, type TokenKind } from './token.ts';

/** Reads an expression up to the first piece that cannot belong to it; operators that bind weaker than `least` are left. */
export function parseExpression(state: ParserState, least = 0): Expr {
  const { scanner } = state;
  let left = parseOperand(state);
  for (;;) {
    const operator = scanner.kind;
    const precedence = precedences.get(operator);
    if (precedence === undefined || precedence < least || !isBinaryOperator(operator)) return left;
    const leftHeight = state.height;
    scanner.advance();
    const { matching, returnsBool } = parseMatching(state);
    enterLevel(state);
    const right = parseExpression(state, operator === '^' ? precedence : precedence + 1);
    leaveLevel(state);
    // A chain of operators is walked along, not down: only its right sides are levels.
    state.height = Math.max(state.height, leftHeight);
    countNode(state);
    const { start } = left;
    left = { kind: 'binary', operator, left, right, matching, returnsBool, start, end: right.end };
  }
}

type BinaryOperator = (typeof binaryOperators)[number];

const precedences: ReadonlyMap<TokenKind, number> = new Map<TokenKind, number>([
  ['or', 1],
  ['and', 2],
  ['unless', 2],
  ['==', 3],
  ['!=', 3],
  ['<=', 3],
  ['<', 3],
  ['>=', 3],
  ['>', 3],
  ['</', 3],
  ['>/', 3],
  ['+', 4],
  ['-', 4],
  ['*', 5],
  ['/', 5],
  ['%', 5],
  ['atan2', 5],
  ['^', 6],
]);

/** A sign binds as multiplication does: only powers bind stronger. */
const powerPrecedence = 6;

function isBinaryOperator(kind: TokenKind): kind is BinaryOperator {
  return precedences.has(kind);
}

function parseOperand(state: ParserState): Expr {
  const { scanner } = state;
  const sign = scanner.kind;
  if (sign === '+' || sign === '-') {
    const { start } = scanner;
    scanner.advance();
    enterLevel(state);
    const expr = parseExpression(state, powerPrecedence);
    leaveLevel(state);
    if (expr.kind === 'number') return { ...expr, value: sign === '-' ? expr.value * -1 : expr.value, start };
    countNode(state);
    return { kind: 'unary', operator: sign, expr, start, end: expr.end };
  }
  let operand = parsePrimary(state);
  for (;;) {
    const modified = parseModifier(state, operand);
    if (modified === null) return operand;
    operand = modified;
  }
}

function parsePrimary(state: ParserState): Expr {
  const { scanner } = state;
  const { start, end, kind } = scanner;
  if (kind === '(') return parseParentheses(state);
  if (kind === '{') return parseSelector(state, null);
  if (kind === 'number' || kind === 'duration') {
    const value = literalValue(scanner);
    passLeaf(state);
    return { kind: 'number', value, isDuration: kind === 'duration', start, end };
  }
  if (kind === 'string') {
    const { value } = scanner;
    passLeaf(state);
    return { kind: 'string', value, start, end };
  }
  if (!nameKeywords.has(kind)) throw unexpectedInExpression(state);
  const name = { text: scanner.raw, start, end };
  scanner.advance();
  return parseNamed(state, kind, name);
}

function passLeaf(state: ParserState): void {
  countNode(state);
  state.height = 1;
  state.scanner.advance();
}

function parseParentheses(state: ParserState): Expr {
  const { scanner } = state;
  const { start } = scanner;
  scanner.advance();
  enterLevel(state);
  const expr = parseExpression(state);
  if (scanner.kind !== ')') throw unexpectedInExpression(state);
  const { end } = scanner;
  scanner.advance();
  leaveLevel(state);
  countNode(state);
  return { kind: 'paren', expr, start, end };
}

/** A name was read: what follows tells whether it is an aggregation's, a function's or a metric's. */
function parseNamed(state: ParserState, kind: TokenKind, name: ReadName): Expr {
  const next = state.scanner.kind;
  if (isAggregator(kind) && (next === '(' || next === 'by' || next === 'without')) {
    return parseAggregation(state, kind, name.start);
  }
  if (next === '(' && callable.has(kind)) return parseCall(state, name);
  return parseSelector(state, name);
}

const callable: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'identifier',
  'start',
  'end',
  'step',
  'range',
  'max_of',
  'min_of',
]);

function parseCall(state: ParserState, name: ReadName): Expr {
  const { scanner } = state;
  const args = parseArguments(state);
  if (!functionTable.has(name.text)) {
    throw scanner.refusal('unknown_function', { name: quoteText(name.text) }, name.start);
  }
  const { end } = scanner;
  scanner.advance();
  return { kind: 'call', name: name.text, args, start: name.start, end };
}

function parseAggregation(state: ParserState, operator: Aggregation['operator'], start: number): Expr {
  const { scanner } = state;
  state.openAggregations += 1;
  let modifier = scanner.kind;
  let grouping: string[] = [];
  if (modifier !== '(') {
    scanner.advance();
    grouping = parseGrouping(state);
    scanner.advance();
    if (kindNow(state) !== '(') throw unexpectedInExpression(state);
  }
  const args = parseArguments(state);
  state.openAggregations -= 1;
  let { end } = scanner;
  if (modifier !== '(') {
    checkArguments(state, operator, args, start);
    scanner.advance();
  } else {
    scanner.advance();
    modifier = kindNow(state);
    if (modifier === 'by' || modifier === 'without') {
      scanner.advance();
      grouping = parseGrouping(state);
      ({ end } = scanner);
      checkArguments(state, operator, args, start);
      scanner.advance();
    } else {
      checkArguments(state, operator, args, start);
    }
  }
  const [first, second] = args;
  const expr = second ?? first;
  if (expr === undefined) throw scanner.refusal('no_aggregation_arguments', {}, start);
  const param = second === undefined ? null : (first ?? null);
  return {
    kind: 'aggregation',
    operator,
    expr,
    param,
    grouping,
    isWithout: modifier === 'without',
    start,
    end,
  };
}

const withParameter: ReadonlySet<Aggregation['operator']> = new Set<Aggregation['operator']>([
  'topk',
  'bottomk',
  'count_values',
  'quantile',
  'limitk',
  'limit_ratio',
]);

function checkArguments(
  { scanner }: ParserState,
  operator: Aggregation['operator'],
  { length }: readonly Expr[],
  start: number,
): void {
  if (length === 0) throw scanner.refusal('no_aggregation_arguments', {}, start);
  const expected = withParameter.has(operator) ? 2 : 1;
  if (length !== expected) throw scanner.refusal('aggregation_arguments', { expected, count: length }, start);
}

/** Reads `(…, …)` up to its closing parenthesis, which stays under the reader. */
function parseArguments(state: ParserState): Expr[] {
  const { scanner } = state;
  const args: Expr[] = [];
  let height = 0;
  countNode(state);
  enterLevel(state);
  scanner.advance();
  while (kindNow(state) !== ')') {
    args.push(parseExpression(state));
    height = Math.max(height, state.height);
    if (kindNow(state) === ')') break;
    if (kindNow(state) !== ',') throw unexpectedInExpression(state);
    const comma = scanner.start;
    scanner.advance();
    if (!canBegin(kindNow(state))) throw scanner.refusal('trailing_comma', {}, comma);
  }
  state.depth -= 1;
  state.height = height;
  raiseHeight(state);
  return args;
}

function canBegin(kind: TokenKind): boolean {
  return nameKeywords.has(kind) || beginnings.has(kind);
}

const beginnings: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'number',
  'duration',
  'string',
  '(',
  '{',
  '+',
  '-',
]);

const noMatching: VectorMatching = {
  cardinality: 'one-to-one',
  labels: [],
  isOn: false,
  include: [],
  fillLeft: null,
  fillRight: null,
};

/** Reads `bool on (…) group_left (…) fill (0)` behind an operator, each of which may be missing. */
function parseMatching(state: ParserState): {
  readonly matching: VectorMatching;
  readonly returnsBool: boolean;
} {
  const { scanner } = state;
  const returnsBool = scanner.kind === 'bool';
  if (returnsBool) scanner.advance();
  let matching = noMatching;
  const way = kindNow(state);
  if (way === 'on' || way === 'ignoring') {
    scanner.advance();
    matching = { ...matching, labels: parseGrouping(state), isOn: way === 'on' };
    scanner.advance();
    matching = parseGroupSide(state, matching);
  }
  const fill = kindNow(state);
  if (fill === 'fill' || fill === 'fill_left' || fill === 'fill_right') {
    matching = parseFills(state, matching, fill);
  }
  return { matching, returnsBool };
}

function parseGroupSide(state: ParserState, matching: VectorMatching): VectorMatching {
  const { scanner } = state;
  const side = scanner.kind;
  if (side !== 'group_left' && side !== 'group_right') return matching;
  scanner.advance();
  let include: string[] = [];
  if (kindNow(state) === '(') {
    include = parseGrouping(state);
    scanner.advance();
  }
  return { ...matching, include, cardinality: side === 'group_left' ? 'many-to-one' : 'one-to-many' };
}

function parseFills(
  state: ParserState,
  matching: VectorMatching,
  first: 'fill' | 'fill_left' | 'fill_right',
): VectorMatching {
  const value = parseFill(state);
  if (first === 'fill') return { ...matching, fillLeft: value, fillRight: value };
  const isLeft = first === 'fill_left';
  const filled = isLeft ? { ...matching, fillLeft: value } : { ...matching, fillRight: value };
  if (state.scanner.kind !== (isLeft ? 'fill_right' : 'fill_left')) return filled;
  const other = parseFill(state);
  return isLeft ? { ...filled, fillRight: other } : { ...filled, fillLeft: other };
}

function parseFill(state: ParserState): number {
  const { scanner } = state;
  scanner.advance();
  if (kindNow(state) !== '(') throw unexpectedInExpression(state);
  scanner.advance();
  const sign = kindNow(state);
  if (sign === '+' || sign === '-') scanner.advance();
  const kind = kindNow(state);
  if (kind !== 'number' && kind !== 'duration') throw unexpectedInExpression(state);
  const value = literalValue(scanner);
  scanner.advance();
  if (kindNow(state) !== ')') throw unexpectedInExpression(state);
  scanner.advance();
  return sign === '-' ? value * -1 : value;
}
