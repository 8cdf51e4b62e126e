import { withoutFolders } from './without-folders.ts';
import { storeErrorTable, type StoreErrorCode } from './store-error-table.ts';

/** The values a row's message asks for, read from its `{name}` places at compile time. */
export type StoreErrorValues<Code extends StoreErrorCode> = {
  readonly [Name in Places<(typeof storeErrorTable)[Code]['message']>]: string | number;
};

/** The store failed: `code` is the row of the table, `status` the HTTP status, `cause` what the engine said. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  readonly status: number;
  /** The message for clients, which are told no folder of this machine. */
  readonly publicMessage: string;

  constructor(code: StoreErrorCode, message: string, publicMessage: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StoreError';
    this.code = code;
    this.status = storeErrorTable[code].status;
    this.publicMessage = publicMessage;
  }
}

/** The error of one row with its values filled in. */
export function storeError<Code extends StoreErrorCode>(
  code: Code,
  values: StoreErrorValues<Code>,
  cause?: unknown,
): StoreError {
  const filled = new Map<string, string | number>(Object.entries<string | number>(values));
  const filledBy = (shown: (value: string) => string): string =>
    storeErrorTable[code].message.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      shown(String(filled.get(name) ?? '')),
    );
  return new StoreError(code, filledBy(String), filledBy(withoutFolders), cause);
}

type Places<Message extends string> = Message extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Places<Rest>
  : never;
