import { statSync } from 'node:fs';
import type { SecretField } from '@hecate/perses';
import type { DocumentKey } from './read-documents.ts';
import { openSealed, sealValues } from './secret-cipher.ts';
import { makeKeyFile, readKeyFile, type KeyRing } from './secret-key-file.ts';
import { storeError } from './store-error.ts';

/** Encrypts and decrypts the values of secrets with the keys of one file. */
export interface SecretVault {
  seal(place: DocumentKey, values: ReadonlyMap<SecretField, string>): string;
  open(place: DocumentKey, sealed: string): ReadonlyMap<SecretField, string>;
}

export interface SecretVaultOptions {
  readonly keyFile: string;
  /** Ids of the keys that the database needs. */
  readonly neededKeys: readonly string[];
  /** The user that must own the key file; the one of this process when left out. */
  readonly ownUser?: number;
}

/**
 * Opens the key file, making it at the first start; refuses when rows are encrypted and the file, or a key of theirs, is missing.
 * The file is looked at before each use, because another process may be changing the keys; a write looks inside its
 * transaction, so it never uses a key that was just given up.
 */
export function openSecretVault(options: SecretVaultOptions): SecretVault {
  const { keyFile, neededKeys } = options;
  const ownUser = options.ownUser ?? process.getuid?.() ?? 0;
  let ring = first();
  const missing = neededKeys.find((id) => !ring.keys.some((key) => key.id === id));
  if (missing !== undefined) throw storeError('secret_key_other', { file: keyFile, id: missing });

  return {
    seal: (place, values) => sealValues(current().keys[0], place, values),
    open: (place, sealed) => {
      const values = openSealed(current(), place, sealed);
      if (values === 'unknown key') {
        throw storeError('secret_key_other', { file: keyFile, id: sealed.split('.')[1] ?? '' });
      }
      if (values === 'damaged') throw storeError('secret_damaged', { kind: place.kind, name: place.name });
      return values;
    },
  };

  function first(): KeyRing {
    const found = readKeyFile(keyFile, ownUser);
    if (found !== null) return found;
    if (neededKeys.length > 0) throw storeError('secret_key_missing', { file: keyFile });
    makeKeyFile(keyFile);
    return required();
  }

  function required(): KeyRing {
    const found = readKeyFile(keyFile, ownUser);
    if (found === null) throw storeError('secret_key_missing', { file: keyFile });
    return found;
  }

  function current(): KeyRing {
    const facts = statSync(keyFile, { throwIfNoEntry: false });
    if (facts === undefined || `${facts.ino}:${facts.mtimeMs}:${facts.size}` !== ring.stamp)
      ring = required();
    return ring;
  }
}
