import {
  documentError,
  folderPlaces,
  folderTitle,
  parseDocument,
  printDocument,
  withDashboardAt,
  withFolderTitle,
  type JsonValue,
  exactNumbers,
  printExact,
} from '@hecate/perses';
import type { Store, StoredDocument, WriteOptions, WrittenBy } from '@hecate/store';
import type { FolderTarget, FolderTree } from '../contract/index.ts';
import { ServerError } from '../errors/server-error.ts';
import { place, type DocumentService } from './document-service.ts';

/** Folders of a project as trees, and what people do with them; each change is a version of the folder's document. */
export interface FolderService {
  list(project: string): Promise<readonly FolderTree[]>;
  create(project: string, title: string, by: WrittenBy): Promise<StoredDocument>;
  rename(
    project: string,
    name: string,
    title: string,
    by: WrittenBy,
    options: WriteOptions,
  ): Promise<StoredDocument>;
  /** Refuses a folder, or a folder inside it, that does not exist. */
  requireTarget(project: string, target: FolderTarget): Promise<void>;
  /** Puts dashboards into one place and out of every other of the project; `target` null only takes them out. */
  file(
    project: string,
    dashboards: readonly string[],
    target: FolderTarget | null,
    by: WrittenBy,
  ): Promise<void>;
}

/** Builds the service on the rules of all documents. */
export function createFolderService(store: Store, documents: DocumentService): FolderService {
  return { list, create, rename, requireTarget, file };

  async function list(project: string): Promise<readonly FolderTree[]> {
    await documents.requireProject(project);
    const folders = await store.list('Folder', { project });
    const existing = new Set(
      (await store.list('Dashboard', { project, metadataOnly: true })).map(({ metadata }) => metadata.name),
    );
    return folders.map((folder) => treeOf(folder, existing));
  }

  async function create(project: string, title: string, by: WrittenBy): Promise<StoredDocument> {
    const taken = new Set((await store.list('Folder', { project })).map(({ metadata }) => metadata.name));
    const name = freeName(nameOf(title), taken);
    const spec = { display: { name: title }, items: [] };
    return documents.create(
      'Folder',
      project,
      JSON.stringify({ kind: 'Folder', metadata: { name, project }, spec }),
      by,
    );
  }

  async function rename(
    project: string,
    name: string,
    title: string,
    by: WrittenBy,
    options: WriteOptions,
  ): Promise<StoredDocument> {
    const folder = await documents.get(place('Folder', { project, name }));
    return save(folder, withFolderTitle(specOf(folder), title), by, options);
  }

  async function requireTarget(project: string, { name, path = '' }: FolderTarget): Promise<void> {
    const folder = await store.get('Folder', project, name);
    if (folder === null) {
      throw new ServerError('bad_request', {
        detail: `there is no folder ${name} in ${project}: create it first, or choose another`,
      });
    }
    const known = folderPlaces(specOf(folder)).some((each) => pathText(each.path) === path);
    if (known) return;
    throw new ServerError('bad_request', {
      detail: `the folder ${name} of ${project} has no folder ${path} inside it: choose another`,
    });
  }

  async function file(
    project: string,
    dashboards: readonly string[],
    target: FolderTarget | null,
    by: WrittenBy,
  ): Promise<void> {
    for (const { metadata } of await store.list('Folder', { project, metadataOnly: true })) {
      const isTarget = metadata.name === target?.name.toLowerCase();
      const path = isTarget ? pathOf(target?.path ?? '') : null;
      await changeFolder(project, metadata.name, (spec) => filed(spec, dashboards, path), by);
    }
  }

  /** Reads, changes and writes; again when somebody wrote in between, so that no change is lost. */
  async function changeFolder(
    project: string,
    name: string,
    change: (spec: JsonValue) => JsonValue,
    by: WrittenBy,
  ): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const folder = await store.get('Folder', project, name);
      if (folder === null) return;
      const before = specOf(folder);
      const after = change(before);
      if (JSON.stringify(before) === JSON.stringify(after)) return;
      try {
        await save(folder, after, by, { ifMatch: folder.metadata.version });
        return;
      } catch (error) {
        const isConflict = error instanceof Error && Reflect.get(error, 'code') === 'version_conflict';
        if (!isConflict || attempt >= attemptLimit) throw error;
      }
    }
  }

  async function save(
    folder: StoredDocument,
    spec: JsonValue,
    by: WrittenBy,
    options: WriteOptions,
  ): Promise<StoredDocument> {
    const { project = '', name } = folder.metadata;
    const text = printDocument({ ...folder, specText: printExact(spec, exactNumbers(folder.specText)) });
    // Read once to be refused in words here where a dashboard would be in the folder twice.
    parseDocument(text, { kind: 'Folder', project, name });
    return documents.update(place('Folder', { project, name }), text, by, options);
  }
}

/** Writes tried for one folder while others write it. */
const attemptLimit = 5;

function filed(spec: JsonValue, dashboards: readonly string[], path: readonly string[] | null): JsonValue {
  const places = folderPlaces(spec);
  let changed = spec;
  for (const dashboard of dashboards) {
    const holding = places.filter((each) => each.dashboards.includes(dashboard));
    const isThere = path !== null && holding.some((each) => pathText(each.path) === pathText(path));
    if (!isThere && (path !== null || holding.length > 0))
      changed = withDashboardAt(changed, dashboard, path);
  }
  return changed;
}

function treeOf(folder: StoredDocument, existing: ReadonlySet<string>): FolderTree {
  const spec = specOf(folder);
  const { project = '', name, version } = folder.metadata;
  const title = folderTitle(spec);
  return {
    project,
    name,
    version,
    title: title === '' ? name : title,
    shape: Array.isArray(spec) ? 'older' : 'current',
    places: folderPlaces(spec).map(({ path, dashboards }) => ({
      path: pathText(path),
      names: [...path],
      dashboards: dashboards.filter((each) => existing.has(each.toLowerCase())).length,
    })),
  };
}

function specOf(folder: StoredDocument): JsonValue {
  const spec: JsonValue = JSON.parse(folder.specText);
  return spec;
}

function pathText(path: readonly string[]): string {
  return path.map(encodeURIComponent).join('/');
}

function pathOf(text: string): readonly string[] {
  try {
    return text === '' ? [] : text.split('/').map(decodeURIComponent);
  } catch (error) {
    throw new ServerError('bad_request', { detail: `the folder path ${text} is not percent-encoded` }, error);
  }
}

/** Characters of a resource's name. */
const nameCharacters = 75;

function nameOf(title: string): string {
  const name = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_.-]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, nameCharacters - 5);
  return name === '' ? 'folder' : name;
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; number <= taken.size + 2; number += 1) {
    if (!taken.has(`${wanted}-${number}`)) return `${wanted}-${number}`;
  }
  throw documentError('document_already_exists', {});
}
