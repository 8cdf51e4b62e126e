import { hash } from 'node:crypto';
import type { ContentColumns } from './schema.ts';
import { storeError, type StoreError } from './store-error.ts';

/** A row's place and everything but its text. */
export type HeadColumns = Omit<ContentColumns, 'spec' | 'digest'>;

/** What of a row is compared with its digest; `head` where its text was not read. */
export type DigestExtent = 'head' | 'whole';

/**
 * The SHA-256 of a version's place and head, and that of its text, kept beside them: the checks of a database engine see that its pages fit
 * together, and not that a text in them is the one that was written (https://www.sqlite.org/pragma.html#pragma_integrity_check).
 */
export function contentDigest(row: HeadColumns & Pick<ContentColumns, 'spec'>): string {
  return `${headDigest(row)}.${hash('sha256', row.spec, 'base64url')}`;
}

/** The digest of the same text at another place. */
export function digestAt(head: HeadColumns, digest: string): string {
  return `${headDigest(head)}.${textPart(digest)}`;
}

/** Whether a row differs from what was written. */
export function isDamaged(row: ContentColumns, extent: DigestExtent): boolean {
  const expected = extent === 'whole' ? contentDigest(row) : `${headDigest(row)}.${textPart(row.digest)}`;
  return row.digest !== expected;
}

/** Refuses a row that differs from what was written, naming the document. */
export function refuseDamaged(row: ContentColumns, extent: DigestExtent): void {
  if (isDamaged(row, extent)) throw documentDamaged(row);
}

/** The refusal of a row that differs from what was written. */
export function documentDamaged(row: ContentColumns): StoreError {
  const { kind, version } = row;
  return storeError('document_damaged', { kind, name: placeName(row), version });
}

/** A document's name with its project. */
export function placeName({ project, name }: Pick<ContentColumns, 'project' | 'name'>): string {
  return project === '' ? name : `${project}/${name}`;
}

function headDigest(row: HeadColumns): string {
  const { kind, project, name, life, version, created_at, author } = row;
  const { display_name, tags, metadata_extra, document_extra } = row;
  const head = [kind, project, name, life, version, created_at, author];
  return hash(
    'sha256',
    JSON.stringify([...head, display_name, tags, metadata_extra, document_extra]),
    'base64url',
  );
}

function textPart(digest: string): string {
  return digest.slice(digest.indexOf('.') + 1);
}
