import { documentLimits } from './document-limits.ts';
import { optionalBoolean, optionalObject, optionalString } from './json-access.ts';
import type { JsonValue } from './json-reader.ts';

/** Checks `{name, description}` as every Perses document may carry it and returns the name. */
export function validateDisplay(value: JsonValue | undefined, path: string): string | undefined {
  const display = optionalObject(value, path);
  optionalString(display?.['description'], `${path}.description`, documentLimits.descriptionCharacters);
  return optionalString(display?.['name'], `${path}.name`, documentLimits.displayNameCharacters);
}

/** Checks the display of what can be hidden, variables and annotations, and returns the name. */
export function validateHideableDisplay(value: JsonValue | undefined, path: string): string | undefined {
  optionalBoolean(optionalObject(value, path)?.['hidden'], `${path}.hidden`);
  return validateDisplay(value, path);
}
