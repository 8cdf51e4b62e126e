import { readJson } from './json-reader.ts';

const urlPath = ['plugin', 'spec', 'proxy', 'spec', 'url'];

/** The text of a datasource's spec with its proxy at `to` where it is at `from`, every other byte as it is; null where it is elsewhere. */
export function withDatasourceUrl(specText: string, from: string, to: string): string | null {
  let start = 0;
  let end = specText.length;
  for (const name of urlPath) {
    const member = readJson(specText.slice(start, end)).members.get(name);
    if (member === undefined) return null;
    end = start + member.end;
    start += member.start;
  }
  if (readJson(specText.slice(start, end)).value !== from) return null;
  return `${specText.slice(0, start)}${JSON.stringify(to)}${specText.slice(end)}`;
}
