import { isObject } from './json-access.ts';
import { readJson } from './json-reader.ts';

/** The text of a dashboard's spec with another display name; every other byte stays as it is. */
export function withDashboardTitle(specText: string, title: string): string {
  const { value, members } = readJson(specText);
  if (!isObject(value)) return specText;
  const named = JSON.stringify(title);
  const display = members.get('display');
  if (display === undefined)
    return inserted(specText, specText.indexOf('{') + 1, `"display":{"name":${named}}`);
  if (!isObject(value['display'])) return replaced(specText, display, `{"name":${named}}`);
  const name = display.members.get('name');
  if (name === undefined) return inserted(specText, display.start + 1, `"name":${named}`);
  return replaced(specText, name, named);
}

function replaced(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  by: string,
): string {
  return `${text.slice(0, start)}${by}${text.slice(end)}`;
}

/** Puts a member first into the object whose brace stands right before. */
function inserted(text: string, at: number, member: string): string {
  const isEmpty = text.slice(at).trimStart().startsWith('}');
  return `${text.slice(0, at)}${member}${isEmpty ? '' : ','}${text.slice(at)}`;
}
