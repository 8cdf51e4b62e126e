import type { JsonObject } from '../json-reader.ts';
import { mapDocument, objectOf, type JsonPath } from './map-json.ts';
import type { UpgradeStep } from './upgrade-step.ts';

/** Perses 0.40 wrote its keys in camelCase. */
export const camelCaseKeys: UpgradeStep = {
  version: '0.40',
  what: 'keys in camelCase',
  apply: (document) => {
    const isSecret = document['kind'] === 'Secret' || document['kind'] === 'GlobalSecret';
    const newKeys = isSecret ? newSecretKeys : newDashboardKeys;
    return mapDocument(document, (object, path) => renamed(object, path, newKeys));
  },
};

function renamed(object: JsonObject, path: JsonPath, newKeys: ReadonlyMap<string, string>): JsonObject {
  if (isNamedByPeople(path) || !Object.keys(object).some((key) => newKeys.has(key))) return object;
  return objectOf(
    Object.entries(object).flatMap(([key, value]) => {
      const next = newKeys.get(key);
      if (next === undefined) return [[key, value] as const];
      return Object.hasOwn(object, next) ? [] : [[next, value] as const];
    }),
  );
}

/** Objects whose keys are names that people chose: they are never renamed. */
function isNamedByPeople(path: JsonPath): boolean {
  const last = path.at(-1);
  return (
    (path.length === 2 && path[0] === 'spec' && (last === 'panels' || last === 'datasources')) ||
    last === 'headers' ||
    last === 'params' ||
    last === 'queryParams' ||
    last === 'query_params'
  );
}

const snakeKeys = [
  'created_at',
  'updated_at',
  'refresh_interval',
  'repeat_variable',
  'default_value',
  'allow_all_value',
  'allow_multiple',
  'custom_all_value',
  'capturing_regexp',
  'label_name',
  'series_name_format',
  'min_step',
  'direct_url',
  'allowed_endpoints',
  'endpoint_pattern',
  'scrape_interval',
  'query_params',
  'y_axis',
  'show_points',
  'line_width',
  'area_opacity',
  'point_radius',
  'connect_nulls',
  'default_color',
  'decimal_places',
  'value_font_size',
  'metric_label',
  'show_legend',
  'render_variables',
  'target_blank',
];

/** Of secrets alone: elsewhere these words may be keys that a plugin chose. */
const snakeSecretKeys = [
  'created_at',
  'updated_at',
  'basic_auth',
  'password_file',
  'credentials_file',
  'tls_config',
  'ca_file',
  'cert_file',
  'key_file',
  'server_name',
  'insecure_skip_verify',
  'min_version',
  'max_version',
];

const newDashboardKeys = camelCased(snakeKeys);
const newSecretKeys = camelCased(snakeSecretKeys);

function camelCased(keys: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    keys.map((key) => [key, key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())]),
  );
}
