import { printDocument, resourceKinds, type ResourceKind } from '@hecate/perses';
import type { Store, StoredDocument } from '@hecate/store';
import { TransferError } from './transfer-error.ts';
import type { FileToPack } from './write-archive.ts';

/** What an export holds: everything, one project with all that is in it, or one dashboard. */
export interface ExportSelection {
  readonly project: string | null;
  readonly dashboard: string | null;
}

/** Throws when there is nothing to export, before the first byte is sent. */
export async function requireExportable(
  store: Store,
  { project, dashboard }: ExportSelection,
): Promise<void> {
  if (project === null) return;
  const found =
    dashboard === null
      ? await store.get('Project', null, project)
      : await store.get('Dashboard', project, dashboard);
  if (found !== null) return;
  const what = dashboard === null ? `project ${project}` : `dashboard ${project}/${dashboard}`;
  throw new TransferError('export_empty', { what });
}

/**
 * The selected documents as files, projects before what is in them. Each is the document as it was written (spec byte for
 * byte, unknown fields) without what the server sets, so that the same document is the same file in every export.
 */
export async function* exportDocuments(
  store: Store,
  selection: ExportSelection,
  signal?: AbortSignal,
): AsyncGenerator<FileToPack> {
  const { project, dashboard } = selection;
  if (project !== null && dashboard !== null) {
    const found = await store.get('Dashboard', project, dashboard, signal);
    if (found !== null) yield packed(found);
    return;
  }
  if (project !== null) {
    const found = await store.get('Project', null, project, signal);
    if (found !== null) yield packed(found);
  }
  for (const { kind, scope } of exportedKinds) {
    if (project !== null && scope === 'global') continue;
    yield* documentsOf(store, kind, project, signal);
  }
}

/** Kinds that stay: a dashboard with a time to live would begin to live again elsewhere. */
export const exportedKinds = resourceKinds.filter(({ kind }) => kind !== 'EphemeralDashboard');

/** The file of a document inside an archive. */
export function fileNameOf({ kind, metadata: { name, project } }: StoredDocument): string {
  if (kind === 'Project') return `projects/${name}/project.json`;
  const root = resourceKinds.find((entry) => entry.kind === kind)?.root ?? kind.toLowerCase();
  return project === undefined ? `${root}/${name}.json` : `projects/${project}/${root}/${name}.json`;
}

/** Documents in memory at once: a page of the largest dashboards stays some megabytes. */
const pageSize = 50;

async function* documentsOf(
  store: Store,
  kind: ResourceKind,
  project: string | null,
  signal: AbortSignal | undefined,
): AsyncGenerator<FileToPack> {
  const inProject = project === null ? {} : { project };
  let after: { readonly project?: string; readonly name: string } | null = null;
  for (;;) {
    const page: readonly StoredDocument[] = await store.list(
      kind,
      { ...inProject, limit: pageSize, ...(after === null ? {} : { after }) },
      signal,
    );
    for (const document of page) yield packed(document);
    const last = page.at(-1)?.metadata;
    if (last === undefined || page.length < pageSize) return;
    after = { name: last.name, ...(last.project === undefined ? {} : { project: last.project }) };
  }
}

function packed(document: StoredDocument): FileToPack {
  const { name, project, tags, updatedAt } = document.metadata;
  const metadata = {
    name,
    ...(tags === undefined ? {} : { tags }),
    ...(project === undefined ? {} : { project }),
  };
  return {
    name: fileNameOf(document),
    bytes: Buffer.from(printDocument({ ...document, metadata })),
    modified: new Date(updatedAt),
    kind: document.kind,
  };
}
