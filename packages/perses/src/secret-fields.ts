import { isObject } from './json-access.ts';
import type { JsonValue } from './json-reader.ts';

/** Every field of a secret's spec that is encrypted: those that Perses types as `Hidden`. */
export const secretFields = [
  'basicAuth.password',
  'authorization.credentials',
  'oauth.clientID',
  'oauth.clientSecret',
  'tlsConfig.ca',
  'tlsConfig.cert',
  'tlsConfig.key',
] as const;

/** The path of one encrypted field below `spec`. */
export type SecretField = (typeof secretFields)[number];

/** What stands for a value wherever a secret is shown; written back it keeps the stored value. */
export const secretMask = '<secret>';

/** The text of a field in a spec; empty when it is absent, as Perses reads it. */
export function fieldOf(spec: JsonValue, field: SecretField): string {
  const [group = '', key = ''] = field.split('.');
  const outer = isObject(spec) ? spec[group] : undefined;
  const value = isObject(outer) ? outer[key] : undefined;
  return typeof value === 'string' ? value : '';
}
