import { parseDocument, type ParsedDocument, type ResourceKind } from '@hecate/perses';

/** Reads a document that is checked or tried and not stored: a project may be missing, which a write could not place. */
export function readUnplaced(kind: ResourceKind, text: string): ParsedDocument {
  try {
    return parseDocument(text, { kind });
  } catch (error) {
    const isUnplaced = error instanceof Error && Reflect.get(error, 'code') === 'project_empty';
    if (!isUnplaced) throw error;
    return parseDocument(text, { kind, project: 'unplaced' });
  }
}
