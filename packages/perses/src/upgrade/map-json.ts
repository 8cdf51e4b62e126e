import { isArray, isObject } from '../json-access.ts';
import type { JsonObject, JsonValue } from '../json-reader.ts';

/** A place inside a document: the keys and indexes that lead to it. */
export type JsonPath = readonly (string | number)[];

/**
 * The value with every object inside replaced by what `change` makes of it, innermost first. What does not change stays the
 * same object, up to the whole value.
 */
export function mapObjects(
  value: JsonValue,
  change: (object: JsonObject, path: JsonPath) => JsonObject,
  path: JsonPath = [],
): JsonValue {
  if (isArray(value)) {
    const items = value.map((item, index) => mapObjects(item, change, [...path, index]));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(
    ([key, member]) => [key, mapObjects(member, change, [...path, key])] as const,
  );
  const isSame = members.every(([key, member]) => member === value[key]);
  return change(isSame ? value : objectOf(members), path);
}

/** `mapObjects` for a whole document. */
export function mapDocument(
  document: JsonObject,
  change: (object: JsonObject, path: JsonPath) => JsonObject,
): JsonObject {
  const mapped = mapObjects(document, change);
  return isObject(mapped) ? mapped : document;
}

/** An object of members in their order, without a prototype, so that `__proto__` is a key like any other. */
export function objectOf(members: readonly (readonly [string, JsonValue])[]): JsonObject {
  const object: Record<string, JsonValue> = Object.create(null);
  for (const [key, value] of members) object[key] = value;
  return object;
}
