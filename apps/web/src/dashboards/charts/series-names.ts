/** Label sets as names that tell them apart: only labels that differ, values alone when one label is enough. */
export function distinctNames(
  labelSets: readonly Readonly<Record<string, string>>[],
  fallback: string,
): readonly string[] {
  if (labelSets.length === 1) {
    const [only] = labelSets;
    return [only?.['__name__'] ?? fallback];
  }
  const keys = [...new Set(labelSets.flatMap((labels) => Object.keys(labels)))].toSorted();
  const differing = keys.filter((key) => new Set(labelSets.map((labels) => labels[key] ?? '')).size > 1);
  const telling = differing.find(
    (key) => new Set(labelSets.map((labels) => labels[key] ?? '')).size === labelSets.length,
  );
  return labelSets.map((labels) => {
    if (telling !== undefined && PREFERRED.has(telling)) return labels[telling] ?? fallback;
    if (differing.length === 1 && differing[0] !== undefined) return labels[differing[0]] ?? fallback;
    const text = differing
      .filter((key) => labels[key] !== undefined)
      .map((key) => `${key}=${labels[key] ?? ''}`)
      .join(', ');
    return text === '' ? fallback : text;
  });
}

/** Labels that name one thing by themselves. */
const PREFERRED = new Set([
  'pod',
  'model_name',
  'exported_pod',
  'instance',
  'node',
  'gpu',
  'UUID',
  'name',
  'namespace',
  'queue',
  'cluster_queue',
]);

/** A long name with its middle left out: beginnings tell the workload, ends tell the replica. */
export function middleEllipsis(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = Math.ceil((most - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (most - 1 - head))}`;
}
