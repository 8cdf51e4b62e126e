import { Type, type Static } from 'typebox';

export const Revision = Type.Object({
  version: Type.Number(),
  author: Type.String(),
  /** RFC 3339. */
  savedAt: Type.String(),
  message: Type.String(),
  /** Counts in words: "2 panels changed, 1 variable added". */
  summary: Type.String(),
});
export type Revision = Static<typeof Revision>;

/** `GET /api/hecate/v1/projects/:project/dashboards/:name/revisions`, newest first. */
export const RevisionList = Type.Object({ revisions: Type.Array(Revision), current: Type.Number() });
export type RevisionList = Static<typeof RevisionList>;

/** `GET …/revisions/:version`: the document as it was. */
export const RevisionDocument = Type.Object({ revision: Revision, document: Type.Unknown() });
export type RevisionDocument = Static<typeof RevisionDocument>;

/** `POST …/revisions/:version/restore` writes a new version with the old content and answers the stored dashboard. */
export const RestoreRequest = Type.Object({ message: Type.Optional(Type.String({ maxLength: 500 })) });
export type RestoreRequest = Static<typeof RestoreRequest>;
