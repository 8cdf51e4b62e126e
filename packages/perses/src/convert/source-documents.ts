import { documentError } from '../document-error.ts';
import { isArray, isObject } from '../json-access.ts';
import { readJson, type JsonMember, type JsonObject } from '../json-reader.ts';
import { yamlToJson } from '../yaml-to-json.ts';

/** One document that was given, as JSON text with its value and the places of its members. */
export interface SourceDocument {
  readonly text: string;
  readonly value: JsonObject;
  readonly members: ReadonlyMap<string, JsonMember>;
}

/** Most documents that are taken from one text. */
const sourceLimit = 1_000;

/** The documents of a text: JSON, a JSON list, YAML with `---` between documents, or a Kubernetes `List`. */
export function readSourceDocuments(text: string): readonly SourceDocument[] {
  const given = text.replace(/^\ufeff/, '');
  if (/^\s*[[{]/.test(given)) return bounded(unlisted(given));
  return bounded(bounded(splitYaml(given)).flatMap((one) => unlisted(yamlToJson(one))));
}

function bounded<Item>(items: readonly Item[]): readonly Item[] {
  if (items.length <= sourceLimit) return items;
  throw documentError('too_many', { path: 'the text', count: items.length, limit: sourceLimit });
}

/** Reads the JSON text of one document; a list or a plain value is refused. */
export function readSourceDocument(text: string): SourceDocument {
  const { value, members } = readJson(text);
  if (!isObject(value)) {
    throw documentError('wrong_type', {
      path: 'the document',
      expected: 'an object',
      actual: 'a list or a plain value',
    });
  }
  return { text: text.trim(), value, members: shifted(members, text.length - text.trimStart().length) };
}

function unlisted(text: string): readonly SourceDocument[] {
  const { value, members } = readJson(text);
  if (isArray(value)) return listItems(text).map((item) => readSourceDocument(item));
  const items = members.get('items');
  const isList =
    isObject(value) &&
    typeof value['kind'] === 'string' &&
    value['kind'].endsWith('List') &&
    isArray(value['items']);
  return isList && items !== undefined
    ? listItems(text.slice(items.start, items.end)).map((item) => readSourceDocument(item))
    : [readSourceDocument(text)];
}

/** A line that begins with `---` is the border of two documents wherever it stands in YAML. */
function splitYaml(text: string): readonly string[] {
  const parts = text.split(/^---(?=\s|$)/m);
  const filled = parts.filter((part) => /^[ \t]*[^#\s]/m.test(part.replaceAll(/^(?:%.*|\.\.\.\s*)$/gm, '')));
  // An empty text goes to the reader, which says that there is nothing in it.
  return filled.length === 0 ? [text] : filled;
}

/** The texts of a list's items, byte for byte; the list was read before, so its brackets and quotes match. */
function listItems(list: string): readonly string[] {
  const items: string[] = [];
  let depth = 0;
  let start = -1;
  for (const { 0: token, index } of list.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},]/gs)) {
    if (token === '[' || token === '{') {
      depth += 1;
      if (depth === 1) start = index + 1;
      continue;
    }
    const isEnd = (token === ']' || token === '}') && depth === 1;
    if (isEnd || (token === ',' && depth === 1)) {
      items.push(list.slice(start, index));
      start = index + 1;
    }
    if (token === ']' || token === '}') depth -= 1;
  }
  return items.filter((item) => item.trim() !== '');
}

function shifted(members: ReadonlyMap<string, JsonMember>, by: number): ReadonlyMap<string, JsonMember> {
  if (by === 0) return members;
  return new Map(
    [...members].map(([key, member]) => [
      key,
      { start: member.start - by, end: member.end - by, members: shifted(member.members, by) },
    ]),
  );
}
