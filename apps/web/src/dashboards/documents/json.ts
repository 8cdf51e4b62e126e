/** A JSON value as `JSON.parse` gives it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object; absent and `undefined` mean the same. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** True for a plain JSON object (not null, not a list). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The list at `value`, or an empty one. */
export function jsonList(value: Json | undefined): readonly Json[] {
  return isJsonList(value) ? value : [];
}

/** The object at `value`, or an empty one. */
export function jsonObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The text at `value`, or undefined. */
export function jsonText(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Equality of JSON values; key order and absent against `undefined` make no difference. */
export function jsonEquals(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isJsonList(a)) {
    return isJsonList(b) && a.length === b.length && a.every((item, index) => jsonEquals(item, b[index]));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => jsonEquals(own(a, key), own(b, key)));
}

/** The object's own member, never one of `Object.prototype`. */
export function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isJsonList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}
