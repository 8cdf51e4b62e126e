import { documentLimits } from './document-limits.ts';
import { optionalObject, optionalString } from './json-access.ts';
import type { JsonValue } from './json-reader.ts';

/** Checks `{name, description}` as every Perses document may carry it and returns the name. */
export function validateDisplay(value: JsonValue | undefined, path: string): string | undefined {
  const display = optionalObject(value, path);
  optionalString(display?.['description'], `${path}.description`, documentLimits.descriptionCharacters);
  return optionalString(display?.['name'], `${path}.name`, documentLimits.displayNameCharacters);
}
