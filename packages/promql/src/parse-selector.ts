import type { Draft, Matcher, MatchOperator, VectorSelector } from './expr.ts';
import { countNode, kindNow, unexpected, type ParserState } from './parser-state.ts';
import { readRegularExpression } from './regular-expression.ts';
import type { TokenKind } from './token.ts';

/** The label that holds a metric's name. */
export const nameLabel = '__name__';

/** A name that was read, and where it stands. */
export interface ReadName {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Reads a selector behind its name, or one without a name at its brace; without ranges and shifts. */
export function parseSelector(state: ParserState, read: ReadName | null): Draft<VectorSelector> {
  const { scanner } = state;
  const start = read?.start ?? scanner.start;
  let end = read?.end ?? scanner.end;
  const name = read?.text ?? '';
  countNode(state);
  state.height = 1;
  let matchers: Matcher[] = [];
  if (scanner.kind === '{') {
    matchers = parseMatchers(state);
    ({ end } = scanner);
    scanner.advance();
  }
  if (name !== '') matchers.push({ name: nameLabel, operator: '=', value: name, matchesEmpty: false });
  return {
    kind: 'vectorSelector',
    name,
    matchers,
    offsetNs: 0,
    offsetExpr: null,
    timestampMs: null,
    edge: null,
    isAnchored: false,
    isSmoothed: false,
    start,
    end,
  };
}

/** Reads `{…}` up to its closing brace, which stays under the reader. */
function parseMatchers(state: ParserState): Matcher[] {
  const { scanner } = state;
  const matchers: Matcher[] = [];
  scanner.advance();
  while (scanner.kind !== '}') {
    countNode(state);
    matchers.push(parseMatcher(state));
    if (scanner.kind === ',') scanner.advance();
    else if (kindNow(state) !== '}') throw unexpected(state, 'label matching', '"," or "}"');
  }
  return matchers;
}

function parseMatcher(state: ParserState): Matcher {
  const { scanner } = state;
  const isText = scanner.kind === 'string';
  if (!isText && scanner.kind !== 'identifier') {
    throw unexpected(state, 'label matching', 'identifier or "}"');
  }
  const name = isText ? scanner.value : scanner.raw;
  const { start } = scanner;
  scanner.advance();
  const operator = kindNow(state);
  if (!isMatchOperator(operator)) {
    if (!isText) throw unexpected(state, 'label matching', 'label matching operator');
    return { name: nameLabel, operator: '=', value: name, matchesEmpty: name === '' };
  }
  scanner.advance();
  if (kindNow(state) !== 'string') throw unexpected(state, 'label matching', 'string');
  const { value } = scanner;
  const matchesEmpty = doesMatchEmpty(state, operator, value, start);
  scanner.advance();
  return { name, operator, value, matchesEmpty };
}

function doesMatchEmpty(
  { scanner }: ParserState,
  operator: MatchOperator,
  value: string,
  start: number,
): boolean {
  if (operator === '=') return value === '';
  if (operator === '!=') return value !== '';
  const read = readRegularExpression(value);
  if (read.kind === 'invalid') {
    throw scanner.refusal('regular_expression', { reason: read.reason, part: read.part }, start);
  }
  return operator === '=~' ? read.matchesEmpty : !read.matchesEmpty;
}

function isMatchOperator(kind: TokenKind): kind is MatchOperator {
  return kind === '=' || kind === '!=' || kind === '=~' || kind === '!~';
}
