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

/** A version whose text differs from what was written: it is carried as it is, and stays refused when it is read. */
export interface DamagedVersion {
  readonly kind: string;
  readonly project: string;
  readonly name: string;
  readonly version: number;
  /** The document itself, or only a version in its history. */
  readonly isCurrent: boolean;
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
  /** What the store had lost when the backup was made. */
  readonly damaged: readonly DamagedVersion[];
  readonly files: readonly BackedUpFile[];
}

/** The database's name inside a backup. */
export const databaseName = 'hecate.sqlite';

/** Reads the manifest of a backup; null for anything else. */
export function readManifest(text: string): BackupManifest | null {
  const value: unknown = JSON.parse(text);
  // Backups of older versions hold nothing damaged, and say nothing about it.
  const whole = isObject(value) && !('damaged' in value) ? { ...value, damaged: [] } : value;
  return isManifest(whole) ? whole : null;
}

function isManifest(value: unknown): value is BackupManifest {
  if (!isObject(value)) return false;
  const counts = ['sequence', 'documents', 'revisions'].every((name) => Number.isSafeInteger(value[name]));
  const { files, damaged } = value;
  return (
    counts &&
    Array.isArray(damaged) &&
    damaged.every(isDamagedVersion) &&
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

function isDamagedVersion(value: unknown): value is DamagedVersion {
  return (
    isObject(value) &&
    ['kind', 'project', 'name'].every((name) => typeof value[name] === 'string') &&
    Number.isSafeInteger(value['version']) &&
    typeof value['isCurrent'] === 'boolean'
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
