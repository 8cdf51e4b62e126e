import {
  checkVariableReferences,
  documentError,
  isDashboardKind,
  isProjectScoped,
  parseDocument,
  printDocument,
  validateName,
  type ParsedDocument,
  type ResourceKind,
} from '@hecate/perses';
import type { Store, StoredDocument, WriteOptions, WrittenBy } from '@hecate/store';
import { checkDatasourceDefault } from './datasource-default.ts';
import { readUnplaced } from './read-unplaced.ts';
import { requireSecrets, type MayUseSecret } from './secret-rights.ts';
import { isServed, requireServed, type KindSwitches } from './served-kinds.ts';
import type { WriteBound } from './write-bound.ts';
import { createWriteLane } from './write-lane.ts';

/** Where a document lives, as the path of a request names it; checked and lower-cased by `place`. */
export interface Place {
  readonly kind: ResourceKind;
  readonly project: string | null;
  readonly name: string;
}

/** What the routes do with documents: the rules that need more than one document, around the store. */
export interface DocumentService {
  create(
    kind: ResourceKind,
    pathProject: string | null,
    text: string,
    by: WrittenBy,
  ): Promise<StoredDocument>;
  update(place: Place, text: string, by: WrittenBy, options: WriteOptions): Promise<StoredDocument>;
  /** Writes a document that was read already, by the rules of any write: new, or the next version where `isNew` is false. */
  write(document: ParsedDocument, isNew: boolean, by: WrittenBy): Promise<StoredDocument>;
  /** Refuses what `write` would refuse, and writes nothing; `alsoKnown` are variables that will be there by then. */
  check(document: ParsedDocument, who: string, alsoKnown: readonly string[]): Promise<void>;
  get(place: Place): Promise<StoredDocument>;
  remove(place: Place, by: WrittenBy, options: WriteOptions): Promise<void>;
  /** Writes the content of an old version as a new one, by the rules of any write. */
  restore(at: Place, version: number, by: WrittenBy, options: RestoreConditions): Promise<StoredDocument>;
  /** Refuses what a write of this person would refuse, and writes nothing. */
  validate(kind: ResourceKind, text: string, who: string): Promise<void>;
  /** Refuses a project that does not exist, in the words of Perses. */
  requireProject(project: string): Promise<void>;
}

/** Conditions of a restoration, as the store takes them. */
type RestoreConditions = Parameters<Store['restore']>[5];

/** What the service stands on. */
export interface DocumentServiceDeps {
  readonly store: Store;
  readonly mayUseSecret: MayUseSecret;
  readonly config: KindSwitches;
  readonly writeBound: WriteBound;
}

/** Builds the service on one store. */
export function createDocumentService({
  store,
  mayUseSecret,
  config,
  writeBound,
}: DocumentServiceDeps): DocumentService {
  // One default per plugin kind and scope: looked up and written in one turn.
  const inTurn = createWriteLane(writeBound);

  const checkNeighbours = async (
    document: ParsedDocument,
    who: string,
    alsoKnown: readonly string[] = [],
  ): Promise<void> => {
    requireServed(document, config);
    const { kind, metadata, spec } = document;
    await requireSecrets(mayUseSecret, { who, kind, project: metadata.project ?? '', spec });
    // Without variables of its own a dashboard has nothing to look up, and most writes by controllers have none.
    if (isDashboardKind(kind) && hasVariables(spec)) {
      const known = await knownVariables(store, metadata.project ?? '', config);
      checkVariableReferences(document, [...known, ...alsoKnown]);
    }
    await checkDatasourceDefault(store, document);
  };
  const write = <T>(document: ParsedDocument, by: WrittenBy, task: () => Promise<T>): Promise<T> => {
    const checked = async (): Promise<T> => {
      await checkNeighbours(document, by.author);
      return task();
    };
    return isDatasource(document.kind) ? inTurn(checked) : checked();
  };
  const requireProject = async (project: string): Promise<void> => {
    if ((await store.get('Project', null, project)) === null)
      throw documentError('project_missing', { project });
  };

  return {
    requireProject,
    create: async (kind, pathProject, text, by) => {
      if (pathProject !== null) await requireProject(pathProject);
      const document = parseDocument(text, {
        kind,
        ...(pathProject === null ? {} : { project: pathProject }),
      });
      return write(document, by, () => store.create(document, by));
    },
    update: async ({ kind, project, name }, text, by, options) => {
      const document = parseDocument(text, { kind, name, ...(project === null ? {} : { project }) });
      return write(document, by, () => store.update(document, by, options));
    },
    write: (document, isNew, by) =>
      write(document, by, () => (isNew ? store.create(document, by) : store.update(document, by, {}))),
    check: checkNeighbours,
    get: async ({ kind, project, name }) => {
      const found = await store.get(kind, project, name);
      if (found !== null) return found;
      if (project !== null) await requireProject(project);
      throw documentError('document_not_found', {});
    },
    remove: async ({ kind, project, name }, by, options) => {
      if (!(await store.remove(kind, project, name, by, options)))
        throw documentError('document_not_found', {});
    },
    restore: async ({ kind, project, name }, version, by, options) => {
      const task = (): Promise<StoredDocument> => store.restore(kind, project, name, version, by, options);
      const life = options.removedLife === undefined ? {} : { life: options.removedLife };
      const old = await store.revision(kind, project, name, version, life);
      // Without content there is nothing to check; the store says why it cannot be restored.
      if (old === null || old.document === null) return task();
      return write(parseDocument(printDocument(old.document), { kind }), by, task);
    },
    validate: async (kind, text, who) => {
      await checkNeighbours(readUnplaced(kind, text), who);
    },
  };
}

/** Checks the names of a path before they are lower-cased, because lower-casing makes some foreign letters ASCII. */
export function place(
  kind: ResourceKind,
  params: { readonly project?: string; readonly name: string },
): Place {
  validateName(params.name);
  return { kind, project: placeProject(kind, params.project), name: params.name.toLowerCase() };
}

/** The project of a path, checked and lower-cased; null for kinds outside projects. */
export function placeProject(kind: ResourceKind, project: string | undefined): string | null {
  if (!isProjectScoped(kind) || project === undefined) return null;
  validateName(project);
  return project.toLowerCase();
}

export function isDatasource(kind: ResourceKind): boolean {
  return kind === 'Datasource' || kind === 'GlobalDatasource';
}

function hasVariables(spec: ParsedDocument['spec']): boolean {
  const variables: unknown = Reflect.get(Object(spec), 'variables');
  return Array.isArray(variables) && variables.length > 0;
}

async function knownVariables(
  store: Store,
  project: string,
  config: KindSwitches,
): Promise<readonly string[]> {
  const [own, global] = await Promise.all([
    isServed('Variable', config) ? store.list('Variable', { project, metadataOnly: true }) : [],
    isServed('GlobalVariable', config) ? store.list('GlobalVariable', { metadataOnly: true }) : [],
  ]);
  return [...own, ...global].map(({ metadata }) => metadata.name);
}
