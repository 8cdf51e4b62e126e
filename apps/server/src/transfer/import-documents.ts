import {
  diffDocuments,
  documentError,
  fieldOf,
  isSecretKind,
  secretFields,
  secretMask,
  summarizeDiff,
  type ResourceKind,
} from '@hecate/perses';
import type { Store, WrittenBy } from '@hecate/store';
import type { ConflictPolicy, ImportDocument, ImportLine, ImportOutcome } from '../contract/index.ts';
import type { DocumentService } from '../documents/document-service.ts';
import { exportedKinds } from './export-documents.ts';
import { inOrderOfKinds, keyOf, planDocument, readForImport, type ImportStep } from './import-plan.ts';
import { transferLimits } from './transfer-limits.ts';
import type { UnpackedArchive, UnpackedFile } from './unpack-archive.ts';

/** How an archive is imported. */
export interface ImportOptions {
  readonly onConflict: ConflictPolicy;
  /** Only says what would happen. */
  readonly isDryRun: boolean;
  /** Everything goes into this project; null leaves each document where it says. */
  readonly project: string | null;
  /** Removes what is in the projects of the archive and not in the archive. */
  readonly prunes: boolean;
  readonly by: WrittenBy;
  readonly signal: AbortSignal;
}

/** What an import works with. */
export interface ImportDependencies {
  readonly store: Store;
  readonly documents: DocumentService;
}

/**
 * Writes the documents of an unpacked archive one by one, each as a version of its own, and says of each what became of it. A
 * document that is refused does not keep the others back. Broken off, it has done what it reported; the same import again
 * finds that unchanged and goes on.
 */
export async function* importDocuments(
  archive: UnpackedArchive,
  dependencies: ImportDependencies,
  options: ImportOptions,
): AsyncGenerator<ImportLine> {
  const counts = new Map<ImportOutcome, number>();
  const counted = (line: ImportDocument): ImportDocument => {
    counts.set(line.outcome, (counts.get(line.outcome) ?? 0) + 1);
    return line;
  };
  const coming = comingDocuments(archive.files, options.project);
  const taken = new Set<string>();
  yield {
    type: 'begin',
    dryRun: options.isDryRun,
    documents: archive.files.length,
    ignored: archive.ignored,
  };
  for (const file of inOrderOfKinds(archive.files)) {
    options.signal.throwIfAborted();
    yield counted(await importFile(file, { ...dependencies, ...options, coming, taken }));
  }
  const isWhole = (counts.get('refused') ?? 0) === 0;
  if (options.prunes && isWhole) {
    for await (const line of prune(dependencies, options, { archive, taken })) yield counted(line);
  }
  yield {
    type: 'end',
    counts: Object.fromEntries(counts),
    note:
      options.prunes && !isWhole
        ? 'nothing was removed, because the documents of the refused files are not known: correct them and run it again'
        : '',
  };
}

/** What will be there when the archive is imported, for checks before it is. */
interface Coming {
  readonly projects: ReadonlySet<string>;
  /** Names of variables by project, '' for the global ones. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
}

interface FileImport extends ImportDependencies, ImportOptions {
  readonly coming: Coming;
  /** Every document that the archive holds, under the name it has here. */
  readonly taken: Set<string>;
}

async function importFile(file: UnpackedFile, work: FileImport): Promise<ImportDocument> {
  const { identity } = file;
  if (identity instanceof Error) {
    return lineOf(file.file, { kind: '', project: '', name: '' }, 'refused', identity.message);
  }
  const who = { ...identity, project: work.project ?? identity.project };
  try {
    const document = readForImport(await file.read(), identity, work.project);
    const step = await planDocument(work.store, document, work.onConflict, work.taken);
    const { name, project = null } = step.document.metadata;
    work.taken.add(keyOf(document.kind, project, name));
    if (step.outcome !== 'unchanged' && step.outcome !== 'skipped') await carryOut(step, work);
    const described = describe(step);
    return {
      ...lineOf(
        file.file,
        { kind: document.kind, project: project ?? '', name },
        step.outcome,
        described.detail,
      ),
      changes: described.changes,
    };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return lineOf(file.file, who, 'refused', error.message);
  }
}

async function carryOut(step: ImportStep, work: FileImport): Promise<void> {
  const { document } = step;
  if (!work.isDryRun) {
    await work.documents.write(document, step.outcome !== 'updated', work.by);
    return;
  }
  const project = document.metadata.project ?? null;
  if (project !== null && !work.coming.projects.has(project)) await work.documents.requireProject(project);
  const variables = [project ?? '', ''].flatMap((place) => work.coming.variables.get(place) ?? []);
  await work.documents.check(document, work.by.author, variables);
  refuseMissingSecret(step);
}

/** What the store would refuse at the write: a masked value that it does not have. */
function refuseMissingSecret({ outcome, document }: ImportStep): void {
  if (outcome === 'updated' || !isSecretKind(document.kind)) return;
  const given = document.secretValues?.fields ?? [];
  const missing = secretFields.find(
    (field) => !given.includes(field) && fieldOf(document.spec, field) === secretMask,
  );
  if (missing !== undefined) throw documentError('secret_value_missing', { path: `spec.${missing}` });
}

function describe(step: ImportStep): Pick<ImportDocument, 'detail' | 'changes'> {
  switch (step.outcome) {
    case 'created':
      return { detail: '', changes: [] };
    case 'renamed':
      return { detail: `${step.from} is there already and differs`, changes: [] };
    case 'unchanged':
      return { detail: '', changes: [] };
    case 'skipped':
      return { detail: 'it is there already and differs', changes: [] };
    case 'updated': {
      const { document, before } = step;
      const diff = diffDocuments(before, document);
      const changes = diff.entries
        .slice(0, transferLimits.diffEntries)
        .map(({ area, change, label }) => ({ area, change, label }));
      return { detail: summarizeDiff(diff), changes };
    }
  }
}

/** Documents of the archive's own projects that it does not hold. Secrets are no files, so they stay. */
async function* prune(
  { store, documents }: ImportDependencies,
  options: ImportOptions,
  { archive, taken }: { readonly archive: UnpackedArchive; readonly taken: ReadonlySet<string> },
): AsyncGenerator<ImportDocument> {
  const owned = options.project === null ? projectsIn(archive.files) : [options.project];
  // Dashboards go before what they use.
  const kinds = exportedKinds
    .filter(({ kind, scope }) => scope === 'project' && !isSecretKind(kind))
    .toReversed();
  for (const project of owned) {
    for (const { kind } of kinds) {
      const present = await store.list(kind, { project, metadataOnly: true }, options.signal);
      for (const { metadata } of present) {
        options.signal.throwIfAborted();
        if (taken.has(keyOf(kind, project, metadata.name))) continue;
        const line = lineOf('', { kind, project, name: metadata.name }, 'removed', 'no file holds it');
        if (!options.isDryRun) await documents.remove({ kind, project, name: metadata.name }, options.by, {});
        yield line;
      }
    }
  }
}

function projectsIn(files: readonly UnpackedFile[]): readonly string[] {
  return files.flatMap(({ identity }) =>
    !(identity instanceof Error) && identity.kind === 'Project' ? [identity.name] : [],
  );
}

function comingDocuments(files: readonly UnpackedFile[], target: string | null): Coming {
  const variables = new Map<string, readonly string[]>();
  for (const { identity } of files) {
    if (identity instanceof Error) continue;
    if (identity.kind !== 'Variable' && identity.kind !== 'GlobalVariable') continue;
    const place = identity.kind === 'GlobalVariable' ? '' : (target ?? identity.project);
    variables.set(place, [...(variables.get(place) ?? []), identity.name]);
  }
  return { projects: new Set(projectsIn(files)), variables };
}

function lineOf(
  file: string,
  {
    kind,
    project,
    name,
  }: { readonly kind: ResourceKind | ''; readonly project: string; readonly name: string },
  outcome: ImportOutcome,
  detail: string,
): ImportDocument {
  return { type: 'document', file, kind, project, name: name.slice(0, 200), outcome, detail, changes: [] };
}

/** A refusal of this document by a rule; everything else ends the import. */
function isRefusal(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const status: unknown = Reflect.get(error, 'status');
  return typeof status === 'number' && status < 500;
}
