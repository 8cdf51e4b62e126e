import type { ParsedDocument, PrintableDocument, ResourceKind, SecretReference } from '@hecate/perses';
import type { OpenedSecret } from './opened-secret.ts';
import type { DashboardFinder } from './dashboard-finder.ts';
import type { DashboardPlace, PersonalLists } from './personal-lists.ts';

/** Who writes, and what they say about it (at most 500 characters, checked by the caller). */
export interface WrittenBy {
  readonly author: string;
  readonly message?: string;
}

/** A document as it stands in the store; `metadata` carries the server's createdAt, updatedAt (RFC 3339) and version. */
export interface StoredDocument extends PrintableDocument {
  readonly metadata: StoredMetadata;
  readonly metadataExtraText: string;
  readonly documentExtraText: string;
  readonly displayName?: string;
  /** Who wrote this version. */
  readonly author: string;
}

/** The metadata of a stored document: nothing that the server sets is missing. */
export interface StoredMetadata {
  readonly name: string;
  readonly project?: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
  readonly tags?: readonly string[];
}

/** Which documents of a kind are listed, ordered by project and name. */
export interface ListFilter {
  readonly project?: string;
  /** Matched literally from the start of the name, in lower case; `%` and `_` mean themselves. */
  readonly namePrefix?: string;
  /** At most `listLimit`, which is also the default. */
  readonly limit?: number;
  /** Continue behind this document of the previous page. */
  readonly after?: { readonly project?: string; readonly name: string };
  /** Leaves the specs in the database: `specText` is `{}`. */
  readonly metadataOnly?: boolean;
}

/** The most documents that one list returns. */
export const listLimit = 10_000;

/** What made a version. */
export type RevisionAction = 'create' | 'update' | 'restore' | 'move' | 'delete';

/** One version in a document's history. */
export interface RevisionRow {
  readonly version: number;
  /** Counts from 1 how often a document of this name was created; versions begin at 0 in each life. */
  readonly life: number;
  readonly action: RevisionAction;
  /** RFC 3339, UTC. */
  readonly savedAt: string;
  readonly author: string;
  readonly message: string;
  /** What changed, in words: `2 panels changed, 1 variable added`. */
  readonly summary: string;
}

/** A version with its content; the version that is a deletion has none. */
export interface StoredRevision {
  readonly revision: RevisionRow;
  readonly document: StoredDocument | null;
}

/** Which revisions are listed, newest first. */
export interface RevisionFilter {
  /** At most `revisionLimit`, which is also the default. */
  readonly limit?: number;
  /** Only versions below this one: the next page. */
  readonly before?: number;
  /** An earlier document of the same name; the newest life when left out. */
  readonly life?: number;
}

/** The most revisions that one list returns. */
export const revisionLimit = 500;

/** Conditions of a write; without them the last write wins, as in Perses. */
export interface WriteOptions {
  /** The version that the change was made on; another current version is a `version_conflict` that names both. */
  readonly ifMatch?: number;
}

/** An ephemeral dashboard whose time is over, as it was when that was found. */
export interface ExpiredDashboard {
  readonly project: string;
  readonly name: string;
  readonly version: number;
}

/** Conditions of a restoration. */
export interface RestoreOptions extends WriteOptions {
  /** Only as long as the document is removed and no other one took its name: the life that ended with the removal. */
  readonly removedLife?: number;
}

/** Whether documents can be read and written now, and if not why, in words for an operator. */
export interface StoreHealth {
  readonly ok: boolean;
  readonly writable: boolean;
  readonly reason: string | null;
}

/** How many compiled statements are kept for reuse, how many at most, and how many had to go for newer ones. */
export interface StatementCount {
  readonly size: number;
  readonly limit: number;
  readonly evicted: number;
}

/**
 * The documents and their history. Every method rejects with a DocumentError (the request's fault) or a StoreError (the
 * store's). A promise of a write that resolved is on disk: it survives a killed process and a power cut. `signal` ends
 * the wait before a call begins its work; a write that began is finished.
 */
export interface Store {
  /** Version 0; refuses a second document of the same kind, project and name, and a project that does not exist. */
  create(document: ParsedDocument, by: WrittenBy, signal?: AbortSignal): Promise<StoredDocument>;
  /** The document, or null. `project` is null for global kinds. */
  get(
    kind: ResourceKind,
    project: string | null,
    name: string,
    signal?: AbortSignal,
  ): Promise<StoredDocument | null>;
  list(kind: ResourceKind, filter: ListFilter, signal?: AbortSignal): Promise<readonly StoredDocument[]>;
  /** The next version; refuses a document that does not exist. */
  update(
    document: ParsedDocument,
    by: WrittenBy,
    options: WriteOptions,
    signal?: AbortSignal,
  ): Promise<StoredDocument>;
  /** False when there was none. Removing a project removes everything in it, at once or not at all. */
  remove(
    kind: ResourceKind,
    project: string | null,
    name: string,
    by: WrittenBy,
    options: WriteOptions,
    signal?: AbortSignal,
  ): Promise<boolean>;
  /** The history, newest first; it is still there after a removal. Empty when there never was such a document. */
  revisions(
    kind: ResourceKind,
    project: string | null,
    name: string,
    filter: RevisionFilter,
    signal?: AbortSignal,
  ): Promise<readonly RevisionRow[]>;
  /** One version with its content, or null. */
  revision(
    kind: ResourceKind,
    project: string | null,
    name: string,
    version: number,
    options?: { readonly life?: number },
    signal?: AbortSignal,
  ): Promise<StoredRevision | null>;
  /** Writes the content of an old version as a new one; a removed document comes back and its versions go on. */
  restore(
    kind: ResourceKind,
    project: string | null,
    name: string,
    version: number,
    by: WrittenBy,
    options: RestoreOptions,
    signal?: AbortSignal,
  ): Promise<StoredDocument>;
  /** The only way to the values of a secret, for the proxy that sends them; every other answer has `<secret>` in their place. */
  openSecret(reference: SecretReference, signal?: AbortSignal): Promise<OpenedSecret | null>;
  /** Removes these dashboards with their history where they are still at that version; the number that went. */
  purgeExpired(documents: readonly ExpiredDashboard[], signal?: AbortSignal): Promise<number>;
  /** Moves a dashboard with its history to another project or name; refuses a place that is taken. */
  move(
    from: DashboardPlace,
    to: DashboardPlace,
    by: WrittenBy,
    options: WriteOptions,
    signal?: AbortSignal,
  ): Promise<StoredDocument>;
  /** Finding dashboards among many. */
  readonly dashboards: DashboardFinder;
  /** What each person keeps. */
  readonly personal: PersonalLists;
  /** For the metrics; answers of a closed store too. */
  statements(): StatementCount;
  health(): Promise<StoreHealth>;
  /** Ends the store; later calls are refused. */
  close(): Promise<void>;
}
