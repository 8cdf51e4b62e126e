import { createHash } from 'node:crypto';
import { checkManifest, manifestName, type ManifestEntry } from './archive-manifest.ts';
import { identityOf, jsonTextOf, type DocumentIdentity } from './document-identity.ts';
import { isDocumentName } from './entry-name.ts';
import { readArchive, type ArchiveLimits } from './read-archive.ts';
import type { ScratchFile } from './scratch-file.ts';
import { TransferError } from './transfer-error.ts';

/** One file that waits in the scratch file. */
export interface UnpackedFile {
  readonly file: string;
  /** Who it says it is, or why nobody can tell. */
  readonly identity: DocumentIdentity | Error;
  readonly read: () => Promise<string>;
}

/** An archive that was read to its end and is whole. */
export interface UnpackedArchive {
  readonly files: readonly UnpackedFile[];
  /** Files that are no documents. */
  readonly ignored: number;
}

/** Reads an archive whole into the scratch file before anything of it is used; rejects with a TransferError. */
export async function unpackArchive(
  source: AsyncIterable<Uint8Array>,
  scratch: ScratchFile,
  options: { readonly limits?: ArchiveLimits; readonly signal?: AbortSignal } = {},
): Promise<UnpackedArchive> {
  const files: UnpackedFile[] = [];
  const names = new Set<string>();
  const owners = new Map<string, string>();
  const found: ManifestEntry[] = [];
  let manifest: Buffer | null = null;
  let ignored = 0;
  await readArchive(
    source,
    async ({ name, bytes }) => {
      // Two spellings are one file where the disk does not tell them apart.
      const spelling = name.normalize('NFC').toLowerCase();
      if (names.has(spelling)) throw new TransferError('entry_duplicate', { name });
      names.add(spelling);
      if (name === manifestName) {
        manifest = bytes;
        return;
      }
      found.push({ name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
      if (!isDocumentName(name)) {
        ignored += 1;
        return;
      }
      const identity = identified(name, bytes);
      if (!(identity instanceof Error)) refuseSecond(owners, identity, name);
      const at = await scratch.append(bytes);
      const length = bytes.length;
      files.push({
        file: name,
        identity,
        read: async () => jsonTextOf(name, await scratch.read(at, length)),
      });
    },
    options,
  );
  if (manifest !== null) checkManifest(manifest, found);
  if (files.length === 0) throw new TransferError('archive_empty');
  return { files, ignored };
}

function identified(name: string, bytes: Uint8Array): DocumentIdentity | Error {
  try {
    return identityOf(jsonTextOf(name, bytes));
  } catch (cause) {
    if (cause instanceof TypeError) return new TransferError('document_encoding', {}, cause);
    return cause instanceof Error ? cause : new Error(String(cause));
  }
}

function refuseSecond(
  owners: Map<string, string>,
  { kind, project, name }: DocumentIdentity,
  file: string,
): void {
  const document = [kind, project, name].filter((part) => part !== '').join(' ');
  const other = owners.get(document);
  if (other !== undefined) throw new TransferError('document_twice', { name: file, other, document });
  owners.set(document, file);
}
