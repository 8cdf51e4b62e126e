import type { StoredDashboard } from '../../dashboards/documents/dashboard-document.ts';
import { isJsonObject, jsonList, jsonObject, jsonText, type Json } from '../../dashboards/documents/json.ts';

/** Dashboards whose title, name, description or tags contain the words, and that carry the tag; by title. */
export function filterDashboards(
  dashboards: readonly StoredDashboard[],
  search: string,
  tag: string,
): readonly StoredDashboard[] {
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return dashboards
    .filter((one) => tag === '' || one.tags.includes(tag))
    .filter((one) => {
      const text = [one.title, one.name, one.description ?? '', ...one.tags].join(' ').toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => a.title.localeCompare(b.title, 'en'));
}

/** Tags with the number of dashboards that carry them, most used first, at most twelve. */
export function tagCounts(dashboards: readonly StoredDashboard[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const tag of dashboards.flatMap((one) => one.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], 'en')).slice(0, 12);
}

/** Which folder each dashboard is in, as `Serving / vLLM`; reads the folder shapes of Perses 0.54 and earlier. */
export function folderNames(folders: readonly unknown[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const folder of folders) {
    if (!isJsonObject(folder)) continue;
    const spec = folder['spec'];
    const name =
      jsonText(jsonObject(jsonObject(spec)['display'])['name']) ??
      jsonText(jsonObject(folder['metadata'])['name']) ??
      '';
    collect(Array.isArray(spec) ? spec : jsonObject(spec)['items'], name, names, 0);
  }
  return names;
}

/** Folders inside folders that are followed. */
const DEPTH_LIMIT = 16;

function collect(items: Json | undefined, path: string, names: Map<string, string>, depth: number): void {
  if (depth > DEPTH_LIMIT) return;
  for (const item of jsonList(items)) {
    const entry = jsonObject(item);
    const name = jsonText(entry['name']);
    if (name === undefined) continue;
    if (entry['kind'] === 'Dashboard') names.set(name, path);
    else collect(entry['items'] ?? entry['spec'], `${path} / ${name}`, names, depth + 1);
  }
}
