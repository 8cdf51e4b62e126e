import { describe, expect, it } from 'vitest';
import { DocumentError } from './document-error.ts';
import { parseDocument } from './parse-document.ts';
import type { ResourceKind } from './resource-kind.ts';

const plugin = { kind: 'NeverHeardOf', spec: { anything: [1] } };
const panel = { kind: 'Panel', spec: { display: { name: 'CPU' }, plugin, queries: [] } };
const text = (name: string, value = 'x') => ({ kind: 'TextVariable', spec: { name, value } });
const list = (spec: object) => ({ kind: 'ListVariable', spec: { name: 'v', plugin, ...spec } });
const grid = (items: unknown) => [{ kind: 'Grid', spec: { items } }];
const item = (ref: string, place: object = {}) => ({
  x: 0,
  y: 0,
  width: 12,
  height: 8,
  ...place,
  content: { $ref: ref },
});
const proxy = (spec: object) => ({
  plugin: { kind: 'P', spec: { deep: [{ proxy: { kind: 'HTTPProxy', spec } }] } },
});
const url = 'http://prometheus:9090';

describe('a dashboard', () => {
  it.each([
    [
      'unknown plugin kinds, keys and query kinds',
      { panels: { a: panel }, layouts: grid([item('#/spec/panels/a')]), more: 1 },
    ],
    [
      'null for what is absent',
      { panels: null, layouts: null, variables: null, datasources: null, duration: null },
    ],
    ['a panel key with a dot that nothing refers to', { panels: { 'a.b': panel } }],
    [
      'tabs',
      {
        panels: { a: panel },
        layouts: [{ kind: 'Tabs', spec: { tabs: [{ name: 't', items: [item('/spec/panels/a')] }] } }],
      },
    ],
    ['a list default of one value', { variables: [list({ defaultValue: ['a'] })] }],
    [
      'a variable that uses another twice',
      { variables: [text('a', '$b $b'), text('b', '${c}'), text('c', '$$ $1')] },
    ],
    [
      'a panel called __proto__',
      JSON.parse(
        `{"panels":{"__proto__":${JSON.stringify(panel)}}, "layouts":${JSON.stringify(grid([item('#/spec/panels/__proto__')]))}}`,
      ),
    ],
    ['time zones', { timezone: 'Europe/Berlin' }],
    ['the time zone UTC', { timezone: 'UTC' }],
    ['the time zone Asia/Kolkata', { timezone: 'Asia/Kolkata' }],
    ['the time zone America/Port-au-Prince', { timezone: 'America/Port-au-Prince' }],
    ['the time zone Etc/GMT+5', { timezone: 'Etc/GMT+5' }],
    ['the time zone US/Pacific', { timezone: 'US/Pacific' }],
    ['a local time zone', { timezone: 'local' }],
  ])('takes %s', (_, spec) => {
    expect(messageOf('Dashboard', spec)).toBeNull();
  });

  it.each([
    // panels and references
    [
      { panels: { 'a b': panel } },
      '"a b" is not a correct name. It should match the regexp: ^[a-zA-Z0-9_.-]+$',
    ],
    [{ panels: { a: null } }, 'spec.panels.a must be an object, but is null'],
    [{ panels: { a: { kind: 'Panel' } } }, 'spec.panels.a.spec must be an object, but is missing'],
    [
      { panels: { a: { spec: {} } } },
      'spec.panels.a.spec.plugin is missing: name the plugin with its kind, for example TimeSeriesChart',
    ],
    [{ panels: { a: { spec: { plugin: { spec: {} } } } } }, 'kind cannot be empty'],
    [
      { panels: { a: { spec: { plugin, queries: [{}] } } } },
      'spec.panels.a.spec.queries[0].spec must be an object, but is missing',
    ],
    [
      { panels: { a: { spec: { plugin, queries: Array(101).fill(0) } } } },
      'spec.panels.a.spec.queries has 101 entries, at most 100 are allowed: split the document',
    ],
    [
      { panels: { a: { spec: { plugin, display: { name: 'x'.repeat(1001) } } } } },
      'spec.panels.a.spec.display.name has 1001 characters, at most 1000 are allowed: shorten it',
    ],
    [
      { panels: Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`p${index}`, panel])) },
      'spec.panels has 1001 entries, at most 1000 are allowed',
    ],
    [{ panels: [] }, 'spec.panels must be an object, but is an array'],
    [{ layouts: grid([item('#/spec/panels/a')]) }, 'there is no panel called "a" in the current dashboard'],
    [
      { layouts: grid([item('#/spec/panels/constructor')]) },
      'there is no panel called "constructor" in the current dashboard',
    ],
    [
      { panels: { 'a.b': panel }, layouts: grid([item('#/spec/panels/a.b')]) },
      'ref "#/spec/panels/a.b" is not accepted',
    ],
    [{ layouts: grid([item('#/panels/a')]) }, 'reference "#/panels/a" is pointing to the void'],
    [{ layouts: grid([item('#/x/panels/a')]) }, `reference "#/x/panels/a" doesn't start by 'spec'`],
    [{ layouts: grid([item('#/spec/layouts/a')]) }, 'reference "#/spec/layouts/a" is pointing to the void'],
    [{ layouts: grid([item('file:///etc/passwd')]) }, 'ref "file:///etc/passwd" is not accepted'],
    [{ layouts: grid([{}]) }, 'ref "" is not accepted'],
    // layouts
    [{ layouts: [{ spec: {} }] }, 'layout.kind cannot be empty'],
    [{ layouts: [{ kind: 'Masonry', spec: {} }] }, 'unknown layout.kind "Masonry" used'],
    [
      { layouts: grid([item('#/spec/panels/a', { y: 1e9 })]) },
      'spec.layouts[0].spec.items[0].y is 1000000000, it must be a whole number from 0 to 10000',
    ],
    [
      { layouts: grid([item('#/spec/panels/a', { x: -1 })]) },
      'spec.layouts[0].spec.items[0].x is -1, it must be a whole number from 0 to 24',
    ],
    [{ layouts: grid([item('#/spec/panels/a', { width: 0.5 })]) }, 'width is 0.5, it must be a whole number'],
    [
      { layouts: grid([item('#/spec/panels/a', { height: '8' })]) },
      'height must be a number, but is a string',
    ],
    // variables
    [{ variables: [{ spec: {} }] }, 'variable.kind cannot be empty'],
    [{ variables: [{ kind: 'Awkward', spec: {} }] }, 'unknown variable.kind "Awkward" used'],
    [{ variables: [text('')] }, 'name cannot be empty'],
    [{ variables: [text('12')] }, `variable name '12' is not valid`],
    [{ variables: [text('a-b-c')] }, `variable name 'a-b-c' is not valid`],
    [{ variables: [text('__from')] }, `variable name '__from' can not have builtin variable prefix: __`],
    [{ variables: [text('a'), text('b'), text('a')] }, 'variable "a" (index 2) already exists'],
    [
      { variables: [{ kind: 'TextVariable', spec: { name: 'a', value: '', constant: true } }] },
      'value for a constant text variable cannot be empty',
    ],
    [
      { variables: [list({ customAllValue: '.*' })] },
      'customAllValue cannot be set if allowAllValue is not set to true',
    ],
    [
      { variables: [list({ defaultValue: ['a', 'b'] })] },
      'you can not use a list of default values if allowMultiple is set to false',
    ],
    [
      { variables: [list({ defaultValue: 1 })] },
      'unable to unmarshal defaultValue. Only string or array of string can be used',
    ],
    [{ variables: [list({ defaultValue: [1] })] }, 'unable to unmarshal defaultValue'],
    [{ variables: [list({ sort: 'sideways' })] }, 'unknown sort method "sideways" used'],
    [
      { variables: [text('a', '$b'), text('b', '$c'), text('c', '${a:regex}')] },
      'circular dependency detected',
    ],
    [{ variables: [text('a', '$a')] }, 'circular dependency detected'],
    [
      {
        variables: [list({ name: 'v', plugin: { kind: 'P', spec: { matchers: [{ deep: 'up{x="$v"}' }] } } })],
      },
      'circular dependency detected',
    ],
    [
      { variables: Array.from({ length: 201 }, (_, index) => text(`v${index}`)) },
      'spec.variables has 201 entries, at most 200 are allowed',
    ],
    // the rest
    [{ duration: '1m1h' }, 'not a valid duration string: "1m1h"'],
    [{ refreshInterval: '5x' }, 'unknown unit "x" in duration "5x"'],
    [{ duration: 60 }, 'spec.duration must be a string, but is a number'],
    [{ timezone: 'Mars/Olympus' }, '"Mars/Olympus" is not a valid timezone: unknown time zone Mars/Olympus'],
    [{ links: [{ url: 'x'.repeat(2049) }] }, 'spec.links[0].url has 2049 characters, at most 2048'],
    [{ display: { description: 'x'.repeat(20_001) } }, 'spec.display.description has 20001 characters'],
    [{ datasources: { a: {} } }, 'spec.datasources.a.plugin is missing'],
    [
      { datasources: { a: { default: true, plugin }, b: { default: true, plugin } } },
      'b can not be defined as default datasource: there is already a default defined for kind "NeverHeardOf"',
    ],
  ])('refuses %j', (spec, words) => {
    const message = messageOf('Dashboard', spec);
    expect(message).toMatch(/^bad request: /);
    expect(message).toContain(words);
  });
});

describe('a datasource', () => {
  it.each([
    ['a direct one', { plugin: { kind: 'PrometheusDatasource', spec: { directUrl: 'http://x' } } }],
    [
      'an HTTP proxy',
      proxy({ url, headers: { a: 'b' }, allowedEndpoints: [{ endpointPattern: '/api/.*', method: 'GET' }] }),
    ],
    ['a plugin without spec', { plugin: { kind: 'X' } }],
  ])('takes %s', (_, spec) => {
    expect(messageOf('GlobalDatasource', spec)).toBeNull();
  });

  it.each([
    [{}, 'spec.plugin is missing: name the plugin with its kind, for example PrometheusDatasource'],
    [{ plugin: {} }, 'kind cannot be empty'],
    [{ default: 'yes', plugin }, 'spec.default must be true or false, but is a string'],
    [proxy({}), 'url cannot be empty'],
    [
      proxy({ url: 'file:///etc/passwd' }),
      'spec.plugin.spec.deep[0].proxy.spec.url is "file:///etc/passwd", which is not an http or https address',
    ],
    [proxy({ url: 'javascript:alert(1)' }), 'which is not an http or https address with a host'],
    [proxy({ url: 'http://' }), 'which is not an http or https address'],
    [proxy({ url: 'http://xn--iñvalid.com' }), 'which is not an http or https address'],
    [proxy({ url: `http://${'\u0000'}` }), 'which is not an http or https address'],
    [proxy({ url, allowedEndpoints: [{ endpointPattern: '/' }] }), 'HTTP method cannot be empty'],
    [proxy({ url, allowedEndpoints: [{ method: 'GET' }] }), 'HTTP endpoint pattern cannot be empty'],
    [
      proxy({ url, allowedEndpoints: [{ endpointPattern: '/', method: 'TRACE' }] }),
      '"TRACE" is not a valid http method. Current supported HTTP method: GET, POST, DELETE, PUT, PATCH',
    ],
    [proxy({ url, headers: { a: 1 } }), 'headers.a must be a string, but is a number'],
    [
      proxy({ url, allowHeaders: ['a'], dropHeaders: ['b'] }),
      'cannot specify both allowHeaders and dropHeaders at the same time',
    ],
  ])('refuses %j', (spec, words) => {
    const message = messageOf('GlobalDatasource', spec);
    expect(message).toMatch(/^bad request: /);
    expect(message).toContain(words);
  });
});

describe('a variable of a project', () => {
  it('is checked like one of a dashboard, its name being that of the document', () => {
    expect(messageOf('Variable', { kind: 'Awkward' })).toContain('unknown variable.kind "Awkward" used');
    expect(messageOf('GlobalVariable', { kind: 'TextVariable', spec: {} }, '12')).toContain(
      `variable name '12' is not valid`,
    );
  });
});

describe('a folder', () => {
  const board = (name: string) => ({ kind: 'Dashboard', name });

  it.each([
    [
      'the shape since 0.54',
      { display: { name: 'F' }, items: [board('a'), { kind: 'Folder', name: 'x', items: [board('b')] }] },
    ],
    ['the shape before', [board('a'), { kind: 'Folder', name: 'x', spec: [board('b')] }]],
    ['an empty one', {}],
  ])('takes %s', (_, spec) => {
    expect(messageOf('Folder', spec)).toBeNull();
  });

  it.each([
    [{ items: [{ kind: 'Panel', name: 'a' }] }, 'kind can only be "Dashboard" or "Folder" but not "Panel"'],
    [{ items: [{ kind: 'Folder' }] }, 'name is required'],
    [
      { items: [{ ...board('a'), items: [board('b')] }] },
      'when kind is equal to "Dashboard", then items must be empty',
    ],
    [
      { items: [board('a'), { kind: 'Folder', name: 'x', items: [board('a')] }] },
      'dashboard "a" is referenced multiple times in the folder "doc"',
    ],
    [[board('a'), board('a')], 'dashboard "a" is referenced multiple times in the folder "doc"'],
  ])('refuses %j', (spec, words) => {
    expect(messageOf('Folder', spec)).toBe(`bad request: ${words}`);
  });
});

function messageOf(kind: ResourceKind, spec: unknown, name = 'doc'): string | null {
  try {
    parseDocument(JSON.stringify({ kind, metadata: { name, project: 'p' }, spec }), { kind });
    return null;
  } catch (cause) {
    if (cause instanceof DocumentError) return cause.message;
    throw cause;
  }
}
