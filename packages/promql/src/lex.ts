import { PromqlError, promqlError, type PromqlErrorValues } from './promql-error.ts';
import type { PromqlErrorCode } from './promql-error-table.ts';
import { promqlLimits } from './promql-limits.ts';
import { readString } from './read-string.ts';
import { keywords, keywordsBeforeParenthesis, numberWords, type Token, type TokenKind } from './token.ts';

/** The pieces of a query up to its end or its first error. */
export interface Lexed {
  readonly tokens: readonly Token[];
  readonly error: PromqlError | null;
}

/** Cuts a query into its pieces as Prometheus 3 does; what it refuses here is refused with its words and place. */
export function lex(text: string): Lexed {
  const tokens: Token[] = [];
  try {
    readTokens(text, tokens);
    return { tokens, error: null };
  } catch (error) {
    if (error instanceof PromqlError) return { tokens, error };
    throw error;
  }
}

/** Where the reader is: each place has its own alphabet. */
type Place = 'expression' | 'braces' | 'brackets';

const space = /[ \t\r\n]+/y;
const comment = /#[^\r\n]*/y;
const word = /[A-Za-z_:][A-Za-z0-9_:]*/y;
const label = /[A-Za-z_][A-Za-z0-9_]*/y;
const number =
  /(?:0[xX]_?[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*|(?:\d+(?:_\d+)*\.?|\.(?=\d))(?:\d+(?:_\d+)*)?(?:[eE][+-]?\d+(?:_\d+)*)?)(?![\w.])/y;
const duration = /\d+(?:\.\d+)?[smhdwy]s?(?:\d+[smhdw]s?)*(?!\w)/y;
const badNumber = /[\w.]+/y;
const operator = /==|!=|<=|>=|[-+*/%^=<>@,]/y;
const durationOperator = /[-+*/%^,()]/y;
const matcher = /=~|!~|!=|=|,/y;

function readTokens(text: string, tokens: Token[]): void {
  if (text.length > promqlLimits.queryCharacters) {
    const values = { count: text.length, limit: promqlLimits.queryCharacters };
    throw promqlError('query_too_long', values, { text, offset: 0 });
  }
  const where: { place: Place } = { place: 'expression' };
  let at = 0;
  let depth = 0;
  let hasDuration = false;
  let hasColon = false;

  for (;;) {
    skip();
    if (at >= text.length) break;
    if (where.place === 'braces') readInBraces();
    else if (where.place === 'brackets') readInBrackets();
    else readInExpression();
  }
  if (where.place === 'braces') throw refusal('unclosed_braces', {});
  if (where.place === 'brackets') throw refusal('unclosed_bracket', {});
  if (depth !== 0) throw refusal('unclosed_parenthesis', {});

  function readInExpression(): void {
    const character = text[at] ?? '';
    if (/[\d.]/.test(character) && /^\.?\d/.test(text.slice(at, at + 2))) return readNumber();
    if (/["'`]/.test(character)) return readText();
    const found = match(word);
    if (found !== null) return readWord(found);
    if (character === '(' || character === ')') return readParenthesis(character);
    if (character === '{') {
      where.place = 'braces';
      return add('symbol', character);
    }
    if (character === '[') {
      where.place = 'brackets';
      hasDuration = false;
      hasColon = false;
      return add('symbol', character);
    }
    if (character === ']') throw refusal('unexpected_right_bracket', shown());
    if (text.startsWith('=~', at)) throw refusal('unexpected_after_equals', { character: "'~'" });
    const symbol = match(operator);
    if (symbol !== null) return add('symbol', symbol);
    if (character === '!') throw refusal('unexpected_after_not', shown(at + 1));
    throw refusal('unexpected_character', shown());
  }

  function readInBraces(): void {
    const character = text[at] ?? '';
    if (/["'`]/.test(character)) return readText();
    const name = match(label);
    if (name !== null) return add('identifier', name);
    if (character === '}') {
      where.place = 'expression';
      return add('symbol', character);
    }
    const symbol = match(matcher);
    if (symbol !== null) return add('symbol', symbol);
    if (character === '{') throw refusal('unexpected_left_brace', shown());
    if (character === '!') throw refusal('unexpected_after_not_in_braces', shown(at + 1));
    throw refusal('unexpected_in_braces', shown());
  }

  function readInBrackets(): void {
    const character = text[at] ?? '';
    if (/[\d.]/.test(character) && /^\.?\d/.test(text.slice(at, at + 2))) {
      hasDuration = true;
      return readNumber();
    }
    if (character === '(' || character === ')') return readParenthesis(character);
    if (character === ']') {
      where.place = 'expression';
      return add('symbol', character);
    }
    if (character === ':') {
      if (!hasDuration) throw refusal('colon_before_duration', {});
      if (hasColon) throw refusal('colon_repeated', {});
      hasColon = true;
      return add('symbol', character);
    }
    const symbol = match(durationOperator);
    if (symbol !== null) return add('symbol', symbol);
    const found = match(label);
    if (found === null || !durationWords.has(found.toLowerCase())) {
      throw refusal('unexpected_in_duration', shown());
    }
    // A bracket may hold nothing but such a word, or a word with an offset: it stands for a duration.
    hasDuration = true;
    return add('keyword', found);
  }

  function readWord(found: string): void {
    const lower = found.toLowerCase();
    if (numberWords.has(lower)) return add('number', found);
    const isKeyword =
      keywords.has(lower) &&
      (!keywordsBeforeParenthesis.has(lower) || /^[ \t\r\n]*\(/.test(text.slice(at + found.length)));
    if (isKeyword) return add('keyword', found);
    return add(found.includes(':') ? 'metric-identifier' : 'identifier', found);
  }

  function readNumber(): void {
    const plain = match(number);
    if (plain !== null) return add('number', plain);
    const long = match(duration);
    if (long !== null) return add('duration', long);
    throw refusal('number_or_duration', { text: JSON.stringify(match(badNumber) ?? '') });
  }

  function readText(): void {
    const { end, value } = readString(text, at);
    tokens.push({ kind: 'string', text: text.slice(at, end), start: at, end, value });
    at = end;
  }

  function readParenthesis(character: '(' | ')'): void {
    depth += character === '(' ? 1 : -1;
    if (depth < 0) throw refusal('unexpected_right_parenthesis', shown());
    add('symbol', character);
  }

  function add(kind: TokenKind, found: string): void {
    const end = at + found.length;
    tokens.push({
      kind,
      text: kind === 'keyword' ? found.toLowerCase() : found,
      start: at,
      end,
      value: '',
    });
    at = end;
  }

  function skip(): void {
    for (;;) {
      const skipped = match(space) ?? match(comment);
      if (skipped === null || skipped === '') return;
      at += skipped.length;
    }
  }

  function match(pattern: RegExp): string | null {
    const sticky = pattern;
    sticky.lastIndex = at;
    return sticky.exec(text)?.[0] ?? null;
  }

  /** The character at a place as Go quotes it; the end of the text is the replacement character. */
  function shown(offset = at): { readonly character: string } {
    const codePoint = text.codePointAt(offset);
    const character = codePoint === undefined ? '\ufffd' : String.fromCodePoint(codePoint);
    return { character: `'${character === '\\' || character === "'" ? `\\${character}` : character}'` };
  }

  function refusal<Code extends PromqlErrorCode>(code: Code, values: PromqlErrorValues<Code>): PromqlError {
    return promqlError(code, values, { text, offset: Math.min(at, text.length) });
  }
}

/** The words of durations: `[step()]`, `[max(5m, step())]`. */
const durationWords: ReadonlySet<string> = new Set(['step', 'range', 'min', 'max']);
