import { checkTypes } from './check-types.ts';
import type { Expr, VectorSelector } from './expr.ts';
import { parseExpression } from './parse-expression.ts';
import { parseSelector as readSelector } from './parse-selector.ts';
import { kindNow, unexpected, unexpectedInExpression, type ParserState } from './parser-state.ts';
import { PromqlError } from './promql-error.ts';
import { Scanner } from './scanner.ts';
import { nameKeywords } from './token.ts';

/**
 * Reads a query as Prometheus 3.15 does with its experimental functions, extended ranges and `fill`; what Prometheus refuses
 * is refused with its words and place.
 */
export function parse(text: string): Expr | PromqlError {
  return attempt(() => {
    const state = begin(text);
    const { scanner } = state;
    if (scanner.kind === 'end of input') throw scanner.refusal('no_expression', {}, 0);
    const expr = parseExpression(state);
    if (kindNow(state) !== 'end of input') throw unexpectedInExpression(state);
    checkTypes(expr, scanner.text);
    return expr;
  });
}

/** Reads what Prometheus takes as `match[]`: one selector without range and shifts. */
export function parseSelector(text: string): VectorSelector | PromqlError {
  return attempt(() => {
    const state = begin(text);
    const { scanner } = state;
    const { start, end, kind } = scanner;
    let selector: VectorSelector;
    if (kind === '{') {
      selector = readSelector(state, null);
    } else {
      if (!nameKeywords.has(kind)) throw unexpected(state, '', '');
      const name = { text: scanner.raw, start, end };
      scanner.advance();
      selector = readSelector(state, name);
    }
    if (kindNow(state) !== 'end of input') throw unexpected(state, '', '');
    return selector;
  });
}

function begin(text: string): ParserState {
  const scanner = new Scanner(text);
  scanner.advance();
  return { scanner, openAggregations: 0, depth: 0, height: 0, nodes: 0 };
}

function attempt<Result>(read: () => Result): Result | PromqlError {
  try {
    return read();
  } catch (error) {
    if (error instanceof PromqlError) return error;
    throw error;
  }
}
