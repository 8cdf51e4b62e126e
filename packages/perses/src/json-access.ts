import { documentError } from './document-error.ts';
import { documentLimits } from './document-limits.ts';
import type { JsonObject, JsonValue } from './json-reader.ts';

/** The object at `path`; absent and null are undefined, as Go's decoder treats them; anything else is refused. */
export function optionalObject(value: JsonValue | undefined, path: string): JsonObject | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw wrongType(value, path, 'an object');
  return value;
}

/** The object at `path`, refused when absent. */
export function requiredObject(value: JsonValue | undefined, path: string): JsonObject {
  const object = optionalObject(value, path);
  if (object === undefined) throw wrongType(value, path, 'an object');
  return object;
}

/** The array at `path` with at most `limit` entries; absent and null are empty. */
export function optionalArray(
  value: JsonValue | undefined,
  path: string,
  limit: number,
): readonly JsonValue[] {
  if (value === undefined || value === null) return [];
  if (!isArray(value)) throw wrongType(value, path, 'an array');
  if (value.length > limit) throw documentError('too_many', { path, count: value.length, limit });
  return value;
}

/** The string at `path`, at most `limit` UTF-16 units; absent and null are undefined. */
export function optionalString(
  value: JsonValue | undefined,
  path: string,
  limit: number = documentLimits.documentCharacters,
): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw wrongType(value, path, 'a string');
  if (value.length > limit) throw documentError('text_too_long', { path, count: value.length, limit });
  return value;
}

/** The boolean at `path`; absent and null are false. */
export function optionalBoolean(value: JsonValue | undefined, path: string): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') throw wrongType(value, path, 'true or false');
  return value;
}

/** The whole number at `path` within the bounds; absent and null are 0, as Go's decoder treats them. */
export function optionalInteger(value: JsonValue | undefined, path: string, most: number): number {
  if (value === undefined || value === null) return 0;
  if (typeof value !== 'number') throw wrongType(value, path, 'a number');
  if (!Number.isInteger(value) || value < 0 || value > most) {
    throw documentError('number_out_of_range', { path, value, least: 0, most });
  }
  return value;
}

/** The members of an object, at most `limit` of them. */
export function boundedEntries(
  object: JsonObject | undefined,
  path: string,
  limit: number,
): readonly (readonly [string, JsonValue])[] {
  const entries = Object.entries(object ?? {});
  if (entries.length > limit) throw documentError('too_many', { path, count: entries.length, limit });
  return entries;
}

/** True for a JSON object, false for an array and null. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a JSON array. */
export function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function wrongType(value: JsonValue | undefined, path: string, expected: string): Error {
  return documentError('wrong_type', { path, expected, actual: nameOf(value) });
}

function nameOf(value: JsonValue | undefined): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (isArray(value)) return 'an array';
  if (isObject(value)) return 'an object';
  if (typeof value === 'boolean') return String(value);
  return `a ${typeof value}`;
}
