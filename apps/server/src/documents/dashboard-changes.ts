import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  documentError,
  parseDocument,
  printDocument,
  withDashboardTitle,
  type PrintableDocument,
} from '@hecate/perses';
import type { Store, StoredDocument, WriteOptions, WrittenBy } from '@hecate/store';
import type {
  ChangedDashboard,
  ChangeOutcome,
  ChangeReport,
  DuplicateRequest,
  FolderTarget,
  MoveRequest,
  TagRequest,
} from '../contract/index.ts';
import { ServerError } from '../errors/server-error.ts';
import { place, placeProject, type DocumentService } from './document-service.ts';
import type { FolderService } from './folder-service.ts';
import { readUndoToken, writeUndoToken, type RemovedDashboard } from './undo-token.ts';

/** What people do with dashboards in lists, by the rules of any write; each dashboard of a change succeeds or fails for itself. */
export interface DashboardChanges {
  tag(request: TagRequest, by: WrittenBy): Promise<ChangeReport>;
  move(request: MoveRequest, by: WrittenBy): Promise<ChangeReport>;
  remove(dashboards: readonly ChangedDashboard[], by: WrittenBy): Promise<ChangeReport>;
  /** Brings back what one deletion took, as it was; dashboards whose name was taken since stay away, and say so. */
  undelete(token: string, by: WrittenBy): Promise<ChangeReport>;
  duplicate(at: ChangedDashboard, request: DuplicateRequest, by: WrittenBy): Promise<StoredDocument>;
}

export interface DashboardChangesDeps {
  readonly store: Store;
  readonly documents: DocumentService;
  readonly folders: FolderService;
}

/** Builds the changes on the store and the rules around it. */
export function createDashboardChanges({
  store,
  documents,
  folders,
}: DashboardChangesDeps): DashboardChanges {
  return { tag, move, remove, undelete, duplicate };

  async function tag(
    { dashboards, add = [], remove: removed = [] }: TagRequest,
    by: WrittenBy,
  ): Promise<ChangeReport> {
    if (add.length === 0 && removed.length === 0) {
      throw new ServerError('bad_request', { detail: 'no tag is named in add or remove' });
    }
    const outcomes = await each(dashboards, async (one) => {
      const current = await currentOf(one);
      const before = current.metadata.tags ?? [];
      const after = [...new Set([...before, ...add])].filter((each) => !removed.includes(each));
      if (before.length === after.length && after.every((each) => before.includes(each))) {
        return { version: current.metadata.version };
      }
      const changed: PrintableDocument = { ...current, metadata: { ...current.metadata, tags: after } };
      const stored = await documents.update(place('Dashboard', one), printDocument(changed), by, {
        ifMatch: current.metadata.version,
      });
      return { version: stored.metadata.version };
    });
    return { outcomes, undo: null };
  }

  async function move({ dashboards, project, folder }: MoveRequest, by: WrittenBy): Promise<ChangeReport> {
    const target = project === undefined ? null : placeProject('Dashboard', project);
    if (target === null && folder === undefined) {
      throw new ServerError('bad_request', { detail: 'neither project nor folder says where to move to' });
    }
    if (target !== null) await documents.requireProject(target);
    const goals =
      target === null ? [...new Set(dashboards.map((one) => one.project.toLowerCase()))] : [target];
    if (folder !== undefined && folder !== null) {
      for (const goal of goals) await folders.requireTarget(goal, folder);
    }
    const outcomes = await each(dashboards, (one) => moveOne(one, target ?? one.project, by));
    const done = outcomes.filter(({ isDone }) => isDone);
    for (const source of new Set(dashboards.map((one) => one.project.toLowerCase()))) {
      const left = dashboards.filter((one) => one.project.toLowerCase() === source);
      if (target === null || source === target) continue;
      await folders.file(source, namesOf(left, done), null, by);
    }
    if (folder !== undefined) await fileEach(done, folder, by);
    return { outcomes, undo: null };
  }

  async function fileEach(
    done: readonly ChangeOutcome[],
    folder: FolderTarget | null,
    by: WrittenBy,
  ): Promise<void> {
    for (const project of new Set(done.map((one) => one.project))) {
      const names = done.filter((one) => one.project === project).map(({ name }) => name);
      await folders.file(project, names, folder, by);
    }
  }

  async function moveOne(
    one: ChangedDashboard,
    project: string,
    by: WrittenBy,
  ): Promise<Partial<ChangeOutcome>> {
    const current = await currentOf(one);
    const { version, name } = current.metadata;
    if (current.metadata.project === project.toLowerCase()) return { version };
    // The variables it uses must be there in the new project, as for any write into it.
    const text = printDocument({ ...current, metadata: { ...current.metadata, project } });
    await documents.check(parseDocument(text, { kind: 'Dashboard' }), by.author, []);
    const moved = await store.move(locationOf(one), { project, name }, by, { ifMatch: version });
    return { project: moved.metadata.project ?? '', version: moved.metadata.version };
  }

  async function remove(dashboards: readonly ChangedDashboard[], by: WrittenBy): Promise<ChangeReport> {
    const removed: RemovedDashboard[] = [];
    const outcomes = await each(dashboards, async (one) => {
      const { project, name } = locationOf(one);
      await documents.remove(place('Dashboard', one), by, conditionOf(one));
      const [newest] = await store.revisions('Dashboard', project, name, { limit: 1 });
      if (newest?.action === 'delete') {
        removed.push({ project, name, life: newest.life, version: newest.version - 1 });
      }
      return {};
    });
    return { outcomes, undo: writeUndoToken(removed) };
  }

  async function undelete(token: string, by: WrittenBy): Promise<ChangeReport> {
    const outcomes = await each(readUndoToken(token), async ({ project, name, life, version }) => {
      const at = place('Dashboard', { project, name });
      // By the rules of any write: it may name a secret that this person has no right to.
      const stored = await documents.restore(at, version, by, { removedLife: life });
      return { version: stored.metadata.version };
    });
    return { outcomes, undo: null };
  }

  async function duplicate(
    at: ChangedDashboard,
    request: DuplicateRequest,
    by: WrittenBy,
  ): Promise<StoredDocument> {
    const current = await currentOf(at);
    const project = placeProject('Dashboard', request.project ?? at.project) ?? '';
    const name = request.name ?? (await freeCopyName(project, current.metadata.name));
    const title = request.title ?? `${current.displayName ?? current.metadata.name} (copy)`;
    const text = printDocument({
      ...current,
      metadata: { ...current.metadata, project, name },
      specText: withDashboardTitle(current.specText, title),
    });
    return documents.create('Dashboard', project, text, by);
  }

  async function freeCopyName(project: string, name: string): Promise<string> {
    const stem = name.replace(/-copy(?:-\d+)?$/, '').slice(0, longestStem);
    for (let number = 1; number <= copyLimit; number += 1) {
      const candidate = number === 1 ? `${stem}-copy` : `${stem}-copy-${number}`;
      if ((await store.get('Dashboard', project, candidate)) === null) return candidate;
    }
    throw new ServerError('bad_request', {
      detail: `there are ${copyLimit} copies of ${name} in ${project} already: give the new one a name`,
    });
  }

  async function currentOf(one: ChangedDashboard): Promise<StoredDocument> {
    const current = await documents.get(place('Dashboard', one));
    const { version } = current.metadata;
    if (one.version !== undefined && one.version !== version) {
      throw documentError('version_conflict', { given: one.version, current: version });
    }
    return current;
  }
}

/** Copies of one dashboard that get a name by themselves. */
const copyLimit = 100;
/** Characters of a name that leave room for `-copy-100`. */
const longestStem = 75 - '-copy-100'.length;

function conditionOf({ version }: ChangedDashboard): WriteOptions {
  return version === undefined ? {} : { ifMatch: version };
}

function locationOf(one: ChangedDashboard): { readonly project: string; readonly name: string } {
  const at = place('Dashboard', one);
  return { project: at.project ?? '', name: at.name };
}

function namesOf(dashboards: readonly ChangedDashboard[], done: readonly ChangeOutcome[]): readonly string[] {
  const moved = new Set(done.map(({ name }) => name));
  return dashboards.map(({ name }) => name.toLowerCase()).filter((name) => moved.has(name));
}

/** Runs a change for one dashboard after the other, letting other requests in between; a refusal is told, not thrown. */
async function each<One extends { readonly project: string; readonly name: string }>(
  dashboards: readonly One[],
  change: (one: One) => Promise<Partial<ChangeOutcome>>,
): Promise<ChangeOutcome[]> {
  const outcomes: ChangeOutcome[] = [];
  for (const one of dashboards) {
    await nextTurn();
    const at = { project: one.project.toLowerCase(), name: one.name.toLowerCase() };
    try {
      outcomes.push({ ...at, isDone: true, ...(await change(one)) });
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === null) throw error;
      outcomes.push({ ...at, isDone: false, ...refusal });
    }
  }
  return outcomes;
}

/** The words of a refusal from one of the tables; a full disk is one too, so that what was done before it is still told. */
function refusalOf(error: unknown): { readonly message: string; readonly code: string } | null {
  if (!(error instanceof Error)) return null;
  const code: unknown = Reflect.get(error, 'code');
  const status: unknown = Reflect.get(error, 'status');
  if (typeof code !== 'string' || typeof status !== 'number') return null;
  return { message: error.message, code };
}
