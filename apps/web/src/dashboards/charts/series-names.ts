/** Label sets as names that tell them apart: the fewest labels that do, as values alone where the labels name things by themselves. */
export function distinctNames(
  labelSets: readonly Readonly<Record<string, string>>[],
  fallback: string,
): readonly string[] {
  if (labelSets.length === 1) return [labelSets[0]?.['__name__'] ?? fallback];
  const keys = tellingKeys(labelSets);
  const isPlain = keys.length === 1 || keys.every((key) => PREFERRED.includes(key));
  return labelSets.map((labels) => {
    const parts = keys.flatMap((key) => {
      const value = labels[key];
      if (value === undefined || value === '') return [];
      return [isPlain ? value : `${key}=${value}`];
    });
    return parts.length === 0 ? fallback : parts.join(isPlain ? ' ' : ', ');
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
  'job',
];

/** Labels taken in turn while they tell more sets apart; then those that were not needed after all are left out. */
function tellingKeys(labelSets: readonly Readonly<Record<string, string>>[]): readonly string[] {
  const all = [...new Set(labelSets.flatMap((labels) => Object.keys(labels)))].toSorted();
  const order = [
    ...PREFERRED.filter((key) => all.includes(key)),
    ...all.filter((key) => !PREFERRED.includes(key)),
  ];
  const told = (keys: readonly string[]) =>
    new Set(labelSets.map((labels) => JSON.stringify(keys.map((key) => labels[key] ?? '')))).size;
  let keys: readonly string[] = [];
  for (const key of order) {
    if (told(keys) === labelSets.length) break;
    if (told([...keys, key]) > told(keys)) keys = [...keys, key];
  }
  const wanted = told(keys);
  for (const key of keys.toReversed()) {
    const rest = keys.filter((one) => one !== key);
    if (told(rest) === wanted) keys = rest;
  }
  return keys;
}
