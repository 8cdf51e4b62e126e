import { isProjectScoped, resourceKinds } from '../resource-kind.ts';
import type { Rule } from './rule.ts';

const all = resourceKinds.map(({ kind }) => kind);
const dashboards = ['Dashboard', 'EphemeralDashboard'] as const;
const datasources = ['Datasource', 'GlobalDatasource'] as const;
const url = 'http://prometheus:9090';
const panel = { kind: 'Panel', spec: { plugin: { kind: 'Any', spec: {} } } };
const proxy = (spec: object) => ({ plugin: { kind: 'P', spec: { proxy: { kind: 'HTTPProxy', spec } } } });
const items = (ref: string, more: object) => [
  { kind: 'Grid', spec: { items: [{ x: 0, y: 0, width: 1, height: 1, ...more, content: { $ref: ref } }] } },
];

const variable = (name: string) => ({ kind: 'TextVariable', spec: { name, value: 'x' } });

/** A name that is refused wherever a name may stand. */
const badNames = [
  { code: 'name_empty', name: '', words: 'name cannot be empty' },
  { code: 'name_too_long', name: 'x'.repeat(76), words: 'cannot contain more than 75 characters' },
  {
    code: 'name_pattern',
    name: 'a b',
    words: '"a b" is not a correct name. It should match the regexp: ^[a-zA-Z0-9_.-]+$',
  },
  {
    code: 'name_double_dot',
    name: 'a..b',
    words: `"a..b" is not a correct name. It should not contain '..'`,
  },
  {
    code: 'name_edge_dot',
    name: '.a',
    words: `".a" is not a correct name. It should not start or end with '.'`,
  },
] as const;
const badVariableNames = [
  { code: 'variable_name_invalid', name: '12', words: `variable name '12' is not valid` },
  { code: 'variable_name_invalid', name: 'a-b-c', words: `variable name 'a-b-c' is not valid` },
  {
    code: 'variable_name_builtin',
    name: '__from',
    words: `variable name '__from' can not have builtin variable prefix: __`,
  },
] as const;

/** What names (of documents, panels and variables), projects and tags may not be. */
export const nameRules: readonly Rule[] = [
  ...badNames.map(({ name, ...rule }): Rule => ({ ...rule, kinds: all, metadata: { name } })),
  ...badNames.map(({ name, ...rule }): Rule => ({
    ...rule,
    kinds: dashboards,
    spec: { panels: { [name]: panel } },
  })),
  ...badNames.map(({ name, ...rule }): Rule => ({
    ...rule,
    kinds: dashboards,
    spec: { variables: [variable(name)] },
  })),
  ...badVariableNames.map(({ name, ...rule }): Rule => ({
    ...rule,
    kinds: dashboards,
    spec: { variables: [variable(name)] },
  })),
  {
    code: 'project_empty',
    kinds: all.filter(isProjectScoped),
    metadata: { project: '' },
    words: 'metadata.project cannot be empty',
  },
  {
    code: 'tags_too_many',
    kinds: all,
    metadata: { tags: Array.from({ length: 21 }, (_, index) => `t${index}`) },
    words: 'cannot contain more than 20 tags',
  },
  { code: 'tag_empty', kinds: all, metadata: { tags: [' '] }, words: 'tag cannot be empty' },
  {
    code: 'tag_whitespace',
    kinds: all,
    metadata: { tags: ['a '] },
    words: 'tag "a " cannot start or end with whitespace',
  },
  {
    code: 'tag_too_long',
    kinds: all,
    metadata: { tags: ['x'.repeat(51)] },
    words: `tag "${'x'.repeat(51)}" cannot contain more than 50 characters`,
  },
  {
    code: 'tag_characters',
    kinds: all,
    metadata: { tags: ['A'] },
    words:
      'tag "A" contains invalid characters; only lowercase letters, numbers, spaces, hyphens, and underscores are allowed',
  },
];

/** What a folder may not be. */
export const folderRules: readonly Rule[] = [
  {
    code: 'folder_item_kind',
    kinds: ['Folder'],
    spec: { items: [{ kind: 'Panel', name: 'a' }] },
    words: 'kind can only be "Dashboard" or "Folder" but not "Panel"',
  },
  {
    code: 'folder_item_name',
    kinds: ['Folder'],
    spec: { items: [{ kind: 'Folder' }] },
    words: 'name is required',
  },
  {
    code: 'folder_item_items',
    kinds: ['Folder'],
    spec: { items: [{ kind: 'Dashboard', name: 'a', items: [{ kind: 'Dashboard', name: 'b' }] }] },
    words: 'when kind is equal to "Dashboard", then items must be empty',
  },
  {
    code: 'folder_duplicate',
    kinds: ['Folder'],
    spec: [
      { kind: 'Dashboard', name: 'a' },
      { kind: 'Dashboard', name: 'a' },
    ],
    words: 'dashboard "a" is referenced multiple times in the folder "doc"',
  },
];

/** What a datasource may not be. */
export const datasourceRules: readonly Rule[] = [
  { code: 'proxy_url_empty', kinds: datasources, spec: proxy({}), words: 'url cannot be empty' },
  {
    code: 'proxy_method_empty',
    kinds: datasources,
    spec: proxy({ url, allowedEndpoints: [{ endpointPattern: '/' }] }),
    words: 'HTTP method cannot be empty',
  },
  {
    code: 'proxy_pattern_empty',
    kinds: datasources,
    spec: proxy({ url, allowedEndpoints: [{ method: 'GET' }] }),
    words: 'HTTP endpoint pattern cannot be empty',
  },
  {
    code: 'proxy_method_unknown',
    kinds: datasources,
    spec: proxy({ url, allowedEndpoints: [{ endpointPattern: '/', method: 'TRACE' }] }),
    words: '"TRACE" is not a valid http method. Current supported HTTP method: GET, POST, DELETE, PUT, PATCH',
  },
  {
    code: 'proxy_url_invalid',
    kinds: datasources,
    spec: proxy({ url: 'file:///etc/passwd' }),
    words:
      'spec.plugin.spec.proxy.spec.url is "file:///etc/passwd", which is not an http or https address with a host: write it like http://prometheus:9090',
  },
  {
    code: 'proxy_headers_both',
    kinds: datasources,
    spec: proxy({ url, allowHeaders: ['a'], dropHeaders: ['b'] }),
    words: 'cannot specify both allowHeaders and dropHeaders at the same time',
  },
  {
    code: 'wrong_type',
    kinds: datasources,
    spec: { plugin: { kind: 'P', spec: {}, metadata: { version: 1 } } },
    words: 'spec.plugin.metadata.version must be a string, but is a number',
  },
  {
    code: 'plugin_missing',
    kinds: datasources,
    spec: { plugin: null },
    words: 'spec.plugin is missing: name the plugin with its kind, for example PrometheusDatasource',
  },
];

/** What holds for texts and types everywhere. */
export const generalRules: readonly Rule[] = [
  {
    code: 'wrong_type',
    kinds: all.filter((kind) => kind !== 'Folder'),
    document: '{"kind":"KIND","metadata":{"name":"doc","project":"p"},"spec":[]}',
    words: 'spec must be an object, but is an array',
  },
  {
    code: 'text_too_long',
    kinds: dashboards,
    spec: { display: { name: 'x'.repeat(1001) } },
    words: 'spec.display.name has 1001 characters, at most 1000 are allowed: shorten it',
  },
  {
    code: 'number_out_of_range',
    kinds: dashboards,
    spec: { panels: { a: panel }, layouts: items('#/spec/panels/a', { width: 25 }) },
    words: 'spec.layouts[0].spec.items[0].width is 25, it must be a whole number from 0 to 24',
  },
  {
    code: 'json_syntax',
    kinds: all,
    document: '{"kind":',
    words: 'not valid JSON at line 1, column 9 (in kind): a value is expected, but the text ends',
  },
  {
    code: 'json_duplicate_key',
    kinds: all,
    document: '{"kind":1,"kind":2}',
    words: 'the key "kind" appears twice in the document (second at line 1, column 11): keep one of them',
  },
];
