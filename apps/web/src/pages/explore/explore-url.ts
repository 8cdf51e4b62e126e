/** Name of the URL parameter that holds one query; it may stand several times. */
export const QUERY_PARAMETER = 'q';

/** The search text of Explore: the parameters that are kept between pages, and one `q` per query. */
export function exploreSearch(kept: string, queries: readonly string[]): string {
  const search = new URLSearchParams(kept);
  search.delete(QUERY_PARAMETER);
  for (const query of queries) search.append(QUERY_PARAMETER, query);
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
