import { isArray, isObject } from '../json-access.ts';
import type { JsonObject } from '../json-reader.ts';
import { mapDocument, objectOf } from './map-json.ts';
import type { UpgradeStep } from './upgrade-step.ts';

/** Perses 0.45 moved the links of a panel from its `display` into its `spec`. */
export const panelLinks: UpgradeStep = {
  version: '0.45',
  what: 'panel links in the panel spec',
  apply: (document) =>
    mapDocument(document, (object, path) => {
      const isPanelSpec =
        path.length === 4 && path[0] === 'spec' && path[1] === 'panels' && path[3] === 'spec';
      return isPanelSpec ? moved(object) : object;
    }),
};

function moved(spec: JsonObject): JsonObject {
  const { display } = spec;
  if (!isObject(display) || !isArray(display['links']) || spec['links'] !== undefined) return spec;
  const rest = objectOf(Object.entries(display).filter(([key]) => key !== 'links'));
  return objectOf([
    ...Object.entries(spec).map(([key, value]) => [key, key === 'display' ? rest : value] as const),
    ['links', display['links']],
  ]);
}
