import { documentError } from './document-error.ts';
import { documentLimits } from './document-limits.ts';
import {
  optionalArray,
  optionalBoolean,
  optionalInteger,
  optionalObject,
  optionalString,
  requiredObject,
} from './json-access.ts';
import type { JsonValue } from './json-reader.ts';
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
    validateGroupDisplay(spec['display'], `${at}.spec.display`);
    switch (kind) {
      case 'Grid':
        optionalString(
          spec['repeatVariable'],
          `${at}.spec.repeatVariable`,
          documentLimits.displayNameCharacters,
        );
        validateItems(spec['items'], `${at}.spec.items`, panels);
        break;
      case 'Tabs':
        optionalInteger(spec['defaultTab'], `${at}.spec.defaultTab`, documentLimits.layouts);
        validateTabs(spec['tabs'], `${at}.spec.tabs`, panels);
        break;
      case '':
        throw documentError('layout_kind_empty', {});
      default:
        throw documentError('layout_kind_unknown', { kind });
    }
  }
}

function validateGroupDisplay(value: JsonValue | undefined, path: string): void {
  const display = optionalObject(value, path);
  optionalString(display?.['title'], `${path}.title`, documentLimits.displayNameCharacters);
  const collapse = optionalObject(display?.['collapse'], `${path}.collapse`);
  optionalBoolean(collapse?.['open'], `${path}.collapse.open`);
}

function validateTabs(value: JsonValue | undefined, path: string, panels: ReadonlySet<string>): void {
  for (const [index, entry] of optionalArray(value, path, documentLimits.layouts).entries()) {
    const at = `${path}[${index}]`;
    const tab = requiredObject(entry, at);
    optionalString(tab['name'], `${at}.name`, documentLimits.displayNameCharacters);
    validateItems(tab['items'], `${at}.items`, panels);
  }
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
