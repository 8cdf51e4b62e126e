import { parseDocument, type ParsedDocument } from '@hecate/perses';

/** A secret with basic authorization, in project `team`, or a global one when there is no project. */
export function basicSecret(
  name: string,
  password: string,
  more: object = {},
  project: string | null = 'team',
): ParsedDocument {
  return secretDocument(name, { basicAuth: { username: 'u', password }, ...more }, project);
}

/** A secret with any spec. */
export function secretDocument(name: string, spec: object, project: string | null = 'team'): ParsedDocument {
  const kind = project === null ? 'GlobalSecret' : 'Secret';
  const metadata = project === null ? { name } : { name, project };
  return parseDocument(JSON.stringify({ kind, metadata, spec }), { kind });
}
