import { readJson, type JsonValue } from './json-reader.ts';
import { fieldOf, secretFields, secretMask, type SecretField } from './secret-fields.ts';
import { createSecretValues, type SecretValues } from './secret-values.ts';

/** A secret's spec without its values, and the values apart from it. */
export interface SplitSecret {
  /** The text as received, each value replaced by `"<secret>"`; everything else byte for byte. */
  readonly specText: string;
  readonly spec: JsonValue;
  /** Only the values that were given: a field that was `<secret>` already is not among them. */
  readonly secretValues: SecretValues;
}

/** Takes the values out of a spec that `validateSecret` has passed. */
export function splitSecret(specText: string): SplitSecret {
  const { value, members } = readJson(specText);
  const values = new Map<SecretField, string>();
  const places: { readonly start: number; readonly end: number }[] = [];
  for (const field of secretFields) {
    const text = fieldOf(value, field);
    if (text === '' || text === secretMask) continue;
    const [group = '', key = ''] = field.split('.');
    const place = members.get(group)?.members.get(key);
    if (place === undefined) throw new TypeError(`${field} was read and has no place in the text`);
    values.set(field, text);
    places.push(place);
  }
  const masked = places
    .toSorted((left, right) => right.start - left.start)
    .reduce(
      (text, { start, end }) => `${text.slice(0, start)}${JSON.stringify(secretMask)}${text.slice(end)}`,
      specText,
    );
  return { specText: masked, spec: readJson(masked).value, secretValues: createSecretValues(values) };
}
