import { documentErrorTable, type DocumentErrorCode } from './document-error-table.ts';

/** The values a row's message asks for, read from its `{name}` places at compile time. */
export type DocumentErrorValues<Code extends DocumentErrorCode> = {
  readonly [Name in Places<(typeof documentErrorTable)[Code]['message']>]: string | number;
};

/** A document was refused: `code` is the row of the table, `status` the HTTP status, `message` what the person reads. */
export class DocumentError extends Error {
  readonly code: DocumentErrorCode;
  readonly status: number;

  constructor(code: DocumentErrorCode, status: number, message: string) {
    super(message);
    this.name = 'DocumentError';
    this.code = code;
    this.status = status;
  }
}

/** The error of one row with its values filled in; long values are cut so that no message repeats a megabyte. */
export function documentError<Code extends DocumentErrorCode>(
  code: Code,
  values: DocumentErrorValues<Code>,
): DocumentError {
  const row = documentErrorTable[code];
  const filled = new Map<string, string | number>(Object.entries<string | number>(values));
  const message = row.message.replaceAll(/\{(\w+)\}/g, (_, name: string) => shown(filled.get(name) ?? ''));
  return new DocumentError(code, row.status, message);
}

const longestValue = 120;

function shown(value: string | number): string {
  if (typeof value === 'number') return String(value);
  // A control character could forge a line in a log, half a surrogate pair could not be sent.
  const safe = value.slice(0, longestValue).replaceAll(/[\p{Cc}\p{Surrogate}]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return value.length > longestValue ? `${safe}…` : safe;
}

type Places<Message extends string> = Message extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Places<Rest>
  : never;
