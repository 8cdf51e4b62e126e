import { promqlErrorTable, type PromqlErrorCode } from './promql-error-table.ts';

/** The values a row's message asks for, read from its `{name}` places at compile time. */
export type PromqlErrorValues<Code extends PromqlErrorCode> = {
  readonly [Name in Places<(typeof promqlErrorTable)[Code]['message']>]: string | number;
};

/** A query was refused; `message` begins with `line:column` where a place in its text is to blame, as Prometheus prints it. */
export class PromqlError extends Error {
  /** Tells a refusal from an expression, which has a `kind` too. */
  readonly kind = 'error';
  readonly code: PromqlErrorCode;
  readonly status: number;
  /** Where in the text, in UTF-16 units. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** From 1, in bytes of UTF-8 as Prometheus counts. */
  readonly column: number;

  constructor(code: PromqlErrorCode, detail: string, place: PromqlPlace | null) {
    const { text, offset } = place ?? { text: '', offset: 0 };
    const before = text.slice(0, offset).split('\n');
    const line = before.length;
    const column = new TextEncoder().encode(before.at(-1) ?? '').length + 1;
    const shown = text === '' ? 'unknown position' : `${line}:${column}`;
    super(place === null ? detail : `${shown}: parse error: ${detail}`);
    this.name = 'PromqlError';
    this.code = code;
    this.status = promqlErrorTable[code].status;
    this.offset = offset;
    this.line = line;
    this.column = column;
  }
}

/** The error of one row at a place of the text; null where the whole query is meant. */
export function promqlError<Code extends PromqlErrorCode>(
  code: Code,
  values: PromqlErrorValues<Code>,
  place: PromqlPlace | null,
): PromqlError {
  const filled = new Map<string, string | number>(Object.entries<string | number>(values));
  const detail = promqlErrorTable[code].message.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String(filled.get(name) ?? ''),
  );
  return new PromqlError(code, detail, place);
}

/** A place in a query. */
interface PromqlPlace {
  readonly text: string;
  /** In UTF-16 units. */
  readonly offset: number;
}

type Places<Message extends string> = Message extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Places<Rest>
  : never;
