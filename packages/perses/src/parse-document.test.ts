import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkVariableReferences, parseDocument, type ExpectedDocument } from './parse-document.ts';
import { printDocument } from './print-document.ts';
import { resourceKinds } from './resource-kind.ts';

const numRuns = process.env['HECATE_TEST_DEEP'] === '1' ? 1_000 : 200;
const dashboard: ExpectedDocument = { kind: 'Dashboard' };

describe('parseDocument', () => {
  it('keeps the text of the spec byte for byte, whatever it holds', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), fc.string(), (json, space, key) => {
        const unknown = JSON.stringify(JSON.parse(json), null, space);
        const specText = `{ "panels":{} ,\r\n "unknown" : ${unknown}, "n":1.50e+1, ${JSON.stringify(`_${key}`)}:[ ] }`;
        const text = `{"kind":"Dashboard","metadata":{"name":"a","project":"p"}, "spec": ${specText} }`;
        const parsed = parseDocument(text, dashboard);
        expect(parsed.specText).toBe(specText);
        const printed = printDocument(parsed);
        expect(printed).toContain(`"spec":${specText}}`);
        expect(parseDocument(printed, dashboard).specText).toBe(specText);
      }),
      { numRuns },
    );
  });

  it('keeps unknown members of the document and of its metadata in the text they came in', () => {
    const parsed = parseDocument(
      '{"apiVersion":"v1 \\u0041","kind":"Project","metadata":{"name":"a","labels":{ "b":1.0 },"version":9,"project":"x"},"status":[ 1 ]}',
      { kind: 'Project' },
    );
    expect(printDocument(parsed)).toBe(
      '{"kind":"Project","metadata":{"name":"a","labels":{ "b":1.0 },"project":"x"},"spec":{},"apiVersion":"v1 \\u0041","status":[ 1 ]}',
    );
  });

  it('prints metadata in the order of Perses', () => {
    const stored = {
      kind: 'Dashboard' as const,
      metadata: { name: 'a', project: 'p', createdAt: 'c', updatedAt: 'u', version: 0, tags: ['x'] },
      specText: '{"panels":{}}',
    };
    expect(printDocument(stored)).toBe(
      '{"kind":"Dashboard","metadata":{"name":"a","createdAt":"c","updatedAt":"u","version":0,"tags":["x"],"project":"p"},"spec":{"panels":{}}}',
    );
  });

  it('lower-cases name and project, takes empty ones from the path, and sorts tags', () => {
    const text = doc({ name: 'MyBoard', tags: ['b', 'a', 'b'] });
    const { metadata } = parseDocument(text, { ...dashboard, project: 'Team-A', name: 'myBOARD' });
    expect(metadata).toEqual({ name: 'myboard', project: 'team-a', tags: ['a', 'b'] });
    const bare = parseDocument('{"kind":"Project","spec":{}}', { kind: 'Project', name: 'Alpha' });
    expect(bare.metadata).toEqual({ name: 'alpha' });
  });

  it('ignores what only the server sets', () => {
    const { metadata } = parseDocument(
      doc({ name: 'a', project: 'p', version: 'seven', createdAt: 'never', updatedAt: 3 }),
      dashboard,
    );
    expect(metadata).toEqual({ name: 'a', project: 'p' });
  });

  it.each(resourceKinds)('reads a least $kind', ({ kind, scope }) => {
    const metadata = scope === 'project' ? { name: 'a', project: 'p' } : { name: 'a' };
    const text = JSON.stringify({ kind, metadata, spec: leastSpecs[kind] });
    expect(parseDocument(text, { kind })).toMatchObject({ kind, metadata });
  });

  it.each([
    ['[]', 'the document must be an object, but is an array'],
    ['{}', 'invalid kind: "" for a Dashboard type'],
    ['{"kind":"dashboard"}', 'invalid kind: "dashboard" for a Dashboard type'],
    ['{"kind":1}', 'kind must be a string, but is a number'],
    [doc({ project: 'p' }), 'name cannot be empty'],
    [doc({ name: 'a' }), 'metadata.project cannot be empty'],
    [doc({ name: 'a', project: '..' }), `".." is not a correct name. It should not contain '..'`],
    [doc({ name: 'a', project: 'p', tags: 'x' }), 'metadata.tags must be an array, but is a string'],
    [doc({ name: 'a', project: 'p', tags: [' x'] }), 'tag " x" cannot start or end with whitespace'],
    [doc({ name: 'a', project: 'p', tags: [' '] }), 'tag cannot be empty'],
    [doc({ name: 'a', project: 'p', tags: ['X'] }), 'tag "X" contains invalid characters; only lowercase'],
    [
      doc({ name: 'a', project: 'p', tags: ['x'.repeat(51)] }),
      `tag "${'x'.repeat(51)}" cannot contain more than 50 characters`,
    ],
    [
      doc({ name: 'a', project: 'p', tags: Array.from({ length: 21 }, (_, index) => `t${index}`) }),
      'cannot contain more than 20 tags',
    ],
  ])('refuses %s', (text, words) => {
    expect(() => parseDocument(text, dashboard)).toThrow(`bad request: ${words}`);
  });

  it('refuses a name that the path contradicts, and a path that is no name', () => {
    const text = doc({ name: 'a', project: 'p' });
    expect(() => parseDocument(text, { ...dashboard, name: 'b' })).toThrow(
      `bad request: name parameter value 'b' does not match provided metadata value 'a'`,
    );
    expect(() => parseDocument(text, { ...dashboard, project: 'Q' })).toThrow(
      `bad request: project parameter value 'q' does not match provided metadata value 'p'`,
    );
    expect(() => parseDocument('{"kind":"Project"}', { kind: 'Project', name: '..%2f' })).toThrow('..');
    expect(() => parseDocument('{"kind":"Project"}', { kind: 'Project' })).toThrow('name cannot be empty');
  });

  it('gives the display name of every kind, safe for a database column', () => {
    const named = (kind: ExpectedDocument['kind'], spec: unknown) =>
      parseDocument(JSON.stringify({ kind, metadata: { name: 'a', project: 'p' }, spec }), { kind })
        .displayName;
    expect(named('Dashboard', { display: { name: 'My board' } })).toBe('My board');
    expect(named('Variable', { kind: 'TextVariable', spec: { display: { name: 'Var' } } })).toBe('Var');
    expect(named('Folder', [])).toBeUndefined();
    expect(named('Project', { display: { name: 'a\u0000\ud800' } })).toBe('a\ufffd\ufffd');
  });

  it('leaves uses of variables that others define to the caller, who knows them', () => {
    const variables = [
      { kind: 'TextVariable', spec: { name: 'job', value: '${region:csv} $cluster $__from $1' } },
    ];
    const parsed = parseDocument(doc({ name: 'a', project: 'p' }, { variables }), dashboard);
    expect(() => checkVariableReferences(parsed, ['cluster', 'region'])).not.toThrow();
    expect(() => checkVariableReferences(parsed, ['cluster'])).toThrow(
      'bad request: variable "region" is used in the variable "job" but not defined',
    );
  });
});

const leastSpecs = {
  Project: {},
  Dashboard: { duration: '1h', panels: {}, layouts: [] },
  EphemeralDashboard: { ttl: '1h' },
  Secret: {},
  GlobalSecret: {},
  Folder: { items: [] },
  Variable: { kind: 'TextVariable', spec: { value: 'x' } },
  GlobalVariable: { kind: 'ListVariable', spec: { plugin: { kind: 'Unheard', spec: {} } } },
  Datasource: { default: false, plugin: { kind: 'TempoDatasource', spec: { directUrl: '/x' } } },
  GlobalDatasource: {
    default: true,
    plugin: {
      kind: 'PrometheusDatasource',
      spec: { proxy: { kind: 'HTTPProxy', spec: { url: 'http://localhost:9090' } } },
    },
  },
};

function doc(metadata: object, spec: object = {}): string {
  return JSON.stringify({ kind: 'Dashboard', metadata, spec });
}
