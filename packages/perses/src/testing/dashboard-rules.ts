import type { Rule } from './rule.ts';

const dashboards = ['Dashboard', 'EphemeralDashboard'] as const;
const variables = ['Variable', 'GlobalVariable'] as const;
const plugin = { kind: 'Any', spec: {} };
const panel = { kind: 'Panel', spec: { plugin } };
const text = (name: string, more: object = {}) => ({
  kind: 'TextVariable',
  spec: { name, value: 'x', ...more },
});
const list = (more: object) => ({ kind: 'ListVariable', spec: { name: 'v', plugin, ...more } });
const items = (ref: string, more: object = {}) => [
  { kind: 'Grid', spec: { items: [{ x: 0, y: 0, width: 1, height: 1, ...more, content: { $ref: ref } }] } },
];

/** What a dashboard, for good or for a while, may not be. */
export const dashboardRules: readonly Rule[] = [
  {
    code: 'reference_syntax',
    kinds: dashboards,
    spec: { panels: { 'a.b': panel }, layouts: items('#/spec/panels/a.b') },
    words: 'ref "#/spec/panels/a.b" is not accepted',
  },
  {
    code: 'reference_void',
    kinds: dashboards,
    spec: { layouts: items('#/panels/a') },
    words: 'reference "#/panels/a" is pointing to the void',
  },
  {
    code: 'reference_root',
    kinds: dashboards,
    spec: { layouts: items('#/x/panels/a') },
    words: `reference "#/x/panels/a" doesn't start by 'spec'`,
  },
  {
    code: 'panel_missing',
    kinds: dashboards,
    spec: { layouts: items('#/spec/panels/a') },
    words: 'there is no panel called "a" in the current dashboard',
  },
  {
    code: 'plugin_kind_empty',
    kinds: dashboards,
    spec: { panels: { a: { spec: { plugin: {} } } } },
    words: 'kind cannot be empty',
  },
  {
    code: 'layout_kind_empty',
    kinds: dashboards,
    spec: { layouts: [{}] },
    words: 'layout.kind cannot be empty',
  },
  {
    code: 'layout_kind_unknown',
    kinds: dashboards,
    spec: { layouts: [{ kind: 'Masonry' }] },
    words: 'unknown layout.kind "Masonry" used',
  },
  {
    code: 'duration_invalid',
    kinds: dashboards,
    spec: { duration: '1m1h' },
    words: 'not a valid duration string: "1m1h"',
  },
  {
    code: 'duration_unit',
    kinds: dashboards,
    spec: { refreshInterval: '5x' },
    words: 'unknown unit "x" in duration "5x"',
  },
  { code: 'duration_range', kinds: dashboards, spec: { duration: '300y' }, words: 'duration out of range' },
  {
    code: 'timezone_invalid',
    kinds: dashboards,
    spec: { timezone: 'Mars' },
    words: '"Mars" is not a valid timezone: unknown time zone Mars',
  },
  {
    code: 'variable_duplicate',
    kinds: dashboards,
    spec: { variables: [text('a'), text('a')] },
    words: 'variable "a" (index 1) already exists',
  },
  {
    code: 'variable_undefined',
    kinds: dashboards,
    spec: { variables: [text('a', { value: '$lost' })] },
    words: 'variable "lost" is used in the variable "a" but not defined',
  },
  {
    code: 'variable_cycle',
    kinds: dashboards,
    spec: { variables: [text('a', { value: '$b' }), text('b', { value: '$a' })] },
    words: 'circular dependency detected',
  },
  {
    code: 'datasource_default_local',
    kinds: dashboards,
    spec: { datasources: { a: { default: true, plugin }, b: { default: true, plugin } } },
    words: 'b can not be defined as default datasource: there is already a default defined for kind "Any"',
  },
  {
    code: 'ephemeral_ttl',
    kinds: ['EphemeralDashboard'],
    spec: { ttl: '0' },
    words: 'spec.ttl is missing or zero: say how long the dashboard lives, for example "1d"',
  },
  {
    code: 'duration_unit',
    kinds: ['EphemeralDashboard'],
    spec: { ttl: '1x' },
    words: 'unknown unit "x" in duration "1x"',
  },
];

/** What a variable of a project or a global one may not be. */
export const variableRules: readonly Rule[] = [
  {
    code: 'variable_kind_empty',
    kinds: variables,
    spec: { kind: '' },
    words: 'variable.kind cannot be empty',
  },
  {
    code: 'variable_kind_unknown',
    kinds: variables,
    spec: { kind: 'X' },
    words: 'unknown variable.kind "X" used',
  },
  {
    code: 'variable_name_invalid',
    kinds: variables,
    metadata: { name: '12' },
    words: `variable name '12' is not valid`,
  },
  {
    code: 'variable_name_builtin',
    kinds: variables,
    metadata: { name: '__from' },
    words: `variable name '__from' can not have builtin variable prefix: __`,
  },
  {
    code: 'variable_constant_empty',
    kinds: variables,
    spec: { kind: 'TextVariable', spec: { value: '', constant: true } },
    words: 'value for a constant text variable cannot be empty',
  },
  {
    code: 'variable_custom_all',
    kinds: variables,
    spec: list({ customAllValue: '.*' }),
    words: 'customAllValue cannot be set if allowAllValue is not set to true',
  },
  {
    code: 'variable_default_list',
    kinds: variables,
    spec: list({ defaultValue: ['a', 'b'] }),
    words: 'you can not use a list of default values if allowMultiple is set to false',
  },
  {
    code: 'variable_default_type',
    kinds: variables,
    spec: list({ defaultValue: 1 }),
    words: 'unable to unmarshal defaultValue. Only string or array of string can be used',
  },
  {
    code: 'variable_sort_unknown',
    kinds: variables,
    spec: list({ sort: 'x' }),
    words: 'unknown sort method "x" used',
  },
];
