/** One file inside a backup. */
export interface BackedUpFile {
  /** `hecate.sqlite`, or the name of a file given beside it. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The newest version in a backup. */
export interface LastWrite {
  readonly kind: string;
  readonly project: string;
  readonly name: string;
  readonly version: number;
  /** RFC 3339, UTC. */
  readonly savedAt: string;
}

/** What a backup holds: the store as it was after the write of this number, and nothing of a later one. */
export interface BackupManifest {
  /** RFC 3339, UTC. */
  readonly madeAt: string;
  /** How many writes the store had committed; every write acknowledged before the backup began is one of them. */
  readonly sequence: number;
  readonly lastWrite: LastWrite | null;
  readonly documents: number;
  readonly revisions: number;
  readonly files: readonly BackedUpFile[];
}

/** The database's name inside a backup. */
export const databaseName = 'hecate.sqlite';

/** Reads the manifest of a backup; null for anything else. */
export function readManifest(text: string): BackupManifest | null {
  const value: unknown = JSON.parse(text);
  return isManifest(value) ? value : null;
}

function isManifest(value: unknown): value is BackupManifest {
  if (!isObject(value)) return false;
  const counts = ['sequence', 'documents', 'revisions'].every((name) => Number.isSafeInteger(value[name]));
  const { files } = value;
  return (
    counts &&
    typeof value['madeAt'] === 'string' &&
    Array.isArray(files) &&
    files.every(
      (file: unknown) =>
        isObject(file) &&
        typeof file['name'] === 'string' &&
        /^[a-z0-9.-]{1,64}$/.test(file['name']) &&
        Number.isSafeInteger(file['bytes']) &&
        typeof file['sha256'] === 'string',
    )
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
