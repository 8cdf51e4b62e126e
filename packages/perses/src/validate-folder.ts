import { documentError } from './document-error.ts';
import { documentLimits } from './document-limits.ts';
import { isArray, optionalArray, optionalObject, optionalString, requiredObject } from './json-access.ts';
import type { JsonObject, JsonValue } from './json-reader.ts';
import { validateDisplay } from './validate-display.ts';

/** Checks a folder's spec in both shapes: `{display, items}` since Perses 0.54, an array of items with `spec` before. */
export function validateFolder(spec: JsonValue, folder: string): void {
  const dashboards = new Set<string>();
  let seen = 0;
  if (isArray(spec)) {
    visit(spec, 'spec', 'spec');
    return;
  }
  const object = optionalObject(spec, 'spec');
  validateDisplay(object?.['display'], 'spec.display');
  visit(object?.['items'], 'spec.items', 'items');

  function visit(items: JsonValue | undefined, path: string, below: 'items' | 'spec'): void {
    for (const [index, entry] of optionalArray(items, path, documentLimits.folderItems).entries()) {
      const at = `${path}[${index}]`;
      seen += 1;
      if (seen > documentLimits.folderItems) {
        throw documentError('too_many', { path: 'spec', count: seen, limit: documentLimits.folderItems });
      }
      visitItem(requiredObject(entry, at), at, below);
    }
  }

  function visitItem(item: JsonObject, path: string, below: 'items' | 'spec'): void {
    const kind = optionalString(item['kind'], `${path}.kind`) ?? '';
    if (kind !== 'Dashboard' && kind !== 'Folder') throw documentError('folder_item_kind', { kind });
    const name = optionalString(item['name'], `${path}.name`, documentLimits.displayNameCharacters) ?? '';
    if (name === '') throw documentError('folder_item_name', {});
    const children = optionalArray(item[below], `${path}.${below}`, documentLimits.folderItems);
    if (kind === 'Folder') {
      visit(children, `${path}.${below}`, below);
      return;
    }
    if (children.length > 0) throw documentError('folder_item_items', {});
    if (dashboards.has(name)) throw documentError('folder_duplicate', { dashboard: name, folder });
    dashboards.add(name);
  }
}
