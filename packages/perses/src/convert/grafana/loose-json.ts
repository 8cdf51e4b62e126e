import { isArray, isObject } from '../../json-access.ts';
import type { JsonObject, JsonValue } from '../../json-reader.ts';

// Grafana's documents are what twenty versions of it wrote: every reading here takes any value and says what it can use of it.

/** The object at `value`, or an empty one. */
export function members(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : nothing;
}

/** The list at `value`, or an empty one. */
export function entries(value: JsonValue | undefined): readonly JsonValue[] {
  return isArray(value) ? value : [];
}

/** The objects of the list at `value`. */
export function objects(value: JsonValue | undefined): readonly JsonObject[] {
  return entries(value).filter((one) => isObject(one));
}

/** The text at `value` when it is not blank. */
export function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** The number at `value`, also where it was written as text, as old versions did. */
export function finite(value: JsonValue | undefined): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** The first of the values that is there. */
export function firstOf(...values: readonly (JsonValue | undefined)[]): JsonValue | undefined {
  return values.find((value) => value !== undefined && value !== null && value !== '');
}

/** A member only where there is a value for it. */
export function given(name: string, value: JsonValue | undefined): JsonObject {
  return value === undefined ? {} : { [name]: value };
}

const nothing: JsonObject = Object.create(null);
