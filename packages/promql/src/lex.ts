import { PromqlError } from './promql-error.ts';
import { Scanner } from './scanner.ts';
import type { TokenKind } from './token.ts';

/** One piece of a query; comments and white space are none. */
export interface Token {
  readonly kind: TokenKind;
  /** As it stands in the query. */
  readonly text: string;
  /** UTF-16 offsets, `end` behind the last unit. */
  readonly start: number;
  readonly end: number;
  /** What a string stands for, without quotes and escapes; '' for every other kind. */
  readonly value: string;
}

/** The pieces of a query up to its end or its first error. */
export interface Lexed {
  readonly tokens: readonly Token[];
  readonly error: PromqlError | null;
}

/** Cuts a query into its pieces as Prometheus 3 does; what it refuses here is refused with its words and place. */
export function lex(text: string): Lexed {
  const tokens: Token[] = [];
  try {
    const scanner = new Scanner(text);
    for (;;) {
      scanner.advance();
      const { kind, raw, start, end } = scanner;
      if (kind === 'end of input') return { tokens, error: null };
      tokens.push({ kind, text: raw, start, end, value: kind === 'string' ? scanner.value : '' });
    }
  } catch (error) {
    if (error instanceof PromqlError) return { tokens, error };
    throw error;
  }
}
