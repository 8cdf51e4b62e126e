import type { JsonObject, JsonValue } from '../json-reader.ts';
import { mapDocument, objectOf, type JsonPath } from './map-json.ts';
import type { UpgradeStep } from './upgrade-step.ts';

/** Perses 0.40 wrote its enumerations in kebab-case: `LastNumber` became `last-number`. */
export const kebabCaseValues: UpgradeStep = {
  version: '0.40',
  what: 'enumerations in kebab-case',
  apply: (document) => mapDocument(document, lowered),
};

function lowered(object: JsonObject, path: JsonPath): JsonObject {
  if (path[0] !== 'spec') return object;
  const members = Object.entries(object).map(
    ([key, value]) => [key, keys.has(key) ? loweredValue(value) : value] as const,
  );
  return members.every(([key, value]) => value === object[key]) ? object : objectOf(members);
}

function loweredValue(value: JsonValue): JsonValue {
  return typeof value === 'string' ? (newValues.get(value) ?? value) : value;
}

const keys: ReadonlySet<string> = new Set([
  'calculation',
  'sort',
  'position',
  'mode',
  'stack',
  'showPoints',
  'size',
]);

const oldValues = [
  'First',
  'Last',
  'FirstNumber',
  'LastNumber',
  'Mean',
  'Sum',
  'Min',
  'Max',
  'Bottom',
  'Right',
  'List',
  'Table',
  'Small',
  'Medium',
  'All',
  'None',
  'Percent',
  'Absolute',
  'Auto',
  'Always',
  'Categorical',
  'AlphabeticalAsc',
  'AlphabeticalDesc',
  'NumericalAsc',
  'NumericalDesc',
  'AlphabeticalCaseInsensitiveAsc',
  'AlphabeticalCaseInsensitiveDesc',
];

const newValues: ReadonlyMap<string, string> = new Map(
  oldValues.map((value) => [
    value,
    value
      .replace('CaseInsensitive', 'Ci')
      .replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-')
      .toLowerCase(),
  ]),
);
