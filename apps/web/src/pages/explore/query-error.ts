import { errorSentence } from '../../api/api-error.ts';

/** A refused query: the sentence, and the place it points at (line and column count from 1). */
export interface QueryError {
  readonly text: string;
  readonly place: { readonly line: number; readonly column: number } | undefined;
}

/** Reads the position that Prometheus puts before its parse errors: `1:8: parse error: …`. */
export function queryError(error: unknown): QueryError {
  const sentence = errorSentence(error).slice(0, 300);
  const found = /(?:^|[\s"])(\d{1,5}):(\d{1,5}): ?(?:parse error: ?)?(.*)$/s.exec(sentence);
  if (!found) return { text: sentence, place: undefined };
  const [, line, column, rest] = found;
  return {
    text: `Line ${line}, column ${column}: ${rest === '' ? 'the query cannot be read.' : rest}`,
    place: { line: Number(line), column: Number(column) },
  };
}

/** Offset in the text of a place, inside the text whatever the place says. */
export function offsetOf(text: string, place: { readonly line: number; readonly column: number }): number {
  const lines = text.split('\n');
  const before = lines.slice(0, Math.max(0, place.line - 1)).reduce((sum, line) => sum + line.length + 1, 0);
  return Math.max(0, Math.min(text.length, before + place.column - 1));
}
