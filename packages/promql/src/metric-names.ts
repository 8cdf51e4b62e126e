import type { Matcher } from './expr.ts';
import { lex, type Token } from './lex.ts';
import { parse } from './parse.ts';
import { nameLabel } from './parse-selector.ts';
import { promqlError, type PromqlError } from './promql-error.ts';
import { promqlLimits } from './promql-limits.ts';
import { patternOfVariables, replaceVariables, variableMark } from './replace-variables.ts';
import type { TokenKind } from './token.ts';
import { walk } from './walk.ts';

/** Which metrics a query selects. */
export interface MetricNames {
  /** Sorted, each once. */
  readonly names: readonly string[];
  /** Regular expressions (RE2, anchored at both ends) where the query has a pattern or a variable in a name; sorted. */
  readonly patterns: readonly string[];
  /** Why the rest of the query could not be read; what stands before it is reported. */
  readonly error: PromqlError | null;
}

/**
 * The metric names that a query selects: written plainly, in braces as `{"name"}`, or by `__name__`. Variables of Perses and
 * Grafana are allowed anywhere; a name with a variable in it is reported as a pattern, one that is nothing but a variable is not reported.
 */
export function metricNames(query: string): MetricNames {
  if (query.length > promqlLimits.queryCharacters) {
    const values = { count: query.length, limit: promqlLimits.queryCharacters };
    return {
      names: [],
      patterns: [],
      error: promqlError('query_too_long', values, { text: query, offset: 0 }),
    };
  }
  const readable = replaceVariables(query);
  const names = new Set<string>();
  const patterns = new Set<string>();
  const found: Found = {
    name: (text) => addName(text),
    pattern: (text) => addPattern(patternOfVariables(text, String) ?? text),
  };
  const expr = parse(readable);
  let error: PromqlError | null = null;
  if (expr.kind === 'error') {
    // A variable may stand for an operator, or the text may be half a query: what can be told from its pieces is told.
    const lexed = lex(readable);
    ({ error } = lexed);
    readOperands(lexed.tokens, found);
  } else {
    walk(expr, (part) => {
      if (part.kind === 'vectorSelector') readMatchers(part.matchers, found);
    });
  }
  return { names: [...names].toSorted(), patterns: [...patterns].toSorted(), error };

  function addName(text: string): void {
    const pattern = patternOfVariables(
      text.replaceAll(variableMark, () => `\${${variableMark}}`),
      quoteLiteral,
    );
    if (pattern !== null) addPattern(pattern);
    else if (text !== '') names.add(text);
  }

  function addPattern(text: string): void {
    if (!/^(?:\.[*+])*$/.test(text)) patterns.add(text);
  }
}

interface Found {
  name(text: string): void;
  pattern(text: string): void;
}

function readMatchers(matchers: readonly Matcher[], found: Found): void {
  for (const { name, operator, value } of matchers) {
    if (name !== nameLabel) continue;
    if (operator === '=') found.name(value);
    if (operator === '=~') found.pattern(value);
  }
}

/** Walks over the pieces knowing only whether an operand or an operator is due; labels and functions are no metrics. */
function readOperands(tokens: readonly Token[], found: Found): void {
  let isOperandDue = true;
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at];
    if (token === undefined) return;
    if (isSymbol(token.kind)) {
      if (token.kind === '{') at = readBraces(tokens, at, found);
      else if (token.kind === '[') at = behind(tokens, at, ']');
      isOperandDue = !/[)}\]{[]/.test(token.kind);
    } else if (labelLists.has(token.kind) && tokens[at + 1]?.kind === '(') {
      at = behind(tokens, at, ')');
      // `by` and `without` end an aggregation; behind `on` and its like the right side is still due.
      isOperandDue = token.kind !== 'by' && token.kind !== 'without';
    } else if (isKeyword(token.kind) && !isOperandDue) {
      isOperandDue = true;
    } else if (binaryModifiers.has(token.kind)) {
      isOperandDue = true;
    } else if (token.kind === 'number' || token.kind === 'duration' || token.kind === 'string') {
      isOperandDue = false;
    } else if (!isOperandDue) {
      // Two operands in a row: the second one is a variable that stands for an operator.
      isOperandDue = true;
    } else if (!isCall(tokens, at)) {
      found.name(token.text);
      isOperandDue = false;
    }
    at += 1;
  }
}

function isSymbol(kind: TokenKind): boolean {
  return !/^[a-z]/.test(kind);
}

const texts: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'identifier',
  'metric identifier',
  'number',
  'duration',
  'string',
]);

function isKeyword(kind: TokenKind): boolean {
  return !isSymbol(kind) && !texts.has(kind);
}

const binaryModifiers: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'bool',
  'on',
  'ignoring',
  'group_left',
  'group_right',
  'fill',
  'fill_left',
  'fill_right',
]);

const labelLists: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
]);

/** A function or aggregation: a parenthesis follows, or the grouping that stands before it. */
function isCall(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1]?.kind;
  return next === '(' || next === 'by' || next === 'without';
}

/** The place of the closing symbol, or of the last piece where it is missing. */
function behind(tokens: readonly Token[], from: number, closing: TokenKind): number {
  for (let at = from; at < tokens.length; at += 1) {
    if (tokens[at]?.kind === closing) return at;
  }
  return tokens.length;
}

/** Reads the names in the braces that begin at `from`; gives the place of their end. */
function readBraces(tokens: readonly Token[], from: number, found: Found): number {
  const end = behind(tokens, from, '}');
  for (let at = from + 1; at < end; at += 1) {
    const token = tokens[at];
    const before = tokens[at - 1]?.text;
    if (token === undefined || (before !== '{' && before !== ',')) continue;
    const next = tokens[at + 1];
    const value = tokens[at + 2];
    if (token.kind === 'string' && (next === undefined || next.text === ',' || next.text === '}')) {
      found.name(token.value);
    } else if (
      (token.kind === 'string' ? token.value : token.text) === '__name__' &&
      value?.kind === 'string'
    ) {
      if (next?.text === '=') found.name(value.value);
      if (next?.text === '=~') found.pattern(value.value);
    }
  }
  return end;
}

/** A text that matches itself in RE2. */
function quoteLiteral(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, (character) => `\\${character}`);
}
