import type { ListParameters } from '../../api/dashboard-list.ts';

/** What a list of dashboards is narrowed down to; empty texts and lists narrow nothing. */
export type FinderFilter = {
  readonly text: string;
  readonly tags: readonly string[];
  readonly owner: string;
  readonly panelKind: string;
  readonly metric: string;
  readonly folder: string;
  /** Inner folders, each percent-encoded, joined by `/`. */
  readonly path: string;
  readonly isFavourite: boolean;
};

/** Columns a list can be sorted by; with a minus from the end: `-updated` is newest first. */
export const finderSorts = ['name', '-name', '-updated', 'updated', '-viewed', 'viewed'] as const;
export type FinderSort = (typeof finderSorts)[number] | 'relevance';

/** The sort of the URL; without one, best hits first where a text is looked for, names else. */
export function finderSort(text: string, parameter: string): FinderSort {
  const known = finderSorts.find((sort) => sort === parameter);
  return known ?? (text.trim() === '' ? 'name' : 'relevance');
}

/** Parameters of the server's list for a filter, in a project or in all. */
export function filterParameters(filter: FinderFilter, project: string | null): ListParameters {
  const orNull = (text: string) => (text === '' ? null : text);
  return {
    q: orNull(filter.text.trim()),
    projects: project,
    tags: orNull(filter.tags.join(',')),
    owner: orNull(filter.owner),
    panelKind: orNull(filter.panelKind),
    metric: orNull(filter.metric),
    folder: project === null ? null : orNull(filter.folder),
    path: project === null || filter.folder === '' ? null : orNull(filter.path),
    favourites: filter.isFavourite ? 'true' : null,
  };
}

/** Parameters that order the list: favourites first, except where the best hit has to stand first. */
export function orderParameters(sort: FinderSort): ListParameters {
  if (sort === 'relevance') return { sort, order: null, favouritesFirst: null };
  return {
    sort: sort.replace('-', ''),
    order: sort.startsWith('-') ? 'descending' : 'ascending',
    favouritesFirst: 'true',
  };
}

/** True when the filter narrows anything. */
export function isNarrowed(filter: FinderFilter): boolean {
  return Object.values(filter).some((value) =>
    typeof value === 'boolean' ? value : value.length > 0 && String(value).trim() !== '',
  );
}

/** What was looked for in vain, as a sentence. */
export function nothingFound(filter: FinderFilter): string {
  const parts = [
    filter.text.trim() === '' ? '' : ` matches '${filter.text.trim()}'`,
    filter.metric === '' ? '' : ` uses ${filter.metric}`,
    filter.tags.length === 0
      ? ''
      : ` has the ${filter.tags.length === 1 ? 'tag' : 'tags'} ${filter.tags.join(', ')}`,
    filter.panelKind === '' ? '' : ` has a panel of the kind ${filter.panelKind}`,
    filter.owner === '' ? '' : ` was made by ${filter.owner}`,
    filter.folder === '' ? '' : ` is in this folder`,
    filter.isFavourite ? ' is among your favourites' : '',
  ].filter((part) => part !== '');
  const last = parts.at(-1) ?? '';
  const first = parts.slice(0, -1).join(',');
  return `No dashboard${first}${first === '' ? '' : ' and'}${last}.`;
}

/** `1 dashboard`, `1,234 dashboards`, `more than 10,000 dashboards`. */
export function countedDashboards(count: number, isAtLeast = false): string {
  const number = count.toLocaleString('en-US');
  return `${isAtLeast ? 'more than ' : ''}${number} ${count === 1 ? 'dashboard' : 'dashboards'}`;
}
