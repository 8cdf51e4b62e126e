import { documentError } from './document-error.ts';
import { documentLimits } from './document-limits.ts';

/** Refuses what Perses does not take as an ID: names, projects, panel keys, variable names (perses/spec `ValidateID`). */
export function validateName(name: string): void {
  if (name === '') throw documentError('name_empty', {});
  if (utf8Length(name) > documentLimits.nameCharacters) {
    throw documentError('name_too_long', { limit: documentLimits.nameCharacters });
  }
  if (!namePattern.test(name)) throw documentError('name_pattern', { name });
  if (name.includes('..')) throw documentError('name_double_dot', { name });
  if (name.startsWith('.') || name.endsWith('.')) throw documentError('name_edge_dot', { name });
}

const namePattern = /^[a-zA-Z0-9_.-]+$/;

// Go's len() counts bytes; every character has at least one, so a long name is not encoded to be measured.
function utf8Length(name: string): number {
  return name.length > documentLimits.nameCharacters
    ? name.length
    : encodeURI(wellFormed(name)).replaceAll(/%../g, 'x').length;
}

function wellFormed(name: string): string {
  return name.replaceAll(/\p{Surrogate}/gu, '\ufffd');
}
