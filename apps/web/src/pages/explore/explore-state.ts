import { QUERY_PARAMETER } from './explore-url.ts';

/** What the URL of Explore says. */
export interface ExploreState {
  readonly queries: readonly string[];
  /** Indexes of queries that are not drawn. */
  readonly hidden: ReadonlySet<number>;
  readonly view: 'graph' | 'table';
}

/** Queries at the same time. */
export const QUERY_COUNT_LIMIT = 8;

/** Reads queries, hidden ones and the view from the URL. */
export function readExploreState(search: URLSearchParams): ExploreState {
  const queries = search.getAll(QUERY_PARAMETER).slice(0, QUERY_COUNT_LIMIT);
  return {
    queries,
    hidden: new Set((search.get('hide') ?? '').split(',').filter(Boolean).map(Number)),
    view: search.get('view') === 'table' ? 'table' : 'graph',
  };
}

/** Writes the state into the search parameters and keeps all others. */
export function writeExploreState(search: URLSearchParams, state: ExploreState): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const name of [QUERY_PARAMETER, 'hide', 'view']) next.delete(name);
  for (const query of state.queries) next.append(QUERY_PARAMETER, query);
  const hidden = [...state.hidden].filter((index) => index < state.queries.length).toSorted((a, b) => a - b);
  if (hidden.length > 0) next.set('hide', hidden.join(','));
  if (state.view === 'table') next.set('view', 'table');
  return next;
}

/** The letter of a query: A, B, C … */
export function queryLetter(index: number): string {
  return String.fromCodePoint(65 + index);
}
