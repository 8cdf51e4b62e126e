import { Type, type Static } from 'typebox';

/** Most dashboards of one change. */
const dashboardLimit = 500;

const Name = Type.String({ minLength: 1, maxLength: 75 });

/** A dashboard that is to be changed; with `version` only when that is its current one. */
export const ChangedDashboard = Type.Object({
  project: Name,
  name: Name,
  version: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647 })),
});
export type ChangedDashboard = Static<typeof ChangedDashboard>;

const Dashboards = Type.Array(ChangedDashboard, { minItems: 1, maxItems: dashboardLimit });
const Tags = Type.Array(Type.String({ maxLength: 200 }), { maxItems: 20 });

/** A place in a folder: its name, and the names of inner folders, each percent-encoded, joined by `/`. */
export const FolderTarget = Type.Object({
  name: Name,
  path: Type.Optional(Type.String({ maxLength: 2_000 })),
});
export type FolderTarget = Static<typeof FolderTarget>;

/** `POST /api/hecate/v1/dashboards/tag`. */
export const TagRequest = Type.Object({
  dashboards: Dashboards,
  add: Type.Optional(Tags),
  remove: Type.Optional(Tags),
});
export type TagRequest = Static<typeof TagRequest>;

/** `POST /api/hecate/v1/dashboards/move`: to another project, into a folder, or out of every folder (`folder: null`). */
export const MoveRequest = Type.Object({
  dashboards: Dashboards,
  project: Type.Optional(Name),
  folder: Type.Optional(Type.Union([FolderTarget, Type.Null()])),
});
export type MoveRequest = Static<typeof MoveRequest>;

/** `POST /api/hecate/v1/dashboards/delete`. */
export const DeleteRequest = Type.Object({ dashboards: Dashboards });
export type DeleteRequest = Static<typeof DeleteRequest>;

/** `POST /api/hecate/v1/dashboards/undelete`. */
export const UndeleteRequest = Type.Object({ undo: Type.String({ minLength: 1, maxLength: 200_000 }) });
export type UndeleteRequest = Static<typeof UndeleteRequest>;

/** What became of one dashboard of a change: where it is now, or why it is as it was. */
export const ChangeOutcome = Type.Object({
  project: Type.String(),
  name: Type.String(),
  isDone: Type.Boolean(),
  /** The version that was written; absent where none was. */
  version: Type.Optional(Type.Integer({ minimum: 0 })),
  /** Why it was not done. */
  message: Type.Optional(Type.String()),
  code: Type.Optional(Type.String()),
});
export type ChangeOutcome = Static<typeof ChangeOutcome>;

/** The answer of a change to several dashboards; each stands for itself. */
export const ChangeReport = Type.Object({
  outcomes: Type.Array(ChangeOutcome),
  /** Takes a deletion back as a whole: to be sent to `…/dashboards/undelete`. Null where there is nothing to take back. */
  undo: Type.Union([Type.String(), Type.Null()]),
});
export type ChangeReport = Static<typeof ChangeReport>;

/** `POST /api/hecate/v1/projects/:project/dashboards/:name/duplicate`: in the same project and named `…-copy` unless said otherwise. */
export const DuplicateRequest = Type.Object({
  project: Type.Optional(Name),
  name: Type.Optional(Name),
  title: Type.Optional(Type.String({ maxLength: 1_000 })),
});
export type DuplicateRequest = Static<typeof DuplicateRequest>;

/** Where a dashboard is. */
export const DashboardLocation = Type.Object({
  project: Type.String(),
  name: Type.String(),
  version: Type.Integer({ minimum: 0 }),
});
export type DashboardLocation = Static<typeof DashboardLocation>;

/** A folder and the folders inside it, outer ones first; the first place is the folder itself. */
export const FolderTree = Type.Object({
  project: Type.String(),
  name: Type.String(),
  title: Type.String(),
  version: Type.Integer({ minimum: 0 }),
  /** `older` is the shape of Perses before 0.54. */
  shape: Type.Union([Type.Literal('current'), Type.Literal('older')]),
  places: Type.Array(
    Type.Object({
      /** As filters and moves name it; '' for the folder itself. */
      path: Type.String(),
      names: Type.Array(Type.String()),
      /** Dashboards directly in it that exist. */
      dashboards: Type.Integer({ minimum: 0 }),
    }),
  ),
});
export type FolderTree = Static<typeof FolderTree>;

/** `GET /api/hecate/v1/projects/:project/folders`. */
export const FolderTreeList = Type.Object({ folders: Type.Array(FolderTree) });
export type FolderTreeList = Static<typeof FolderTreeList>;

/** `POST /api/hecate/v1/projects/:project/folders`, `PUT …/folders/:name/title`. */
export const FolderTitleRequest = Type.Object({ title: Type.String({ minLength: 1, maxLength: 200 }) });
export type FolderTitleRequest = Static<typeof FolderTitleRequest>;
