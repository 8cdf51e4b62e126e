import { documentError } from './document-error.ts';
import { documentLimits } from './document-limits.ts';
import {
  isArray,
  isObject,
  optionalArray,
  optionalBoolean,
  optionalObject,
  optionalString,
} from './json-access.ts';
import type { JsonObject, JsonValue } from './json-reader.ts';
import { validateHideableDisplay } from './validate-display.ts';
import { validateName } from './validate-name.ts';
import { validatePlugin } from './validate-plugin.ts';

/** One variable of a dashboard: its name, and the values in which it may name other variables. */
export interface DashboardVariable {
  readonly name: string;
  readonly uses: JsonValue | undefined;
}

/** Checks `spec.variables` of a dashboard: kinds, names, defaults, uniqueness. */
export function validateDashboardVariables(
  value: JsonValue | undefined,
  path: string,
): readonly DashboardVariable[] {
  const seen = new Set<string>();
  return optionalArray(value, path, documentLimits.variables).map((entry, index) => {
    const at = `${path}[${index}]`;
    const variable = optionalObject(entry, at) ?? {};
    const uses = validateVariableSpec(variable, at);
    const spec = optionalObject(variable['spec'], `${at}.spec`) ?? {};
    const name = optionalString(spec['name'], `${at}.spec.name`) ?? '';
    validateName(name);
    validateVariableName(name);
    if (seen.has(name)) throw documentError('variable_duplicate', { name, index });
    seen.add(name);
    return { name, uses };
  });
}

/** Checks `{kind, spec}` of any variable, in a dashboard, a project or global; returns where it may use variables. */
export function validateVariableSpec(variable: JsonObject, path: string): JsonValue | undefined {
  const kind = optionalString(variable['kind'], `${path}.kind`) ?? '';
  const spec = optionalObject(variable['spec'], `${path}.spec`) ?? {};
  validateHideableDisplay(spec['display'], `${path}.spec.display`);
  switch (kind) {
    case 'TextVariable':
      return validateTextVariable(spec, `${path}.spec`);
    case 'ListVariable':
      return validateListVariable(spec, `${path}.spec`);
    case '':
      throw documentError('variable_kind_empty', {});
    default:
      throw documentError('variable_kind_unknown', { kind });
  }
}

/** Refuses names of digits alone and the prefix of built-in variables (internal/api/validate `validateVariableName`). */
export function validateVariableName(name: string): void {
  if (!variableNamePattern.test(name)) throw documentError('variable_name_invalid', { name });
  if (name.startsWith('__')) throw documentError('variable_name_builtin', { name });
}

const variableNamePattern = /^\w*?[^0-9]\w*$/;

function validateTextVariable(spec: JsonObject, path: string): JsonValue | undefined {
  const value = optionalString(spec['value'], `${path}.value`) ?? '';
  if (optionalBoolean(spec['constant'], `${path}.constant`) && value === '') {
    throw documentError('variable_constant_empty', {});
  }
  return value;
}

function validateListVariable(spec: JsonObject, path: string): JsonValue | undefined {
  const allowAll = optionalBoolean(spec['allowAllValue'], `${path}.allowAllValue`);
  const allowMultiple = optionalBoolean(spec['allowMultiple'], `${path}.allowMultiple`);
  const customAll = optionalString(spec['customAllValue'], `${path}.customAllValue`) ?? '';
  if (customAll !== '' && !allowAll) throw documentError('variable_custom_all', {});
  const defaults = defaultCount(spec['defaultValue']);
  if (defaults > 1 && !allowMultiple) throw documentError('variable_default_list', {});
  const sort = optionalString(spec['sort'], `${path}.sort`) ?? '';
  if (sort !== '' && !sortMethods.has(sort)) throw documentError('variable_sort_unknown', { sort });
  optionalString(spec['capturingRegexp'], `${path}.capturingRegexp`);
  return validatePlugin(spec['plugin'], `${path}.plugin`, 'PrometheusLabelValuesVariable').spec;
}

const sortMethods: ReadonlySet<string> = new Set([
  'none',
  'alphabetical-asc',
  'alphabetical-desc',
  'numerical-asc',
  'numerical-desc',
  'alphabetical-ci-asc',
  'alphabetical-ci-desc',
]);

function defaultCount(value: JsonValue | undefined): number {
  if (value === undefined || value === null) return 0;
  if (typeof value === 'string') return 1;
  if (isObject(value) || !isArray(value) || !value.every((one) => typeof one === 'string')) {
    throw documentError('variable_default_type', {});
  }
  return value.length;
}
