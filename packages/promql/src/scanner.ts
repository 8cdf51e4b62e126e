import { quoteCharacter, quoteText, withoutLoneSurrogates } from './go-text.ts';
import { promqlError, type PromqlError, type PromqlErrorValues } from './promql-error.ts';
import type { PromqlErrorCode } from './promql-error-table.ts';
import { promqlLimits } from './promql-limits.ts';
import { readString } from './read-string.ts';
import { scanNumber } from './scan-number.ts';
import { durationWords, keywords, type TokenKind } from './token.ts';

/**
 * Cuts a query into pieces one by one, as Prometheus 3's lexer does, and refuses what it refuses with its words and place.
 * A class, because a query of some 50 pieces is read in a few microseconds.
 */
export class Scanner {
  readonly text: string;
  /** The piece under the reader: its kind, and UTF-16 offsets, `end` behind its last unit. */
  kind: TokenKind = 'end of input';
  start = 0;
  end = 0;
  /** What a string stands for, without quotes and escapes. */
  value = '';

  #isInBraces = false;
  #isInBrackets = false;
  /** Inside brackets up to the first number, where the alphabet is smaller. */
  #isInDuration = false;
  #hasColon = false;
  /** Stays set from one bracket to the next, as it does in Prometheus. */
  #hasDuration = false;
  #parentheses = 0;

  constructor(text: string) {
    // What is no Unicode text cannot be sent to Prometheus either: it would arrive as the replacement character.
    this.text = withoutLoneSurrogates(text);
    if (text.length > promqlLimits.queryCharacters) {
      const values = { count: text.length, limit: promqlLimits.queryCharacters };
      throw promqlError('query_too_long', values, { text, offset: 0 });
    }
  }

  /** Goes on to the next piece; behind the last one is the end of input. */
  advance(): void {
    if (this.#isInBraces) this.#advanceInBraces();
    else if (this.#isInDuration) this.#advanceInDuration();
    else this.#advanceInExpression();
  }

  /** The piece as it is written. */
  get raw(): string {
    return this.text.slice(this.start, this.end);
  }

  /** The error of one row at a place; without one at the piece under the reader. */
  refusal<Code extends PromqlErrorCode>(
    code: Code,
    values: PromqlErrorValues<Code>,
    offset = this.start,
  ): PromqlError {
    return promqlError(code, values, { text: this.text, offset });
  }

  #advanceInExpression(): void {
    const { text } = this;
    const at = this.#skipBlanks();
    const code = text.charCodeAt(at);
    const sort = code < 128 ? (sorts[code] ?? 0) : 0;
    if (sort === letter) return this.#isInBrackets ? this.#readWordInBrackets() : this.#readWord();
    if (sort === digit || (code === dot && sorts[text.charCodeAt(at + 1)] === digit))
      return this.#readNumber();
    switch (code) {
      case 0x28:
        return this.#openParenthesis();
      case 0x29:
        return this.#closeParenthesis();
      case 0x2c:
        return this.#take(',', 1);
      case 0x7b:
        this.#isInBraces = true;
        return this.#take('{', 1);
      case 0x5b:
        if (this.#isInBrackets) throw this.refusal('unexpected_left_bracket', this.#shown(at));
        this.#isInBrackets = true;
        this.#isInDuration = true;
        this.#hasColon = false;
        return this.#take('[', 1);
      case 0x5d:
        if (!this.#isInBrackets) throw this.refusal('unexpected_right_bracket', this.#shown(at));
        this.#isInBrackets = false;
        return this.#take(']', 1);
      case 0x22:
      case 0x27:
      case 0x60:
        return this.#readText();
      case 0x3d:
        if (text.charCodeAt(at + 1) === 0x3d) return this.#take('==', 2);
        if (text.charCodeAt(at + 1) === 0x7e)
          throw this.refusal('unexpected_after_equals', this.#shown(at + 1));
        return this.#take('=', 1);
      case 0x21:
        if (text.charCodeAt(at + 1) === 0x3d) return this.#take('!=', 2);
        throw this.refusal('unexpected_after_not', this.#shown(at + 1));
      case 0x3c:
        return this.#readComparison('<', '<=', '</');
      case 0x3e:
        return this.#readComparison('>', '>=', '>/');
      default: {
        if (at >= text.length) return this.#readEnd();
        const operator = operators.get(code);
        if (operator === undefined) throw this.refusal('unexpected_character', this.#shown(at));
        return this.#take(operator, 1);
      }
    }
  }

  #advanceInBraces(): void {
    const { text } = this;
    const at = this.#skipBlanks();
    const code = text.charCodeAt(at);
    if (code !== colon && sorts[code] === letter) {
      let end = at + 1;
      while (isWordCode(text.charCodeAt(end))) end += 1;
      this.kind = 'identifier';
      this.end = end;
      return;
    }
    switch (code) {
      case 0x22:
      case 0x27:
      case 0x60:
        return this.#readText();
      case 0x3d:
        return text.charCodeAt(at + 1) === 0x7e ? this.#take('=~', 2) : this.#take('=', 1);
      case 0x21:
        if (text.charCodeAt(at + 1) === 0x7e) return this.#take('!~', 2);
        if (text.charCodeAt(at + 1) === 0x3d) return this.#take('!=', 2);
        throw this.refusal('unexpected_after_not_in_braces', this.#shown(at + 1));
      case 0x2c:
        return this.#take(',', 1);
      case 0x7d:
        this.#isInBraces = false;
        return this.#take('}', 1);
      case 0x7b:
        throw this.refusal('unexpected_left_brace', this.#shown(at));
      default:
        if (at >= text.length) throw this.refusal('unclosed_braces', {});
        throw this.refusal('unexpected_in_braces', this.#shown(at));
    }
  }

  #advanceInDuration(): void {
    const { text } = this;
    let at = this.end;
    while (sorts[text.charCodeAt(at)] === blank) at += 1;
    this.start = at;
    const code = text.charCodeAt(at);
    if (sorts[code] === digit || (code === dot && sorts[text.charCodeAt(at + 1)] === digit)) {
      this.#hasDuration = true;
      this.#isInDuration = false;
      return this.#readNumber();
    }
    switch (code) {
      case 0x5d:
        this.#isInDuration = false;
        this.#isInBrackets = false;
        return this.#take(']', 1);
      case colon:
        if (!this.#hasDuration) throw this.refusal('colon_before_duration', {}, at + 1);
        if (this.#hasColon) throw this.refusal('colon_repeated', {}, at + 1);
        this.#hasColon = true;
        return this.#take(':', 1);
      case 0x28:
        return this.#openParenthesis();
      case 0x29:
        return this.#closeParenthesis();
      case 0x2c:
        return this.#take(',', 1);
      default: {
        if (at >= text.length) throw this.refusal('unclosed_duration', {});
        const operator = operators.get(code);
        if (operator !== undefined && operator !== '@') return this.#take(operator, 1);
        if (!this.#readDurationWord()) throw this.refusal('unexpected_in_duration', this.#shown(at));
      }
    }
  }

  #readEnd(): void {
    if (this.#parentheses !== 0) throw this.refusal('unclosed_parenthesis', {});
    if (this.#isInBrackets) throw this.refusal('unclosed_bracket', {});
    this.#take('end of input', 0);
  }

  #readWord(): void {
    const { text, start } = this;
    let end = start + 1;
    let hasColon = text.charCodeAt(start) === colon;
    for (;;) {
      const code = text.charCodeAt(end);
      if (code === colon) hasColon = true;
      else if (!isWordCode(code)) break;
      end += 1;
    }
    this.end = end;
    this.kind = hasColon ? 'metric identifier' : 'identifier';
    if (hasColon || end - start > longestKeyword) return;
    const found = text.slice(start, end);
    const keyword = keywords.get(found) ?? keywords.get(found.toLowerCase());
    if (keyword === undefined) return;
    const isFill = keyword === 'fill' || keyword === 'fill_left' || keyword === 'fill_right';
    // Older queries have metrics of these names: they are keywords only before a parenthesis.
    if (isFill && !this.#isBeforeParenthesis()) return;
    this.kind = keyword;
  }

  #readWordInBrackets(): void {
    const { start } = this;
    if (this.text.charCodeAt(start) === colon) {
      if (this.#hasColon) throw this.refusal('unexpected_colon', this.#shown(start));
      this.#hasColon = true;
      return this.#take(':', 1);
    }
    if (!this.#readDurationWord()) throw this.refusal('unexpected_in_brackets', this.#shown(start));
  }

  #readDurationWord(): boolean {
    const { text, start } = this;
    let end = start;
    while (sorts[text.charCodeAt(end)] === letter && text.charCodeAt(end) !== colon) end += 1;
    const keyword = durationWords.get(text.slice(start, end).toLowerCase());
    if (keyword === undefined) return false;
    this.kind = keyword;
    this.end = end;
    return true;
  }

  #readNumber(): void {
    const { kind, end } = scanNumber(this.text, this.start);
    if (kind === null) {
      throw this.refusal('number_or_duration', { text: quoteText(this.text.slice(this.start, end)) });
    }
    this.kind = kind;
    this.end = end;
  }

  #readText(): void {
    const { end, value } = readString(this.text, this.start);
    this.kind = 'string';
    this.end = end;
    this.value = value;
  }

  #readComparison(plain: '<' | '>', equal: '<=' | '>=', trim: '</' | '>/'): void {
    const next = this.text.charCodeAt(this.start + 1);
    if (next === 0x3d) return this.#take(equal, 2);
    return next === 0x2f ? this.#take(trim, 2) : this.#take(plain, 1);
  }

  #openParenthesis(): void {
    this.#parentheses += 1;
    this.#take('(', 1);
  }

  #closeParenthesis(): void {
    this.#parentheses -= 1;
    if (this.#parentheses < 0) {
      throw this.refusal('unexpected_right_parenthesis', this.#shown(this.start), this.start + 1);
    }
    this.#take(')', 1);
  }

  #take(kind: TokenKind, length: number): void {
    this.kind = kind;
    this.end = this.start + length;
  }

  /** Passes over white space and comments; `start` is behind them. */
  #skipBlanks(): number {
    const { text } = this;
    let at = this.end;
    for (;;) {
      const code = text.charCodeAt(at);
      if (sorts[code] === blank) at += 1;
      else if (code === 0x23) at = endOfLine(text, at + 1);
      else break;
    }
    this.start = at;
    return at;
  }

  #isBeforeParenthesis(): boolean {
    let at = this.end;
    while (sorts[this.text.charCodeAt(at)] === blank) at += 1;
    return this.text.charCodeAt(at) === 0x28;
  }

  #shown(offset: number): { readonly character: string } {
    return { character: quoteCharacter(this.text.codePointAt(offset)) };
  }
}

const letter = 1;
const digit = 2;
const blank = 3;
const dot = 0x2e;
const colon = 0x3a;
const longestKeyword = 'count_values'.length;

/** What each ASCII character is to the lexer; a colon begins and continues names as a letter does. */
const sorts = new Uint8Array(128);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_:') {
  sorts[character.charCodeAt(0)] = letter;
}
for (const character of '0123456789') sorts[character.charCodeAt(0)] = digit;
for (const character of ' \t\r\n') sorts[character.charCodeAt(0)] = blank;

const operators: ReadonlyMap<number, '+' | '-' | '*' | '/' | '%' | '^' | '@'> = new Map(
  (['+', '-', '*', '/', '%', '^', '@'] as const).map((operator) => [operator.charCodeAt(0), operator]),
);

function isWordCode(code: number): boolean {
  const sort = code < 128 ? sorts[code] : 0;
  return code !== colon && (sort === letter || sort === digit);
}

/** Comments end at either character of a line's end; a reader that waits for `\n` would hide a selector from us. */
function endOfLine(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x0a || code === 0x0d) break;
  }
  return at;
}
