import { TransferError } from './transfer-error.ts';
import { transferLimits } from './transfer-limits.ts';

/** Why a name cannot stand for a file below one folder on every system, or null. */
export function entryNameFault(name: string): string | null {
  if (name === '') return 'it is empty';
  if (name.length > transferLimits.nameCharacters)
    return `it has more than ${transferLimits.nameCharacters} characters`;
  if (/[\p{Cc}\p{Surrogate}\ufffd]/u.test(name)) return 'it has a control character or is not UTF-8';
  if (name.includes('\\')) return 'it has a backslash';
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return 'it is absolute';
  const segments = name.split('/');
  if (segments.some((segment) => segment === '..')) return 'it leads out of the folder';
  if (segments.some((segment) => segment === '')) return 'it has an empty part';
  return null;
}

/** The name of a file of an archive, without `./` in front; throws when it could stand for a file elsewhere. */
export function checkedEntryName(given: string): string {
  const name = given.replace(/^(?:\.\/)+/, '');
  const reason = entryNameFault(name);
  if (reason !== null) throw new TransferError('entry_name', { name: given, reason });
  return name;
}

/** Whether a file is one of the documents: JSON or YAML, and no part of its path is hidden. */
export function isDocumentName(name: string): boolean {
  return /\.(?:json|ya?ml)$/i.test(name) && !name.split('/').some((segment) => segment.startsWith('.'));
}
