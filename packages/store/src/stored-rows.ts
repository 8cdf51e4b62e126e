import { parseResourceKind, type ParsedDocument, type ResourceKind } from '@hecate/perses';
import type { Selectable } from 'kysely';
import { refuseDamaged, type DigestExtent } from './content-digest.ts';
import type { ContentColumns, ResourceTable, RevisionTable } from './schema.ts';
import type { RevisionAction, RevisionRow, StoredDocument } from './store.ts';

/** The document that a row of `resource` holds; refused where it differs from what was written. */
export function documentOfRow(
  row: Selectable<ResourceTable>,
  extent: DigestExtent = 'whole',
): StoredDocument {
  return documentOf(row, row.updated_at, extent);
}

/** The document as it was at a revision; its updatedAt is the time of that revision. */
export function documentOfRevision(row: Selectable<RevisionTable>): StoredDocument {
  return documentOf(row, row.saved_at, 'whole');
}

/** A row of `revision` without its content. */
export function revisionOfRow(row: Omit<Selectable<RevisionTable>, 'spec' | 'digest'>): RevisionRow {
  return {
    version: row.version,
    life: row.life,
    action: actionOf(row.action),
    savedAt: row.saved_at,
    author: row.author,
    message: row.message,
    summary: row.summary,
  };
}

/** The columns that carry a document's content. */
export function contentOf(document: ParsedDocument): DocumentContent {
  return {
    display_name: document.displayName ?? null,
    tags: JSON.stringify(document.metadata.tags ?? []),
    metadata_extra: document.metadataExtraText,
    document_extra: document.documentExtraText,
    spec: document.specText,
  };
}

/** The columns that a person wrote, as opposed to those that the store counts. */
export type DocumentContent = Pick<
  ContentColumns,
  'display_name' | 'tags' | 'metadata_extra' | 'document_extra' | 'spec'
>;

/** The content columns of a row, to be written again. */
export function contentOfRow(row: DocumentContent): DocumentContent {
  return {
    display_name: row.display_name,
    tags: row.tags,
    metadata_extra: row.metadata_extra,
    document_extra: row.document_extra,
    spec: row.spec,
  };
}

/** The kind in a row; a kind that this version does not know is damage, not data. */
export function kindOfRow(kind: string): ResourceKind {
  const known = parseResourceKind(kind);
  if (known === null) throw new TypeError(`the table holds a document of the unknown kind ${kind}`);
  return known;
}

function documentOf(row: ContentColumns, updatedAt: string, extent: DigestExtent): StoredDocument {
  refuseDamaged(row, extent);
  const tags = tagsOf(row.tags);
  return {
    kind: kindOfRow(row.kind),
    metadata: {
      name: row.name,
      ...(row.project === '' ? {} : { project: row.project }),
      createdAt: row.created_at,
      updatedAt,
      version: row.version,
      ...(tags.length === 0 ? {} : { tags }),
    },
    specText: row.spec,
    metadataExtraText: row.metadata_extra,
    documentExtraText: row.document_extra,
    ...(row.display_name === null ? {} : { displayName: row.display_name }),
    author: row.author,
  };
}

function tagsOf(text: string): readonly string[] {
  const tags: unknown = JSON.parse(text);
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
}

const actions: readonly RevisionAction[] = ['create', 'update', 'restore', 'move', 'delete'];

function actionOf(text: string): RevisionAction {
  const action = actions.find((one) => one === text);
  if (action === undefined) throw new TypeError(`the history holds the unknown action ${text}`);
  return action;
}
