import { isObject } from '../json-access.ts';
import type { JsonObject } from '../json-reader.ts';
import { mapDocument, objectOf } from './map-json.ts';
import type { UpgradeStep } from './upgrade-step.ts';

/** Since Perses 0.54 a plugin without settings has an empty `spec`, not null. */
export const pluginSpec: UpgradeStep = {
  version: '0.54',
  what: 'empty plugin settings',
  apply: (document) =>
    mapDocument(document, (object) => (isPluginWithoutSpec(object['plugin']) ? withSpec(object) : object)),
};

function isPluginWithoutSpec(plugin: JsonObject[string] | undefined): plugin is JsonObject {
  return isObject(plugin) && typeof plugin['kind'] === 'string' && plugin['spec'] === null;
}

function withSpec(object: JsonObject): JsonObject {
  return objectOf(
    Object.entries(object).map(([key, value]) => {
      if (key !== 'plugin' || !isObject(value)) return [key, value];
      const members = Object.entries(value).map(
        ([name, member]) => [name, name === 'spec' ? objectOf([]) : member] as const,
      );
      return [key, objectOf(members)];
    }),
  );
}
