import { Type, type Static } from 'typebox';

/** A value with the number of dashboards that have it. */
export const FacetValue = Type.Object({ value: Type.String(), count: Type.Integer({ minimum: 0 }) });
export type FacetValue = Static<typeof FacetValue>;

/** A dashboard as lists show it. */
export const DashboardRow = Type.Object({
  project: Type.String(),
  name: Type.String(),
  version: Type.Integer({ minimum: 0 }),
  title: Type.String(),
  /** At most 300 characters. */
  description: Type.String(),
  tags: Type.Array(Type.String()),
  panelKinds: Type.Array(Type.String()),
  panels: Type.Integer({ minimum: 0 }),
  /** Author of the first version. */
  owner: Type.String(),
  /** RFC 3339. */
  createdAt: Type.String(),
  updatedAt: Type.String(),
  /** null when nobody looked at it yet. */
  viewedAt: Type.Union([Type.String(), Type.Null()]),
  /** Views in the last 30 days. */
  views: Type.Integer({ minimum: 0 }),
  isFavourite: Type.Boolean(),
  /** `path` are the names of inner folders, each percent-encoded, joined by `/`. */
  folders: Type.Array(Type.Object({ folder: Type.String(), title: Type.String(), path: Type.String() })),
});
export type DashboardRow = Static<typeof DashboardRow>;

/** `GET /api/hecate/v1/dashboards`. */
export const DashboardListPage = Type.Object({
  rows: Type.Array(DashboardRow),
  /** Counted up to 10 000. */
  total: Type.Object({ count: Type.Integer({ minimum: 0 }), isAtLeast: Type.Boolean() }),
  /** Cursor of the next page; null behind the last one. */
  next: Type.Union([Type.String(), Type.Null()]),
  /** How far the index is while it is being made; null when every dashboard can be found. */
  indexing: Type.Union([
    Type.Object({ done: Type.Integer({ minimum: 0 }), total: Type.Integer({ minimum: 0 }) }),
    Type.Null(),
  ]),
});
export type DashboardListPage = Static<typeof DashboardListPage>;

/** `GET /api/hecate/v1/dashboards/facets`: the 50 most frequent values of each. */
export const DashboardFacetList = Type.Object({
  tags: Type.Array(FacetValue),
  panelKinds: Type.Array(FacetValue),
  owners: Type.Array(FacetValue),
  projects: Type.Array(FacetValue),
});
export type DashboardFacetList = Static<typeof DashboardFacetList>;

/** `GET /api/hecate/v1/dashboards/metrics`. */
export const UsedMetricList = Type.Object({ metrics: Type.Array(FacetValue) });
export type UsedMetricList = Static<typeof UsedMetricList>;

/** A dashboard in one's own list. */
export const ListedDashboard = Type.Object({
  project: Type.String(),
  name: Type.String(),
  title: Type.String(),
  /** RFC 3339. */
  at: Type.String(),
});
export type ListedDashboard = Static<typeof ListedDashboard>;

/** `GET /api/hecate/v1/favourites`, `GET /api/hecate/v1/recent-dashboards`. */
export const PersonalDashboardList = Type.Object({ dashboards: Type.Array(ListedDashboard) });
export type PersonalDashboardList = Static<typeof PersonalDashboardList>;
