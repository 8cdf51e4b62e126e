import type { PromqlError } from './promql-error.ts';
import { promqlLimits } from './promql-limits.ts';
import type { Scanner } from './scanner.ts';
import { describeToken, type TokenKind } from './token.ts';

/** What the parts of the parser share while they read one query. */
export interface ParserState {
  readonly scanner: Scanner;
  /** Aggregations that are open: a piece out of place is then named as theirs. */
  openAggregations: number;
  /** Levels that are open, and those inside the node read last. */
  depth: number;
  height: number;
  nodes: number;
}

/** Reports the piece under the reader as Prometheus does where the grammar has no use for it. */
export function unexpected({ scanner }: ParserState, context: string, expected: string): PromqlError {
  const what = describeToken(scanner.kind, scanner.raw);
  const place = context === '' ? '' : ` in ${context}`;
  const hint = expected === '' ? '' : `, expected ${expected}`;
  return scanner.refusal('unexpected', { what: what + place + hint });
}

/** As `unexpected`, inside an expression: the innermost aggregation is named. */
export function unexpectedInExpression(state: ParserState): PromqlError {
  return unexpected(state, state.openAggregations > 0 ? 'aggregation' : '', '');
}

/** The kind under the reader, asked again after `advance` has changed it behind the compiler's back. */
export function kindNow({ scanner }: ParserState): TokenKind {
  return scanner.kind;
}

/** Goes one level deeper; to be left with `leaveLevel`. */
export function enterLevel(state: ParserState): void {
  state.depth += 1;
  if (state.depth > promqlLimits.nestingLevels) throw tooDeep(state);
}

/** Leaves a level: the node just read holds one more than what it was made of. */
export function leaveLevel(state: ParserState): void {
  state.depth -= 1;
  raiseHeight(state);
}

/** Puts one more level around the node read last. */
export function raiseHeight(state: ParserState): void {
  state.height += 1;
  if (state.height > promqlLimits.nestingLevels) throw tooDeep(state);
}

/** Counts a node. */
export function countNode(state: ParserState): void {
  state.nodes += 1;
  if (state.nodes > promqlLimits.nodes) {
    throw state.scanner.refusal('too_many_nodes', { limit: promqlLimits.nodes });
  }
}

function tooDeep({ scanner }: ParserState): PromqlError {
  return scanner.refusal('nested_too_deep', { limit: promqlLimits.nestingLevels });
}
