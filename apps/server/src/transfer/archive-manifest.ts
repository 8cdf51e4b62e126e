import { TransferError } from './transfer-error.ts';

/** One file of an archive, as its manifest says it. */
export interface ManifestEntry {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The last file of an archive: what is in it, so that a missing or changed file is noticed. */
export interface ArchiveManifest {
  readonly format: 'hecate-export';
  readonly version: 1;
  /** Documents of each kind. */
  readonly counts: Readonly<Record<string, number>>;
  readonly entries: readonly ManifestEntry[];
}

/** The manifest's own name; an archive of somebody's folder has none and needs none. */
export const manifestName = 'hecate-manifest.json';

/** Checks that an archive holds exactly the files that its manifest names. */
export function checkManifest(bytes: Uint8Array, found: readonly ManifestEntry[]): void {
  const manifest = readManifest(bytes);
  const named = new Map(manifest.entries.map((entry) => [entry.name, entry]));
  if (named.size !== manifest.entries.length) throw mismatch('it names a file twice');
  for (const { name, bytes: length, sha256 } of found) {
    const entry = named.get(name);
    if (entry === undefined) throw mismatch(`${name} is not in it`);
    if (entry.bytes !== length || entry.sha256 !== sha256) throw mismatch(`${name} was changed`);
    named.delete(name);
  }
  const [missing] = named.keys();
  if (missing !== undefined) throw mismatch(`${missing} is missing`);
}

function readManifest(bytes: Uint8Array): ArchiveManifest {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw mismatch('it is not JSON', cause);
  }
  if (!isManifest(value)) throw mismatch('its format is not version 1 of hecate-export');
  return value;
}

function isManifest(value: unknown): value is ArchiveManifest {
  if (typeof value !== 'object' || value === null) return false;
  const entries: unknown = Reflect.get(value, 'entries');
  return (
    Reflect.get(value, 'format') === 'hecate-export' &&
    Reflect.get(value, 'version') === 1 &&
    Array.isArray(entries) &&
    entries.every(
      (entry: unknown) =>
        typeof entry === 'object' &&
        entry !== null &&
        typeof Reflect.get(entry, 'name') === 'string' &&
        typeof Reflect.get(entry, 'bytes') === 'number' &&
        typeof Reflect.get(entry, 'sha256') === 'string',
    )
  );
}

function mismatch(reason: string, cause?: unknown): TransferError {
  return new TransferError('manifest_mismatch', { reason }, cause);
}
