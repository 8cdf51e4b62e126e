import { isObject } from '../json-access.ts';
import type { JsonObject, JsonValue } from '../json-reader.ts';
import { mapDocument, objectOf, type JsonPath } from './map-json.ts';
import type { UpgradeStep } from './upgrade-step.ts';

/** Perses 0.40 moved `unit: {kind, decimalPlaces, abbreviate}` into `format: {unit, decimalPlaces, shortValues}`. */
export const unitIntoFormat: UpgradeStep = {
  version: '0.40',
  what: 'units in format',
  apply: (document) => mapDocument(document, moved),
};

function moved(object: JsonObject, path: JsonPath): JsonObject {
  const { unit } = object;
  if (!isPanelPlugin(path) || !isObject(unit) || typeof unit['kind'] !== 'string') return object;
  const members = Object.entries(object).flatMap(([key, value]): (readonly [string, JsonValue])[] => {
    if (key !== 'unit') return [[key, value]];
    return object['format'] === undefined ? [['format', formatOf(unit)]] : [];
  });
  return objectOf(members);
}

function isPanelPlugin(path: JsonPath): boolean {
  return path[0] === 'spec' && path[1] === 'panels' && path.includes('plugin');
}

function formatOf(unit: JsonObject): JsonObject {
  return objectOf(
    Object.entries(unit).map(([key, value]): readonly [string, JsonValue] => {
      if (key === 'kind' && typeof value === 'string') return ['unit', unitName(value)];
      return [key === 'abbreviate' ? 'shortValues' : key, value];
    }),
  );
}

/** `PercentDecimal` is `percent-decimal`, `BitsPerSecond` is `bits/sec`; newer spellings stay. */
function unitName(kind: string): string {
  return kind
    .replace(/PerSecond$/, '/sec')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-')
    .toLowerCase();
}
