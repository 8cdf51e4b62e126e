import { Type, type Static } from 'typebox';

/** What an import does with a document that is there already and differs. */
export const ConflictPolicy = Type.Union([
  Type.Literal('skip'),
  Type.Literal('overwrite'),
  Type.Literal('rename'),
]);
export type ConflictPolicy = Static<typeof ConflictPolicy>;

/** What became of one document; in a dry run what would become of it. */
export const ImportOutcome = Type.Union([
  Type.Literal('created'),
  Type.Literal('updated'),
  Type.Literal('unchanged'),
  Type.Literal('skipped'),
  Type.Literal('renamed'),
  Type.Literal('removed'),
  Type.Literal('refused'),
]);
export type ImportOutcome = Static<typeof ImportOutcome>;

/** The first line of an import: the archive is whole, the documents come one by one. */
export const ImportBegin = Type.Object({
  type: Type.Literal('begin'),
  dryRun: Type.Boolean(),
  /** Files that are documents. */
  documents: Type.Number(),
  /** Files that are neither JSON nor YAML, or hidden. */
  ignored: Type.Number(),
});
export type ImportBegin = Static<typeof ImportBegin>;

/** One document of an import. */
export const ImportDocument = Type.Object({
  type: Type.Literal('document'),
  /** The file in the archive; empty for a document that was removed because no file holds it. */
  file: Type.String(),
  kind: Type.String(),
  project: Type.String(),
  name: Type.String(),
  outcome: ImportOutcome,
  /** What changes in words, why it was skipped or refused, or the new name. */
  detail: Type.String(),
  changes: Type.Array(
    Type.Object({
      area: Type.String(),
      change: Type.Union([Type.Literal('added'), Type.Literal('removed'), Type.Literal('changed')]),
      label: Type.String(),
    }),
  ),
});
export type ImportDocument = Static<typeof ImportDocument>;

/** The last line of an import that ran to its end. */
export const ImportEnd = Type.Object({
  type: Type.Literal('end'),
  counts: Type.Record(Type.String(), Type.Number()),
  /** Why nothing was removed although it was asked for; empty otherwise. */
  note: Type.String(),
});
export type ImportEnd = Static<typeof ImportEnd>;

/** The last line of an import that broke off; what was reported before it is done. */
export const ImportFailure = Type.Object({
  type: Type.Literal('error'),
  code: Type.String(),
  message: Type.String(),
});
export type ImportFailure = Static<typeof ImportFailure>;

/** `POST /api/hecate/v1/import` answers these as lines of JSON (`application/x-ndjson`). */
export const ImportLine = Type.Union([ImportBegin, ImportDocument, ImportEnd, ImportFailure]);
export type ImportLine = Static<typeof ImportLine>;
