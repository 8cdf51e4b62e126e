import type { Kysely, RawBuilder } from 'kysely';
import type { Schema } from './schema.ts';

/** An engine's own index of the words of dashboards, kept in the same transaction as the dashboards. */
export interface TextIndex {
  /** Replaces what is known of an entry; `text` is searchable text. */
  write(db: Kysely<Schema>, id: number, text: string): Promise<void>;
  remove(db: Kysely<Schema>, id: number): Promise<void>;
  /** A query of one column, the ids of the entries whose text contains every word literally. */
  idsOf(words: readonly string[]): RawBuilder<unknown>;
}
