import { documentErrorTable, type DocumentErrorCode } from '../document-error-table.ts';

/** What every message of one row of the table looks like, for tests of reports, which carry words and no codes. */
export function wordsOf(code: DocumentErrorCode): RegExp {
  const parts = documentErrorTable[code].message.replace(/^bad request: /, '').split(/\{\w+\}/);
  return new RegExp(parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('.*'));
}
