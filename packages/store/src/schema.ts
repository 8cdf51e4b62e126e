import type { FindingSchema } from './finding-schema.ts';

/** The tables, as Kysely types them; the same on every engine: texts and whole numbers only, `project` is '' for global kinds. */
export interface Schema extends FindingSchema {
  readonly resource: ResourceTable;
  readonly revision: RevisionTable;
  readonly sealed_secret: SealedSecretTable;
  readonly write_sequence: WriteSequenceTable;
}

/** What a version of a document carries, in both tables. */
export interface ContentColumns {
  readonly kind: string;
  readonly project: string;
  readonly name: string;
  readonly life: number;
  readonly version: number;
  readonly created_at: string;
  readonly author: string;
  readonly display_name: string | null;
  /** A JSON array of texts. */
  readonly tags: string;
  readonly metadata_extra: string;
  readonly document_extra: string;
  /** JSON text as received; never jsonb, which would change it. */
  readonly spec: string;
  /** What `contentDigest` makes of the other columns here. */
  readonly digest: string;
}

/** The current version of every document: primary key (kind, project, name). */
export interface ResourceTable extends ContentColumns {
  readonly updated_at: string;
}

/** Every version ever acknowledged: primary key (kind, project, name, life, version). Rows are only added. */
export interface RevisionTable extends ContentColumns {
  readonly action: string;
  readonly saved_at: string;
  readonly message: string;
  readonly summary: string;
}

/** One row: how many writes were committed. It orders what happened; times cannot, because clocks jump. */
export interface WriteSequenceTable {
  readonly id: number;
  readonly sequence: number;
}

/** The encrypted values of one version of a secret: primary key (kind, project, name, life, version). */
export interface SealedSecretTable {
  readonly kind: string;
  readonly project: string;
  readonly name: string;
  readonly life: number;
  readonly version: number;
  /** What `sealValues` makes; it names its key. */
  readonly sealed: string;
}
