/** A dashboard in somebody's list. */
export interface ListedDashboard {
  readonly project: string;
  readonly name: string;
  readonly title: string;
  /** Since when it is a favourite, when it was last opened; RFC 3339. */
  readonly at: string;
}

/** Where a dashboard is. */
export interface DashboardPlace {
  readonly project: string;
  readonly name: string;
}

/** The most favourites of one person. */
export const favouriteLimit = 500;
/** Dashboards opened last that are remembered for one person. */
export const recentLimit = 50;

/** Favourites and recently used dashboards of each person; lists hold only dashboards that exist. */
export interface PersonalLists {
  /** By title. */
  favourites(person: string, signal?: AbortSignal): Promise<readonly ListedDashboard[]>;
  /** Refuses a dashboard that does not exist, and more than `favouriteLimit`. */
  setFavourite(
    person: string,
    place: DashboardPlace,
    isFavourite: boolean,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Newest first. */
  recent(person: string, signal?: AbortSignal): Promise<readonly ListedDashboard[]>;
  /** Somebody looked at a dashboard: it is counted, and the newest of their recent ones. */
  recordView(person: string, place: DashboardPlace, signal?: AbortSignal): Promise<void>;
}
