import { DocumentError, parseDocument, type ParsedDocument } from '@hecate/perses';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { StoreFactory } from './store-conformance.ts';
import type { Store, WriteOptions } from './store.ts';

const numRuns = process.env['HECATE_TEST_DEEP'] === '1' ? 500 : 100;

/** Any sequence of writes leaves the store as a plain model of it says: current documents, and every version ever written. */
export function describeStoreModel(createStore: StoreFactory): void {
  it('agrees with a model under any sequence of writes', async () => {
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.commands(commands(), { maxCommands: 60, size: 'max' }), async (sequence) => {
        let now = 0;
        const held = await createStore(() => (now += 1));
        try {
          const setup = () => ({
            model: { documents: new Map(), projects: new Map(), outcomes },
            real: held.store,
          });
          await fc.asyncModelRun(setup, sequence);
        } finally {
          await held.dispose();
        }
      }),
      { numRuns, endOnFailure: true },
    );
    // The sequences met what they are for: conflicts, doubles, restored removals.
    expect([...outcomes]).toEqual(expect.arrayContaining([...wantedOutcomes]));
  }, 120_000);
}

/** All versions of one name, life after life; `null` is a deletion. */
type Lives = (string | null)[][];

interface Model {
  readonly documents: Map<string, Lives>;
  readonly projects: Map<string, Lives>;
  /** The kinds of answers met, over all sequences. */
  readonly outcomes: Set<string>;
}

type Command = fc.AsyncCommand<Model, Store>;

function commands(): fc.Arbitrary<Command>[] {
  const projects = fc.constantFrom('p', 'p', 'p', 'q');
  const names = fc.constantFrom('a', 'b');
  const specs = fc.json({ maxDepth: 1 }).map((json) => `{ "x":${json}}`);
  const versions = fc.oneof(
    { arbitrary: fc.constant(undefined), weight: 3 },
    { arbitrary: fc.nat({ max: 4 }), weight: 2 },
  );
  const creations = fc
    .tuple(projects, names, specs)
    .map(([project, name, spec]) =>
      command(`create ${project}/${name}`, (model, store) => create(model, store, { project, name }, spec)),
    );
  const updates = fc
    .tuple(projects, names, specs, versions)
    .map(([project, name, spec, ifMatch]) =>
      command(`update ${project}/${name} if ${ifMatch}`, (model, store) =>
        update(model, store, { project, name }, spec, conditions(ifMatch)),
      ),
    );
  const removals = fc
    .tuple(projects, names, versions)
    .map(([project, name, ifMatch]) =>
      command(`remove ${project}/${name} if ${ifMatch}`, (model, store) =>
        remove(model, store, { project, name }, conditions(ifMatch)),
      ),
    );
  const restorations = fc
    .tuple(projects, names, fc.nat({ max: 4 }), versions)
    .map(([project, name, version, ifMatch]) =>
      command(`restore ${project}/${name} ${version} if ${ifMatch}`, (model, store) =>
        restore(model, store, { project, name }, version, conditions(ifMatch)),
      ),
    );
  const projectCreations = projects.map((name) =>
    command(`create project ${name}`, (model, store) => createProject(model, store, name)),
  );
  const projectRemovals = projects.map((name) =>
    command(`remove project ${name}`, (model, store) => removeProject(model, store, name)),
  );
  // Each kind as often as it stands here: a project that goes takes everything with it, so it goes rarely.
  const often = [
    creations,
    creations,
    updates,
    updates,
    removals,
    restorations,
    restorations,
    projectCreations,
  ];
  return [...often, ...often, projectRemovals];
}

function command(label: string, work: (model: Model, store: Store) => Promise<void>): Command {
  return {
    check: () => true,
    run: async (model, store) => {
      await work(model, store);
      await compare(model, store);
    },
    toString: () => label,
  };
}

const by = { author: 'model' };

interface Place {
  readonly project: string;
  readonly name: string;
}

async function createProject(model: Model, store: Store, name: string): Promise<void> {
  const outcome = await outcomeOf(model, store.create(document({ project: '', name }, '{}', 'Project'), by));
  if (isAlive(model.projects.get(name))) expect(outcome).toBe('document_already_exists');
  else begin(model.projects, name, '{}', outcome);
}

async function removeProject(model: Model, store: Store, name: string): Promise<void> {
  const removed = await store.remove('Project', null, name, by, {});
  expect(removed).toBe(isAlive(model.projects.get(name)));
  if (!removed) return;
  model.projects.get(name)?.at(-1)?.push(null);
  for (const [key, lives] of model.documents) {
    if (key.startsWith(`${name}/`) && isAlive(lives)) lives.at(-1)?.push(null);
  }
}

async function create(model: Model, store: Store, place: Place, spec: string): Promise<void> {
  const outcome = await outcomeOf(model, store.create(document(place, spec), by));
  if (!isAlive(model.projects.get(place.project))) expect(outcome).toBe('project_missing');
  else if (isAlive(model.documents.get(keyOf(place)))) expect(outcome).toBe('document_already_exists');
  else begin(model.documents, keyOf(place), spec, outcome);
}

async function update(
  model: Model,
  store: Store,
  place: Place,
  spec: string,
  options: WriteOptions,
): Promise<void> {
  const outcome = await outcomeOf(model, store.update(document(place, spec), by, options));
  const life = aliveLife(model, place);
  if (life === undefined) expect(outcome).toBe('document_not_found');
  else if (conflicts(life, options)) expect(outcome).toBe('version_conflict');
  else expect(outcome).toBe(life.push(spec) - 1);
}

async function remove(model: Model, store: Store, place: Place, options: WriteOptions): Promise<void> {
  const outcome = await outcomeOf(model, store.remove('Dashboard', place.project, place.name, by, options));
  const life = aliveLife(model, place);
  if (life === undefined) expect(outcome).toBe(false);
  else if (conflicts(life, options)) expect(outcome).toBe('version_conflict');
  else {
    expect(outcome).toBe(true);
    life.push(null);
  }
}

async function restore(
  model: Model,
  store: Store,
  place: Place,
  version: number,
  options: WriteOptions,
): Promise<void> {
  const outcome = await outcomeOf(
    model,
    store.restore('Dashboard', place.project, place.name, version, by, options),
  );
  const life = model.documents.get(keyOf(place))?.at(-1);
  const content = life?.[version];
  const isCurrent = life !== undefined && life.at(-1) !== null;
  if (life === undefined || content === undefined) expect(outcome).toBe('revision_not_found');
  else if (content === null) expect(outcome).toBe('revision_not_restorable');
  else if (!isAlive(model.projects.get(place.project))) expect(outcome).toBe('project_missing');
  else if (!isCurrent && options.ifMatch !== undefined) expect(outcome).toBe('document_not_found');
  else if (isCurrent && conflicts(life, options)) expect(outcome).toBe('version_conflict');
  else {
    if (!isCurrent) model.outcomes.add('removal restored');
    expect(outcome).toBe(life.push(content) - 1);
  }
}

async function compare(model: Model, store: Store): Promise<void> {
  const alive = [...model.documents].filter(([, lives]) => isAlive(lives));
  const listed = await store.list('Dashboard', {});
  expect(
    listed.map(({ metadata, specText }) => [
      `${metadata.project}/${metadata.name}`,
      metadata.version,
      specText,
    ]),
  ).toEqual(
    alive.map(([key, lives]) => [key, (lives.at(-1)?.length ?? 0) - 1, lives.at(-1)?.at(-1)]).toSorted(byKey),
  );
  for (const [key, lives] of model.documents) {
    const [project = '', name = ''] = key.split('/');
    for (const [index, life] of lives.entries()) {
      const rows = await store.revisions('Dashboard', project, name, { life: index + 1 });
      expect(rows.map(({ version }) => version)).toEqual(life.map((_, version) => version).toReversed());
      const newest = await store.revision('Dashboard', project, name, life.length - 1, { life: index + 1 });
      expect(newest?.document?.specText ?? null).toBe(life.at(-1));
    }
  }
}

function byKey([left]: readonly unknown[], [right]: readonly unknown[]): number {
  return String(left) < String(right) ? -1 : 1;
}

function begin(lives: Map<string, Lives>, key: string, spec: string, outcome: unknown): void {
  expect(outcome).toBe(0);
  lives.set(key, [...(lives.get(key) ?? []), [spec]]);
}

function isAlive(lives: Lives | undefined): boolean {
  return typeof lives?.at(-1)?.at(-1) === 'string';
}

function aliveLife(model: Model, place: Place): (string | null)[] | undefined {
  const lives = model.documents.get(keyOf(place));
  return isAlive(lives) ? lives?.at(-1) : undefined;
}

function conflicts(life: readonly unknown[], { ifMatch }: WriteOptions): boolean {
  return ifMatch !== undefined && ifMatch !== life.length - 1;
}

function conditions(ifMatch: number | undefined): WriteOptions {
  return ifMatch === undefined ? {} : { ifMatch };
}

function keyOf({ project, name }: Place): string {
  return `${project}/${name}`;
}

function document(
  { project, name }: Place,
  spec: string,
  kind: 'Project' | 'Dashboard' = 'Dashboard',
): ParsedDocument {
  const metadata = JSON.stringify(kind === 'Project' ? { name } : { name, project });
  return parseDocument(`{"kind":"${kind}","metadata":${metadata},"spec":${spec}}`, { kind });
}

/** The answers that the sequences must have met, or they prove little. */
const wantedOutcomes: readonly string[] = [
  'number',
  'boolean',
  'removal restored',
  'project_missing',
  'document_already_exists',
  'document_not_found',
  'version_conflict',
  'revision_not_found',
  'revision_not_restorable',
];

/** The version written, the answer of a removal, or the code of the refusal. */
async function outcomeOf(
  { outcomes }: Model,
  write: Promise<boolean | { readonly metadata: { readonly version: number } }>,
): Promise<unknown> {
  try {
    const result = await write;
    outcomes.add(typeof result === 'boolean' ? 'boolean' : 'number');
    return typeof result === 'boolean' ? result : result.metadata.version;
  } catch (cause) {
    if (!(cause instanceof DocumentError)) throw cause;
    outcomes.add(cause.code);
    return cause.code;
  }
}
