import type { DocumentErrorCode } from '../document-error-table.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** One rule: what is wrong, in which kinds, and the exact words. `spec` completes the kind's least spec unless it is an array. */
export interface Rule {
  readonly code: DocumentErrorCode;
  readonly kinds: readonly ResourceKind[];
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly spec?: unknown;
  /** The whole document's text, instead of metadata and spec. */
  readonly document?: string;
  readonly words: string;
}
