import { dashboardFacts, folderPlaces, type DashboardFacts, type JsonValue } from '@hecate/perses';
import { metricNames } from '@hecate/promql';
import { sql, type Kysely } from 'kysely';
import { readTexts } from './json-texts.ts';
import type { FolderEntryTable } from './finding-schema.ts';
import type { DocumentKey } from './read-documents.ts';
import type { Schema } from './schema.ts';
import { searchable } from './searchable-text.ts';
import type { TextIndex } from './text-index.ts';

/** Raised when entries are made in another way, so that every dashboard is indexed again behind the next start. */
export const indexVersion = 1;

/** What an index row needs of the version that was written. */
export interface IndexedVersion {
  readonly key: DocumentKey;
  readonly life: number;
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
  /** A JSON array of texts. */
  readonly tags: string;
  readonly spec: JsonValue;
}

/** Writes what lists and searches know of a document, in the transaction that writes the document. */
export async function indexDocument(
  db: Kysely<Schema>,
  textIndex: TextIndex,
  written: IndexedVersion,
): Promise<void> {
  if (written.key.kind === 'Dashboard') await indexDashboard(db, textIndex, written);
  if (written.key.kind === 'Folder') await indexFolder(db, written);
}

/** Forgets a document that is removed. */
export async function unindexDocument(
  db: Kysely<Schema>,
  textIndex: TextIndex,
  { kind, project, name }: DocumentKey,
): Promise<void> {
  if (kind === 'Folder') {
    await db.deleteFrom('folder_entry').where('project', '=', project).where('folder', '=', name).execute();
  }
  if (kind !== 'Dashboard') return;
  const known = await readEntry(db, project, name);
  if (known === undefined) return;
  await db.deleteFrom('dashboard_fact').where('id', '=', known.id).execute();
  await db.deleteFrom('dashboard_entry').where('id', '=', known.id).execute();
  await textIndex.remove(db, known.id);
}

async function indexDashboard(
  db: Kysely<Schema>,
  textIndex: TextIndex,
  { key, life, version, created_at, updated_at, tags, spec }: IndexedVersion,
): Promise<void> {
  const { project, name } = key;
  const facts = dashboardFacts(spec, metricNames);
  const title = facts.displayName === '' ? name : facts.displayName;
  const tagList = readTexts(tags);
  const known = await readEntry(db, project, name);
  const columns = {
    index_version: indexVersion,
    version,
    title,
    sort_title: searchable(title),
    short_text: searchable([name, title, ...tagList].join('\n')),
    description: facts.description.slice(0, descriptionCharacters),
    tags,
    panel_kinds: JSON.stringify(facts.panelKinds),
    panels: facts.panels,
    created_at,
    updated_at,
  };
  const id = known?.id ?? (await nextNumber(db));
  if (known === undefined) {
    const owner = await readOwner(db, key, life);
    const viewed_at = await readLastView(db, project, name);
    await db
      .insertInto('dashboard_entry')
      .values({ id, project, name, owner, viewed_at, ...columns })
      .execute();
  } else {
    await db.updateTable('dashboard_entry').set(columns).where('id', '=', id).execute();
  }
  await writeFacts(db, id, known === undefined, factsOf(facts, tagList));
  const text = [name, title, facts.description, ...facts.panelTitles, ...tagList];
  await textIndex.write(db, id, searchable([...text, ...facts.metrics, ...facts.metricPatterns].join('\n')));
}

/** Characters of a description that lists show; words are found in all of it. */
const descriptionCharacters = 300;

type Fact = readonly [fact: string, value: string];

function factsOf(facts: DashboardFacts, tags: readonly string[]): readonly Fact[] {
  return [
    ...tags.map((tag): Fact => ['tag', tag]),
    ...facts.panelKinds.map((kind): Fact => ['panelKind', kind]),
    ...facts.metrics.map((metric): Fact => ['metric', metric]),
    ...facts.metricPatterns.map((pattern): Fact => ['metricPattern', pattern]),
  ];
}

async function writeFacts(
  db: Kysely<Schema>,
  id: number,
  isNew: boolean,
  facts: readonly Fact[],
): Promise<void> {
  const stored = isNew
    ? []
    : await db.selectFrom('dashboard_fact').select(['fact', 'value']).where('id', '=', id).execute();
  const wanted = new Set(facts.map((fact) => factKey(...fact)));
  for (const { fact, value } of stored) {
    if (wanted.delete(factKey(fact, value))) continue;
    await db
      .deleteFrom('dashboard_fact')
      .where('fact', '=', fact)
      .where('value', '=', value)
      .where('id', '=', id)
      .execute();
  }
  const added = facts.filter((fact) => wanted.delete(factKey(...fact)));
  const rows = added.map(([fact, value]) => ({ fact, value, id }));
  // In groups of few sizes, so that the compiled statements stay few.
  for (let at = 0; at < rows.length;) {
    const size = groupSizes.find((one) => one <= rows.length - at) ?? 1;
    await db
      .insertInto('dashboard_fact')
      .values(rows.slice(at, at + size))
      .execute();
    at += size;
  }
}

const groupSizes: readonly number[] = [64, 16, 4, 1];

function factKey(fact: string, value: string): string {
  return `${fact}\n${value}`;
}

/** The rows of a folder: each dashboard once, at its first place. */
export function folderEntries(project: string, folder: string, spec: JsonValue): readonly FolderEntryTable[] {
  const held = new Map<string, string>();
  for (const place of folderPlaces(spec)) {
    const path = place.path.map(encodeURIComponent).join('/');
    for (const dashboard of place.dashboards) {
      if (!held.has(dashboard.toLowerCase())) held.set(dashboard.toLowerCase(), path);
    }
  }
  return [...held].map(([dashboard, path]) => ({ project, folder, dashboard, path }));
}

async function indexFolder(db: Kysely<Schema>, { key, spec }: IndexedVersion): Promise<void> {
  const { project, name: folder } = key;
  await db.deleteFrom('folder_entry').where('project', '=', project).where('folder', '=', folder).execute();
  for (const row of folderEntries(project, folder, spec)) {
    await db.insertInto('folder_entry').values(row).execute();
  }
}

function readEntry(
  db: Kysely<Schema>,
  project: string,
  name: string,
): Promise<{ readonly id: number } | undefined> {
  return db
    .selectFrom('dashboard_entry')
    .select('id')
    .where('project', '=', project)
    .where('name', '=', name)
    .executeTakeFirst();
}

async function nextNumber(db: Kysely<Schema>): Promise<number> {
  const { last } = await db
    .updateTable('dashboard_number')
    .set({ last: sql<number>`last + 1` })
    .returning('last')
    .executeTakeFirstOrThrow();
  return last;
}

async function readOwner(db: Kysely<Schema>, key: DocumentKey, life: number): Promise<string> {
  const first = await db
    .selectFrom('revision')
    .select('author')
    .where('kind', '=', key.kind)
    .where('project', '=', key.project)
    .where('name', '=', key.name)
    .where('life', '=', life)
    .orderBy('version')
    .limit(1)
    .executeTakeFirst();
  return first?.author ?? '';
}

async function readLastView(db: Kysely<Schema>, project: string, name: string): Promise<string> {
  const newest = await db
    .selectFrom('dashboard_view')
    .select('last_at')
    .where('project', '=', project)
    .where('name', '=', name)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest?.last_at ?? '';
}
