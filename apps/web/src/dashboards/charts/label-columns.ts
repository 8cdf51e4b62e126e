/** Labels worth a column: those that differ between series, or all of a single one; the metric's name and scrape labels last. */
export function labelColumns(labelSets: readonly Readonly<Record<string, string>>[]): readonly string[] {
  const keys = [...new Set(labelSets.flatMap((labels) => Object.keys(labels)))].toSorted(
    (a, b) => weight(a) - weight(b) || a.localeCompare(b, 'en'),
  );
  if (labelSets.length === 1) return keys.filter((key) => !SCRAPE_LABELS.has(key));
  return keys.filter((key) => new Set(labelSets.map((labels) => labels[key])).size > 1);
}

const FIRST = [
  'namespace',
  'exported_namespace',
  'pod',
  'exported_pod',
  'node',
  'Hostname',
  'gpu',
  'job',
  'instance',
];
const SCRAPE_LABELS = new Set(['prometheus', 'endpoint', 'service', 'container']);

function weight(key: string): number {
  const place = FIRST.indexOf(key);
  return place < 0 ? FIRST.length : place;
}
