import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { secretFields, type SecretField } from '@hecate/perses';
import type { DocumentKey } from './read-documents.ts';
import type { KeyRing, SecretKey } from './secret-key-file.ts';

/** Why a ciphertext could not be opened. */
export type SealFault = 'unknown key' | 'damaged';

/**
 * Encrypts the values of one secret with AES-256-GCM: `v1.<key id>.<iv, ciphertext and tag>`. Kind, project and name are part
 * of what is authenticated, so a ciphertext opens nowhere but at its own secret.
 */
export function sealValues(
  key: SecretKey,
  place: DocumentKey,
  values: ReadonlyMap<SecretField, string>,
): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key.bytes, iv);
  cipher.setAAD(associatedData(key.id, place));
  const plain = Buffer.from(JSON.stringify([...values]), 'utf8');
  const sealed = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return `${version}.${key.id}.${sealed.toString('base64url')}`;
}

/** Opens what `sealValues` made, or says why not. */
export function openSealed(
  ring: KeyRing,
  place: DocumentKey,
  sealed: string,
): ReadonlyMap<SecretField, string> | SealFault {
  const [format, id = '', body = ''] = sealed.split('.');
  if (format !== version) return 'damaged';
  const key = ring.keys.find((one) => one.id === id);
  if (key === undefined) return 'unknown key';
  const bytes = Buffer.from(body, 'base64url');
  if (bytes.length < ivBytes + tagBytes) return 'damaged';
  const decipher = createDecipheriv(algorithm, key.bytes, bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(associatedData(id, place));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    const plain = Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]);
    return valuesOf(JSON.parse(plain.toString('utf8')));
  } catch {
    // The tag does not fit: a bit was changed, or the text was moved to another secret.
    return 'damaged';
  }
}

/** What every ciphertext of a key begins with. */
export function sealPrefix(keyId: string): string {
  return `${version}.${keyId}.`;
}

const version = 'v1';
const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

function associatedData(keyId: string, { kind, project, name }: DocumentKey): Buffer {
  return Buffer.from(JSON.stringify([version, keyId, kind, project, name]), 'utf8');
}

function valuesOf(pairs: unknown): ReadonlyMap<SecretField, string> {
  const values = new Map<SecretField, string>();
  for (const pair of Array.isArray(pairs) ? pairs : []) {
    const [name, value]: unknown[] = Array.isArray(pair) ? pair : [];
    const field = secretFields.find((one) => one === name);
    if (field !== undefined && typeof value === 'string') values.set(field, value);
  }
  return values;
}
