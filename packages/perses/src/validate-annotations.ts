import { documentError } from './document-error.ts';
import { documentLimits } from './document-limits.ts';
import { optionalArray, optionalObject, optionalString, requiredObject } from './json-access.ts';
import type { JsonValue } from './json-reader.ts';
import { validateHideableDisplay } from './validate-display.ts';
import { validatePlugin } from './validate-plugin.ts';

/** Checks `annotations` of a dashboard or a panel (perses/spec go/dashboard/annotation.go). */
export function validateAnnotations(value: JsonValue | undefined, path: string): void {
  for (const [index, entry] of optionalArray(value, path, documentLimits.annotations).entries()) {
    const at = `${path}[${index}]`;
    const annotation = requiredObject(entry, at);
    const display = optionalObject(annotation['display'], `${at}.display`);
    const name = validateHideableDisplay(display, `${at}.display`) ?? '';
    if (name === '') throw documentError('annotation_name_empty', {});
    optionalString(display?.['color'], `${at}.display.color`, documentLimits.displayNameCharacters);
    validatePlugin(annotation['plugin'], `${at}.plugin`, 'PrometheusPromQLAnnotation');
  }
}
