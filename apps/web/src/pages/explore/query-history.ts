/** Queries that are remembered in this browser. */
const HISTORY_LIMIT = 20;
/** Longest query remembered, characters. */
const QUERY_LIMIT = 4000;
const KEY = 'hecate.explore-history';

/** The list with a run query in front, once, at most twenty. */
export function addToHistory(history: readonly string[], query: string): readonly string[] {
  const text = query.trim();
  if (text === '' || text.length > QUERY_LIMIT) return history;
  return [text, ...history.filter((one) => one !== text)].slice(0, HISTORY_LIMIT);
}

/** The remembered queries, newest first; empty where storage is forbidden or holds something else. */
export function readHistory(): readonly string[] {
  try {
    const value: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string').slice(0, HISTORY_LIMIT) : [];
  } catch {
    return []; // storage is forbidden, or something else wrote there
  }
}

/** Remembers the list in this browser. */
export function writeHistory(history: readonly string[]): void {
  try {
    window.localStorage.setItem(KEY, JSON.stringify(history));
  } catch {
    return; // storage is forbidden or full: the list lasts as long as the page
  }
}
