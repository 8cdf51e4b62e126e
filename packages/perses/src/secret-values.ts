import type { SecretField } from './secret-fields.ts';

/** The values of a secret, kept so that no printer, logger or serialiser meets them by accident: only `reveal` shows them. */
export interface SecretValues {
  /** Which fields have a value here. */
  readonly fields: readonly SecretField[];
  reveal(): ReadonlyMap<SecretField, string>;
}

/** Closes over the values: the object itself has nothing that could be printed. */
export function createSecretValues(values: ReadonlyMap<SecretField, string>): SecretValues {
  const kept = new Map(values);
  return { fields: [...kept.keys()], reveal: () => kept };
}
