/** The versions that the URL's `diff=11..14` names, older first; at most two. */
export function comparedVersions(diff: string): readonly number[] {
  return diff
    .split('..')
    .filter((part) => /^\d{1,9}$/.test(part))
    .map(Number)
    .slice(0, 2)
    .toSorted((a, b) => a - b);
}

/** The `diff` parameter after a version was chosen or unchosen; a third choice replaces the older one. */
export function toggleCompared(compared: readonly number[], version: number): string {
  const next = compared.includes(version)
    ? compared.filter((one) => one !== version)
    : [...compared.slice(-1), version];
  return next.toSorted((a, b) => a - b).join('..');
}
