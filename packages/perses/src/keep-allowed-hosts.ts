import { isObject } from './json-access.ts';
import { readJson } from './json-reader.ts';
import type { ParsedDocument } from './parse-document.ts';

/**
 * A secret that is written without `allowedHosts` keeps the list that stands: Perses' own clients do not know the field and
 * would take the hosts away with every write. Its member is put behind the others, each byte of which stays. An empty list is a list.
 */
export function keepAllowedHosts(beforeText: string, after: ParsedDocument): ParsedDocument {
  const place = readJson(beforeText).members.get('allowedHosts');
  if (place === undefined || !isObject(after.spec) || 'allowedHosts' in after.spec) return after;
  const end = after.specText.lastIndexOf('}');
  const comma = Object.keys(after.spec).length === 0 ? '' : ',';
  const member = `"allowedHosts":${beforeText.slice(place.start, place.end)}`;
  const specText = `${after.specText.slice(0, end)}${comma}${member}${after.specText.slice(end)}`;
  return { ...after, specText, spec: readJson(specText).value };
}
