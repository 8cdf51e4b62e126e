import { documentError } from '@hecate/perses';
import { refuseDamaged } from './content-digest.ts';
import { copyHistory } from './copy-history.ts';
import type { DashboardPlace } from './personal-lists.ts';
import { readNewestLife, readResource } from './read-documents.ts';
import type { StoredDocument, WriteOptions } from './store.ts';
import { documentOfRow } from './stored-rows.ts';
import {
  insertVersion,
  refuseConflict,
  removeRow,
  requireProject,
  type WriteContext,
} from './write-documents.ts';

/**
 * Moves a dashboard to another project or name. Its versions go along: they are copied into the history of the new place, which goes on
 * with a version that says where it came from. The old place keeps its history and ends with a deletion that says where it went.
 */
export async function moveDashboard(
  context: WriteContext,
  from: DashboardPlace,
  to: DashboardPlace,
  options: WriteOptions,
): Promise<StoredDocument> {
  const { db } = context;
  const source = { kind: 'Dashboard' as const, ...from };
  const target = { kind: 'Dashboard' as const, ...to };
  const current = await readResource(db, source);
  if (current === undefined) throw documentError('document_not_found', {});
  refuseConflict(options, current.version);
  refuseDamaged(current, 'whole');
  if (from.project === to.project && from.name === to.name) return documentOfRow(current);
  await requireProject(db, target);
  if ((await readResource(db, target)) !== undefined) throw documentError('document_already_exists', {});
  const life = (await readNewestLife(db, target)) + 1;
  await copyHistory(db, { ...source, life: current.life }, { ...target, life });
  await removeRow(context, current, `moved to ${to.project}/${to.name}`);
  for (const table of ['preference', 'dashboard_view'] as const) {
    // What is left there is of a dashboard that was removed: its place is taken now.
    await db.deleteFrom(table).where('project', '=', to.project).where('name', '=', to.name).execute();
    await db
      .updateTable(table)
      .set({ project: to.project, name: to.name })
      .where('project', '=', from.project)
      .where('name', '=', from.name)
      .execute();
  }
  return insertVersion(context, {
    key: target,
    life,
    version: current.version + 1,
    createdAt: current.created_at,
    action: 'move',
    summary: `moved from ${from.project}/${from.name}`,
    content: {
      display_name: current.display_name,
      tags: current.tags,
      metadata_extra: current.metadata_extra,
      document_extra: current.document_extra,
      spec: current.spec,
    },
    sealed: null,
    isNew: true,
  });
}
