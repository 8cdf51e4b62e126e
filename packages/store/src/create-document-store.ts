import type { Kysely } from 'kysely';
import { createDashboardFinder, createPersonalLists } from './create-dashboard-finder.ts';
import { moveDashboard } from './move-dashboard.ts';
import { listResources, listRevisions, readResource, readRevision } from './read-documents.ts';
import type { DocumentKey } from './read-documents.ts';
import type { DashboardPlace } from './personal-lists.ts';
import type { Schema } from './schema.ts';
import type { StatementCount, Store, StoreHealth, WrittenBy } from './store.ts';
import { readOpenedSecret } from './opened-secret.ts';
import type { SecretVault } from './secret-vault.ts';
import { documentOfRow } from './stored-rows.ts';
import type { TextIndex } from './text-index.ts';
import {
  createDocument,
  purgeExpired,
  removeDocument,
  restoreDocument,
  updateDocument,
  type WriteContext,
} from './write-documents.ts';

/** What a database engine adds to the queries: how its errors are told, how it is watched, how it ends. */
export interface StoreEngine {
  readonly db: Kysely<Schema>;
  readonly textIndex: TextIndex;
  /** Runs reading work and turns the engine's errors into StoreErrors. */
  read<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Runs one write in one transaction; when it resolves the change is on disk. */
  write<Result>(work: (db: Kysely<Schema>) => Promise<Result>): Promise<Result>;
  statements(): StatementCount;
  health(): Promise<StoreHealth>;
  close(): Promise<void>;
}

/** The store over any engine; `clock` gives milliseconds since 1970. */
export function createDocumentStore({
  engine,
  clock,
  vault,
}: {
  readonly engine: StoreEngine;
  readonly clock: () => number;
  readonly vault: SecretVault;
}): Store {
  return {
    create: (document, by, signal) => write(by, signal, (context) => createDocument(context, document)),
    get: (kind, project, name, signal) =>
      read(signal, async () => {
        const row = await readResource(engine.db, keyOf(kind, project, name));
        return row === undefined ? null : documentOfRow(row);
      }),
    list: (kind, filter, signal) => read(signal, () => listResources(engine.db, kind, filter)),
    update: (document, by, options, signal) =>
      write(by, signal, (context) => updateDocument(context, document, options)),
    remove: (kind, project, name, by, options, signal) =>
      write(by, signal, (context) => removeDocument(context, keyOf(kind, project, name), options)),
    revisions: (kind, project, name, filter, signal) =>
      read(signal, () => listRevisions(engine.db, keyOf(kind, project, name), filter)),
    revision: (kind, project, name, version, options, signal) =>
      read(signal, () => readRevision(engine.db, keyOf(kind, project, name), version, options?.life)),
    restore: (kind, project, name, version, by, options, signal) =>
      write(by, signal, (context) => restoreDocument(context, keyOf(kind, project, name), version, options)),
    openSecret: (reference, signal) => read(signal, () => readOpenedSecret(engine.db, vault, reference)),
    purgeExpired: (documents, signal) =>
      write({ author: '' }, signal, (context) => purgeExpired(context, documents)),
    move: (from, to, by, options, signal) =>
      write(by, signal, (context) => moveDashboard(context, lowerCase(from), lowerCase(to), options)),
    dashboards: createDashboardFinder(engine, clock),
    personal: createPersonalLists(engine, clock),
    statements: () => engine.statements(),
    health: () => engine.health(),
    close: () => engine.close(),
  };

  async function read<Result>(signal: AbortSignal | undefined, work: () => Promise<Result>): Promise<Result> {
    signal?.throwIfAborted();
    return engine.read(work);
  }

  async function write<Result>(
    by: WrittenBy,
    signal: AbortSignal | undefined,
    work: (context: WriteContext) => Promise<Result>,
  ): Promise<Result> {
    signal?.throwIfAborted();
    return engine.write((db) => {
      // The wait for the transaction's turn is over; from here on the write is finished, not broken off.
      signal?.throwIfAborted();
      return work({ db, vault, textIndex: engine.textIndex, now: new Date(clock()).toISOString(), by });
    });
  }
}

function lowerCase({ project, name }: DashboardPlace): DashboardPlace {
  return { project: project.toLowerCase(), name: name.toLowerCase() };
}

function keyOf(kind: DocumentKey['kind'], project: string | null, name: string): DocumentKey {
  return { kind, project: project?.toLowerCase() ?? '', name: name.toLowerCase() };
}
