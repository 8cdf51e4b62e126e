/** New values of URL parameters; null removes one, parameters that are not named stay as they are. */
export type UrlChange = Readonly<Record<string, string | null>>;

/**
 * A change, or how it follows from what the URL says at that moment. What was drawn is older than the URL when a second key or
 * click comes before the page was drawn again, and what is worked out from it takes the first one back.
 */
export type UrlStep = UrlChange | ((now: URLSearchParams) => UrlChange);

/** The query of a URL after a step. */
export function changedSearch(search: string, step: UrlStep): string {
  const next = new URLSearchParams(search);
  const change = changeOf(step, new URLSearchParams(search));
  for (const [key, value] of Object.entries(change)) {
    if (value === null) next.delete(key);
    else next.set(key, value);
  }
  return next.toString();
}

/** A step without what it would change of other parameters than these. */
export function limitedTo(keys: readonly string[], step: UrlStep): UrlStep {
  return (now) =>
    Object.fromEntries(Object.entries(changeOf(step, now)).filter(([key]) => keys.includes(key)));
}

function changeOf(step: UrlStep, now: URLSearchParams): UrlChange {
  return typeof step === 'function' ? step(now) : step;
}

/** A parameter that holds a list, with one value added or taken out; null once nothing is in it. */
export function toggledInList(text: string | null, value: string): string | null {
  const values = (text ?? '').split(',').filter((each) => each !== '');
  const next = values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
  return next.length === 0 ? null : next.join(',');
}
