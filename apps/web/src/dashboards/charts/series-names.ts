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
  const isTelling = (key: string) =>
    new Set(labelSets.map((labels) => labels[key] ?? '')).size === labelSets.length;
  const telling = PREFERRED.filter((key) => differing.includes(key)).find(isTelling);
  const other = differing.find(isTelling);
  return labelSets.map((labels) => {
    if (telling !== undefined) return labels[telling] ?? fallback;
    if (differing.length === 1 && differing[0] !== undefined) return labels[differing[0]] ?? fallback;
    if (other !== undefined && differing.length > 3) return `${other}=${labels[other] ?? ''}`;
    const text = differing
      .filter((key) => labels[key] !== undefined)
      .map((key) => `${key}=${labels[key] ?? ''}`)
      .join(', ');
    return text === '' ? fallback : text;
  });
}

/** Labels that name one thing by themselves, the most telling one first. */
const PREFERRED = [
  'pod',
  'exported_pod',
  'model_name',
  'node',
  'gpu',
  'UUID',
  'cluster_queue',
  'queue',
  'instance',
  'name',
  'namespace',
];

/** A long name with its middle left out: beginnings tell the workload, ends tell the replica. */
export function middleEllipsis(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = Math.ceil((most - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (most - 1 - head))}`;
}
