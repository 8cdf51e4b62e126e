import { documentError } from './document-error.ts';
import { documentLimits } from './document-limits.ts';
import {
  optionalArray,
  optionalInteger,
  optionalObject,
  optionalString,
  requiredObject,
} from './json-access.ts';
import type { JsonObject, JsonValue } from './json-reader.ts';
import { validatePanelReference } from './validate-panels.ts';

/** Checks `spec.layouts`: kinds, grid bounds, and that every item points to a panel that exists. */
export function validateLayouts(
  value: JsonValue | undefined,
  path: string,
  panels: ReadonlySet<string>,
): void {
  for (const [index, entry] of optionalArray(value, path, documentLimits.layouts).entries()) {
    const at = `${path}[${index}]`;
    const layout = requiredObject(entry, at);
    const spec = optionalObject(layout['spec'], `${at}.spec`) ?? {};
    const kind = optionalString(layout['kind'], `${at}.kind`) ?? '';
    validateTitle(spec, `${at}.spec`);
    switch (kind) {
      case 'Grid':
        validateItems(spec['items'], `${at}.spec.items`, panels);
        break;
      case 'Tabs':
        for (const [tab, one] of optionalArray(
          spec['tabs'],
          `${at}.spec.tabs`,
          documentLimits.layouts,
        ).entries()) {
          const items = requiredObject(one, `${at}.spec.tabs[${tab}]`)['items'];
          validateItems(items, `${at}.spec.tabs[${tab}].items`, panels);
        }
        break;
      case '':
        throw documentError('layout_kind_empty', {});
      default:
        throw documentError('layout_kind_unknown', { kind });
    }
  }
}

function validateTitle(spec: JsonObject, path: string): void {
  const display = optionalObject(spec['display'], `${path}.display`);
  optionalString(display?.['title'], `${path}.display.title`, documentLimits.displayNameCharacters);
}

function validateItems(value: JsonValue | undefined, path: string, panels: ReadonlySet<string>): void {
  for (const [index, entry] of optionalArray(value, path, documentLimits.itemsPerLayout).entries()) {
    const at = `${path}[${index}]`;
    const item = requiredObject(entry, at);
    optionalInteger(item['x'], `${at}.x`, documentLimits.gridColumns);
    optionalInteger(item['y'], `${at}.y`, documentLimits.gridRows);
    optionalInteger(item['width'], `${at}.width`, documentLimits.gridColumns);
    optionalInteger(item['height'], `${at}.height`, documentLimits.panelHeight);
    const content = optionalObject(item['content'], `${at}.content`);
    validatePanelReference(optionalString(content?.['$ref'], `${at}.content.$ref`) ?? '', panels);
  }
}
