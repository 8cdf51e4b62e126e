import { documentError } from './document-error.ts';
import { documentLimits } from './document-limits.ts';
import { optionalArray, optionalObject, optionalString } from './json-access.ts';
import type { JsonMember, JsonValue } from './json-reader.ts';
import { validateName } from './validate-name.ts';

/** The metadata of a document; `createdAt`, `updatedAt` (RFC 3339, UTC) and `version` are the server's alone. */
export interface Metadata {
  readonly name: string;
  readonly project?: string;
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly version?: number;
  readonly tags?: readonly string[];
}

/** What was read: the metadata, and its unknown members as the text they came in. */
export interface ParsedMetadata {
  readonly metadata: Metadata;
  /** `"key": value` pairs joined by commas, byte for byte as received; empty when there are none. */
  readonly extraText: string;
}

/** Where the request came in: the name and project of its path, which win over empty metadata and must equal the rest. */
export interface ExpectedPlace {
  readonly project?: string;
  readonly name?: string;
}

/** Reads `metadata` by Perses' rules: names checked, then lower-cased; tags checked, sorted, each once. */
export function parseMetadata(
  value: JsonValue | undefined,
  place: { readonly text: string; readonly member: JsonMember | undefined },
  expected: ExpectedPlace,
  inProject: boolean,
): ParsedMetadata {
  const metadata = optionalObject(value, 'metadata');
  const name = optionalString(metadata?.['name'], 'metadata.name') ?? '';
  // Perses checks the name while decoding, so an empty one is refused before the path could fill it.
  if (metadata !== undefined) validateName(name);
  const project = inProject ? (optionalString(metadata?.['project'], 'metadata.project') ?? '') : '';
  if (project !== '') validateName(project);
  const tags = parseTags(metadata?.['tags']);
  const agreedProject = inProject ? agree('project', expected.project, project) : '';
  if (inProject && agreedProject === '') throw documentError('project_empty', {});
  return {
    metadata: {
      name: agree('name', expected.name, name),
      ...(inProject ? { project: agreedProject } : {}),
      ...(tags.length > 0 ? { tags } : {}),
    },
    extraText: extraMembers(place.text, place.member?.members ?? new Map(), knownKeys(inProject)),
  };
}

/** The members that are not `known`, as `"key":value` pairs in their order, each value as the text it came in. */
export function extraMembers(
  text: string,
  members: ReadonlyMap<string, JsonMember>,
  known: ReadonlySet<string>,
): string {
  return [...members]
    .filter(([key]) => !known.has(key))
    .map(([key, { start, end }]) => `${JSON.stringify(key)}:${text.slice(start, end)}`)
    .join(',');
}

const globalKeys: ReadonlySet<string> = new Set(['name', 'createdAt', 'updatedAt', 'version', 'tags']);
const projectKeys: ReadonlySet<string> = new Set([...globalKeys, 'project']);

function knownKeys(inProject: boolean): ReadonlySet<string> {
  return inProject ? projectKeys : globalKeys;
}

function agree(parameter: 'project' | 'name', path: string | undefined, value: string): string {
  const fromPath = path?.toLowerCase() ?? '';
  const given = value.toLowerCase();
  if (fromPath === '') {
    if (parameter === 'name') validateName(given);
    return given;
  }
  if (given !== '' && given !== fromPath) {
    throw documentError('parameter_mismatch', { parameter, path: fromPath, value: given });
  }
  // Checked before lower-casing, because 'İ' becomes two characters of which one is allowed.
  validateName(path ?? '');
  return fromPath;
}

function parseTags(value: JsonValue | undefined): readonly string[] {
  const given = optionalArray(value, 'metadata.tags', documentLimits.documentCharacters);
  const tags = new Set(given.map((tag, index) => optionalString(tag, `metadata.tags[${index}]`) ?? ''));
  if (tags.size > documentLimits.tags) throw documentError('tags_too_many', { limit: documentLimits.tags });
  for (const tag of tags) {
    if (tag.trim() === '') throw documentError('tag_empty', {});
    if (tag.trim() !== tag) throw documentError('tag_whitespace', { tag });
    if (Array.from(tag).length > documentLimits.tagCharacters) {
      throw documentError('tag_too_long', { tag, limit: documentLimits.tagCharacters });
    }
    if (!/^[a-z0-9 _-]+$/.test(tag)) throw documentError('tag_characters', { tag });
  }
  return [...tags].toSorted();
}
