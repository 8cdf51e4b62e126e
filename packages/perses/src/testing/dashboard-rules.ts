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
  ...['utc', 'europe/berlin', 'Europe/BERLIN', '+02:00'].map((timezone): Rule => ({
    code: 'timezone_invalid',
    kinds: dashboards,
    spec: { timezone },
    words: `"${timezone}" is not a valid timezone: unknown time zone ${timezone}`,
  })),
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

const notText = (path: string, spec: object): Rule => ({
  code: 'wrong_type',
  kinds: dashboards,
  spec,
  words: `spec.${path} must be a string, but is a number`,
});
const notFlag = (path: string, spec: object): Rule => ({
  code: 'wrong_type',
  kinds: dashboards,
  spec,
  words: `spec.${path} must be true or false, but is a string`,
});
const annotation = (more: object) => [{ display: { name: 'a' }, plugin, ...more }];
const layout = (spec: object) => ({ layouts: [{ kind: 'Grid', spec: { items: [], ...spec } }] });

/** Members that Go clients read into a type of their own: one of another type would break every list it is in. */
export const dashboardTypeRules: readonly Rule[] = [
  {
    code: 'wrong_type',
    kinds: dashboards,
    spec: { annotations: 'x' },
    words: 'spec.annotations must be an array, but is a string',
  },
  {
    code: 'wrong_type',
    kinds: dashboards,
    spec: { annotations: [1] },
    words: 'spec.annotations[0] must be an object, but is a number',
  },
  {
    code: 'annotation_name_empty',
    kinds: dashboards,
    spec: { annotations: [{ plugin }] },
    words: 'annotation name cannot be empty',
  },
  notFlag('annotations[0].display.hidden', {
    annotations: annotation({ display: { name: 'a', hidden: 'no' } }),
  }),
  notText('annotations[0].display.color', { annotations: annotation({ display: { name: 'a', color: 1 } }) }),
  notText('annotations[0].plugin.kind', { annotations: annotation({ plugin: { kind: 1 } }) }),
  notText('panels.a.spec.annotations[0].display.description', {
    panels: {
      a: { spec: { plugin, annotations: annotation({ display: { name: 'a', description: 1 } }) } },
    },
  }),
  notText('links[0].tooltip', { links: [{ url: '/', tooltip: 1 }] }),
  notFlag('links[0].targetBlank', { links: [{ url: '/', targetBlank: 'yes' }] }),
  notFlag('panels.a.spec.links[0].renderVariables', {
    panels: { a: { spec: { plugin, links: [{ url: '/', renderVariables: 'yes' }] } } },
  }),
  notText('panels.a.kind', { panels: { a: { kind: 1, spec: { plugin } } } }),
  notText('panels.a.spec.queries[0].kind', {
    panels: { a: { spec: { plugin, queries: [{ kind: 1, spec: { plugin } }] } } },
  }),
  notText('panels.a.spec.queries[0].spec.name', {
    panels: { a: { spec: { plugin, queries: [{ spec: { name: 1, plugin } }] } } },
  }),
  notText('panels.a.spec.plugin.metadata.version', {
    panels: { a: { spec: { plugin: { ...plugin, metadata: { version: 1 } } } } },
  }),
  notText('panels.a.spec.plugin.metadata.registry', {
    panels: { a: { spec: { plugin: { ...plugin, metadata: { registry: 1 } } } } },
  }),
  notFlag('layouts[0].spec.display.collapse.open', layout({ display: { collapse: { open: 'yes' } } })),
  notText('layouts[0].spec.repeatVariable', layout({ repeatVariable: 1 })),
  notText('layouts[0].spec.tabs[0].name', { layouts: [{ kind: 'Tabs', spec: { tabs: [{ name: 1 }] } }] }),
  {
    code: 'wrong_type',
    kinds: dashboards,
    spec: { layouts: [{ kind: 'Tabs', spec: { defaultTab: 'x' } }] },
    words: 'spec.layouts[0].spec.defaultTab must be a number, but is a string',
  },
  notFlag('variables[0].spec.display.hidden', { variables: [text('a', { display: { hidden: 'no' } })] }),
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
  {
    code: 'wrong_type',
    kinds: variables,
    spec: text('v', { display: { hidden: 'no' } }),
    words: 'spec.spec.display.hidden must be true or false, but is a string',
  },
  {
    code: 'wrong_type',
    kinds: variables,
    spec: list({ plugin: { ...plugin, metadata: 'latest' } }),
    words: 'spec.spec.plugin.metadata must be an object, but is a string',
  },
];
