import { documentError } from '../document-error.ts';
import { isObject } from '../json-access.ts';
import { readSourceDocument } from './source-documents.ts';

/** The text of a document under another name and in another project; everything else keeps its bytes. */
export function placeDocument(
  text: string,
  place: { readonly name: string; readonly project: string },
): string {
  const { text: source, value, members } = readSourceDocument(text);
  const at = members.get('metadata');
  if (at === undefined || !isObject(value['metadata'])) {
    throw documentError('wrong_type', { path: 'metadata', expected: 'an object', actual: 'missing' });
  }
  const rest = [...at.members]
    .filter(([key]) => key !== 'name' && key !== 'project')
    .map(([key, { start, end }]) => `,${JSON.stringify(key)}:${source.slice(start, end)}`)
    .join('');
  const metadata = `{"name":${JSON.stringify(place.name)},"project":${JSON.stringify(place.project)}${rest}}`;
  return `${source.slice(0, at.start)}${metadata}${source.slice(at.end)}`;
}
