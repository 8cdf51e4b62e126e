/** The tables for finding dashboards; the same on every engine, beside which each engine keeps its own index of words. */
export interface FindingSchema {
  readonly dashboard_entry: DashboardEntryTable;
  readonly dashboard_number: DashboardNumberTable;
  readonly dashboard_fact: DashboardFactTable;
  readonly folder_entry: FolderEntryTable;
  readonly dashboard_view: DashboardViewTable;
  readonly preference: PreferenceTable;
}

/** One row per dashboard, written with it: what lists show and sort by. Unique by (project, name). */
export interface DashboardEntryTable {
  readonly id: number;
  readonly project: string;
  readonly name: string;
  /** The `indexVersion` that wrote the row. */
  readonly index_version: number;
  readonly version: number;
  /** The display name, or the name where there is none. */
  readonly title: string;
  /** The title as it is sorted and compared: lower case, NFC. */
  readonly sort_title: string;
  /** Name, title and tags as words are compared with them for the order by relevance. */
  readonly short_text: string;
  readonly description: string;
  /** JSON arrays of texts. */
  readonly tags: string;
  readonly panel_kinds: string;
  readonly panels: number;
  /** Author of the first version. */
  readonly owner: string;
  readonly created_at: string;
  readonly updated_at: string;
  /** When somebody last looked at it; '' for never. */
  readonly viewed_at: string;
}

/** One row: the last number given to an entry. */
export interface DashboardNumberTable {
  readonly id: number;
  readonly last: number;
}

/** Exact facts: primary key (fact, value, id), and an index by id. */
export interface DashboardFactTable {
  readonly fact: string;
  readonly value: string;
  readonly id: number;
}

/** Which dashboards a folder holds, written with the folder: primary key (project, folder, dashboard). */
export interface FolderEntryTable {
  readonly project: string;
  readonly folder: string;
  readonly dashboard: string;
  /** Names of inner folders, each percent-encoded, joined by `/`; '' for the folder itself. */
  readonly path: string;
}

/** Views by day, kept for 30 days: primary key (project, name, day). */
export interface DashboardViewTable {
  readonly project: string;
  readonly name: string;
  /** `2026-11-20`, UTC. */
  readonly day: string;
  readonly views: number;
  readonly last_at: string;
}

/** What a person keeps: primary key (person, list, project, name); `list` is `favourite` or `recent`. */
export interface PreferenceTable {
  readonly person: string;
  readonly list: string;
  readonly project: string;
  readonly name: string;
  readonly at: string;
}
