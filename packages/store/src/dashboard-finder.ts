/** Which dashboards are looked for; everything that is given must hold. */
export interface DashboardFilter {
  /** Words in name, title, description, panel titles, tags or metric names, in any order, whole or in part. */
  readonly text?: string;
  readonly projects?: readonly string[];
  /** All of them. */
  readonly tags?: readonly string[];
  /** Author of the first version. */
  readonly owner?: string;
  /** Plugin kind of a panel: `TimeSeriesChart`. */
  readonly panelKind?: string;
  /** A metric that a query selects, by its name or by a pattern. */
  readonly metric?: string;
  readonly folder?: {
    readonly project: string;
    readonly folder: string;
    /** Names of inner folders, each percent-encoded, joined by `/`; the folders below are meant as well. */
    readonly path?: string;
  };
  /** Only the favourites of this person. */
  readonly favouritesOf?: string;
}

export type DashboardSort = 'name' | 'updated' | 'viewed' | 'relevance';

/** A page of a search. */
export interface DashboardSearch extends DashboardFilter {
  /** Relevance needs a text and is always best first. */
  readonly sort: DashboardSort;
  readonly order: 'ascending' | 'descending';
  /** At most `searchLimit`. */
  readonly limit: number;
  /** `next` of the page before, of the same sort and order. */
  readonly after?: string;
  /** Whose favourites come first. */
  readonly favouritesFirstOf?: string;
  /** Whose favourites are marked. */
  readonly person?: string;
}

/** The most dashboards of one page. */
export const searchLimit = 200;
/** Hits are counted up to this number. */
export const countLimit = 10_000;
/** Bounds of the text that is looked for. */
export const searchTextLimits = { characters: 200, words: 10 } as const;

/** A dashboard as lists show it. */
export interface DashboardEntry {
  readonly project: string;
  readonly name: string;
  readonly version: number;
  readonly title: string;
  /** At most 300 characters. */
  readonly description: string;
  readonly tags: readonly string[];
  readonly panelKinds: readonly string[];
  readonly panels: number;
  readonly owner: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** null when nobody looked at it yet. */
  readonly viewedAt: string | null;
  /** Views in the last 30 days. */
  readonly views: number;
  readonly isFavourite: boolean;
  /** The folders that hold it, with the title of each document and the way to the place inside it. */
  readonly folders: readonly FolderOfEntry[];
}

/** A place in a folder; `path` as in filters. */
export interface FolderOfEntry {
  readonly folder: string;
  readonly title: string;
  readonly path: string;
}

/** A number that stops counting at its limit. */
export interface BoundedCount {
  readonly count: number;
  readonly isAtLeast: boolean;
}

export interface DashboardPage {
  readonly rows: readonly DashboardEntry[];
  readonly total: BoundedCount;
  /** null behind the last page. */
  readonly next: string | null;
}

/** A value with the number of dashboards that have it. */
export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

/** What the hits of a filter have, most frequent first, at most `facetLimit` values each. */
export interface DashboardFacets {
  readonly tags: readonly FacetValue[];
  readonly panelKinds: readonly FacetValue[];
  readonly owners: readonly FacetValue[];
  readonly projects: readonly FacetValue[];
}

/** The most values of one facet. */
export const facetLimit = 50;
/** The most metric names of one answer. */
export const metricNameLimit = 100;

/** How much of the dashboards is indexed; they can be found only then. */
export interface IndexProgress {
  readonly done: number;
  readonly total: number;
}

/** Finding dashboards among many; every promise rejects with a StoreError. */
export interface DashboardFinder {
  search(search: DashboardSearch, signal?: AbortSignal): Promise<DashboardPage>;
  facets(filter: DashboardFilter, signal?: AbortSignal): Promise<DashboardFacets>;
  /** Names of metrics that dashboards use, by name, from those that begin with the prefix. */
  metricNames(
    query: { readonly prefix: string; readonly projects?: readonly string[] },
    signal?: AbortSignal,
  ): Promise<readonly FacetValue[]>;
  indexProgress(signal?: AbortSignal): Promise<IndexProgress>;
  /** Indexes what is not indexed by this version yet, a few dashboards at a time, until done or aborted; may be run again at any time. */
  fillIndex(signal: AbortSignal, onProgress: (progress: IndexProgress) => void): Promise<void>;
}
