import { Readable } from 'node:stream';
import { printDocument, type ResourceKind } from '@hecate/perses';
import type { ListFilter, Store, StoredDocument } from '@hecate/store';

/** Documents taken from the store at once while a list is written; a page of large dashboards stays some megabytes. */
const pageSize = 200;

/**
 * The JSON array of a kind's documents: one text where a page holds them all, else a stream that holds one page at a time.
 * `keep` filters what the store cannot.
 */
export async function listDocuments(
  store: Store,
  kind: ResourceKind,
  filter: ListFilter,
  keep: (document: StoredDocument) => boolean,
): Promise<string | Readable> {
  const first = await store.list(kind, { ...filter, limit: pageSize });
  if (first.length < pageSize) return `[${first.filter(keep).map(printDocument).join(',')}]`;
  return Readable.from(pages(store, kind, filter, keep, first));
}

async function* pages(
  store: Store,
  kind: ResourceKind,
  filter: ListFilter,
  keep: (document: StoredDocument) => boolean,
  first: readonly StoredDocument[],
): AsyncGenerator<string> {
  let page = first;
  let isFirst = true;
  yield '[';
  while (page.length > 0) {
    const kept = page.filter(keep).map(printDocument).join(',');
    if (kept !== '') {
      yield isFirst ? kept : `,${kept}`;
      isFirst = false;
    }
    const last = page.at(-1)?.metadata;
    if (last === undefined || page.length < pageSize) break;
    const after = { name: last.name, ...(last.project === undefined ? {} : { project: last.project }) };
    page = await store.list(kind, { ...filter, limit: pageSize, after });
  }
  yield ']';
}
