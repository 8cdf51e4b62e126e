import { isArray, isObject } from '../json-access.ts';
import type { JsonValue } from '../json-reader.ts';
import { objectOf } from './map-json.ts';
import type { UpgradeStep } from './upgrade-step.ts';

/** Perses 0.54 made the list that a folder's `spec` was into `spec.items`, at every level. */
export const folderItems: UpgradeStep = {
  version: '0.54',
  what: 'folders with items',
  apply: (document) => {
    if (document['kind'] !== 'Folder' || !isArray(document['spec'])) return document;
    const spec = objectOf([['items', document['spec'].map(reshaped)]]);
    return objectOf(Object.entries(document).map(([key, value]) => [key, key === 'spec' ? spec : value]));
  },
};

function reshaped(item: JsonValue): JsonValue {
  if (!isObject(item)) return item;
  return objectOf(
    Object.entries(item).map(([key, value]) =>
      key === 'spec' && isArray(value) ? ['items', value.map(reshaped)] : [key, value],
    ),
  );
}
