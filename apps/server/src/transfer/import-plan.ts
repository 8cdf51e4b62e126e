import {
  documentLimits,
  isProjectScoped,
  parseDocument,
  resourceKinds,
  type ParsedDocument,
  type ResourceKind,
} from '@hecate/perses';
import type { Store, StoredDocument } from '@hecate/store';
import type { ConflictPolicy } from '../contract/index.ts';
import type { DocumentIdentity } from './document-identity.ts';
import { TransferError } from './transfer-error.ts';
import type { UnpackedFile } from './unpack-archive.ts';

/** What is to be done with one document. */
export type ImportStep =
  | { readonly outcome: 'created'; readonly document: ParsedDocument }
  | { readonly outcome: 'updated'; readonly document: ParsedDocument; readonly before: StoredDocument }
  | { readonly outcome: 'renamed'; readonly document: ParsedDocument; readonly from: string }
  | { readonly outcome: 'unchanged' | 'skipped'; readonly document: ParsedDocument };

/** The files in the order in which they can be written: projects first, dashboards last; unreadable ones behind. */
export function inOrderOfKinds(files: readonly UnpackedFile[]): readonly UnpackedFile[] {
  const order = new Map(resourceKinds.map(({ kind }, index) => [kind, index]));
  const rank = ({ identity }: UnpackedFile): number =>
    identity instanceof Error ? resourceKinds.length : (order.get(identity.kind) ?? resourceKinds.length);
  return files.toSorted((one, other) => rank(one) - rank(other));
}

/** Reads a document whole, by all rules of its kind; with `project` it goes there whatever project it names. */
export function readForImport(
  text: string,
  identity: DocumentIdentity,
  project: string | null,
): ParsedDocument {
  const { kind } = identity;
  if (project === null) return parseDocument(text, { kind });
  if (!isProjectScoped(kind)) throw new TransferError('outside_project', { project });
  const place = identity.project === '' ? project : identity.project;
  const document = parseDocument(text, { kind, project: place });
  return { ...document, metadata: { ...document.metadata, project } };
}

/** Decides what becomes of a document; reads the store and changes nothing. */
export async function planDocument(
  store: Store,
  document: ParsedDocument,
  onConflict: ConflictPolicy,
  taken: ReadonlySet<string>,
): Promise<ImportStep> {
  const { kind } = document;
  const { name, project = null } = document.metadata;
  const before = await store.get(kind, project, name);
  if (before === null) return { outcome: 'created', document };
  if (isSame(before, document)) return { outcome: 'unchanged', document };
  if (onConflict === 'overwrite') return { outcome: 'updated', document, before };
  // A second project would leave what is in the archive without its own: it is used as it is.
  if (onConflict === 'skip' || kind === 'Project') return { outcome: 'skipped', document };
  const free = await freeName(store, document, taken);
  const renamed = { ...document, metadata: { ...document.metadata, name: free } };
  return { outcome: 'renamed', document: renamed, from: name };
}

/** How a document is known within one import. */
export function keyOf(kind: ResourceKind, project: string | null, name: string): string {
  return [kind, project ?? '', name].join('/');
}

/** Whether a write would keep every byte: then there is nothing to write. */
function isSame(before: StoredDocument, after: ParsedDocument): boolean {
  const fields = after.secretValues?.fields ?? [];
  if (fields.length > 0) return false;
  return (
    before.specText === after.specText &&
    before.metadataExtraText === after.metadataExtraText &&
    before.documentExtraText === after.documentExtraText &&
    JSON.stringify(before.metadata.tags ?? []) === JSON.stringify(after.metadata.tags ?? [])
  );
}

/** Most names tried: beyond that somebody imports the same file again and again. */
const triedNames = 1_000;

async function freeName(
  store: Store,
  { kind, metadata }: ParsedDocument,
  taken: ReadonlySet<string>,
): Promise<string> {
  // A variable's name is used as `$name`, where a hyphen would end it.
  const joint = kind === 'Variable' || kind === 'GlobalVariable' ? '_' : '-';
  const project = metadata.project ?? null;
  for (let number = 2; number < triedNames; number += 1) {
    const ending = `${joint}${number}`;
    const start = metadata.name.slice(0, documentLimits.nameCharacters - ending.length);
    const name = `${start.replace(/\.+$/, '')}${ending}`;
    if (taken.has(keyOf(kind, project, name))) continue;
    if ((await store.get(kind, project, name)) === null) return name;
  }
  throw new TransferError('no_free_name', { name: metadata.name });
}
