import { Type, type Static } from 'typebox';

export const RevisionDiffEntry = Type.Object({
  area: Type.Union([
    Type.Literal('panel'),
    Type.Literal('variable'),
    Type.Literal('datasource'),
    Type.Literal('layout'),
    Type.Literal('setting'),
  ]),
  change: Type.Union([Type.Literal('added'), Type.Literal('removed'), Type.Literal('changed')]),
  /** Panel key, name of the variable or datasource, position of the layout. */
  key: Type.String(),
  /** The name people know it by. */
  label: Type.String(),
  before: Type.Optional(Type.Unknown()),
  after: Type.Optional(Type.Unknown()),
});
export type RevisionDiffEntry = Static<typeof RevisionDiffEntry>;

/** `GET …/revisions/:version/diff?against=`: what changed from `against` (the version before, when absent) to `version`. */
export const RevisionDiff = Type.Object({
  from: Type.Number(),
  to: Type.Number(),
  /** Counts in words. */
  summary: Type.String(),
  /** True when only spelling, spacing or key order differ. */
  textOnly: Type.Boolean(),
  entries: Type.Array(RevisionDiffEntry),
});
export type RevisionDiff = Static<typeof RevisionDiff>;
