import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DocumentError } from '../document-error.ts';
import { wordsOf } from '../testing/words-of.ts';
import { convertDocuments } from './convert-documents.ts';
import { placeDocument } from './place-document.ts';

const numRuns = process.env['HECATE_TEST_DEEP'] === '1' ? 5_000 : 500;
const board = '{"kind":"Dashboard","metadata":{"name":"a","project":"p"},"spec":{ "n":1.0 }}';

describe('convertDocuments', () => {
  it('leaves a Perses document of today as it is, byte for byte', () => {
    expect(convertDocuments(`\ufeff ${board}\n`, { to: 'perses' }).documents).toEqual([
      { kind: 'Dashboard', name: 'a', text: board },
    ]);
  });

  it('upgrades an older one and says so', () => {
    const { documents, report } = convertDocuments(
      'kind: Folder\nmetadata: {name: f, project: p}\nspec: [{kind: Dashboard, name: d}]',
      { to: 'perses' },
    );
    expect(documents[0]?.text).toBe(
      '{"kind":"Folder","metadata":{"name":"f","project":"p"},"spec":{"items":[{"kind":"Dashboard","name":"d"}]}}',
    );
    expect(report.documents[0]?.upgrades).toEqual(['0.54: folders with items']);
    expect(report.summary).toBe('1 document read. 1 document upgraded from an older Perses version.');
  });

  it('keeps numbers that JavaScript cannot hold where it upgrades', () => {
    const { documents } = convertDocuments(
      '{"kind":"Folder","metadata":{"name":"f","project":"p"},"spec":[{"kind":"Dashboard","name":"d","id":12345678901234567890,"far":1e400}]}',
      { to: 'perses' },
    );
    expect(documents[0]?.text).toContain('"id":12345678901234567890,"far":1e400');
  });

  it.each([
    ['a JSON list', `[ ${board} , ${board.replace('"a"', '"b"')}]`],
    ['a Kubernetes list', `{"kind":"List","items":[${board},${board.replace('"a"', '"b"')}]}`],
    [
      'several YAML documents',
      `# first\n---\nkind: Dashboard\nmetadata: {name: a, project: p}\nspec: {n: 1.0}\n--- # second\nkind: Dashboard\nmetadata: {name: b, project: p}\nspec: {text: "a --- b"}\n---\n# nothing\n`,
    ],
  ])('takes the documents of %s one by one', (_, text) => {
    const { documents } = convertDocuments(text, { to: 'perses' });
    expect(documents.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(documents[0]?.text).toContain('1.0');
  });

  it('takes dashboards of Grafana bare, as its API answers them, and as its resource', () => {
    const classic = '{"title":"T","uid":"u","panels":[]}';
    for (const text of [
      classic,
      `{"dashboard":${classic},"meta":{}}`,
      `{"apiVersion":"dashboard.grafana.app/v1beta1","kind":"Dashboard","metadata":{},"spec":${classic}}`,
    ]) {
      expect(convertDocuments(text, { to: 'perses' }).report).toMatchObject({
        summary: 'The dashboard has no panels.',
        documents: [{ name: 'u', source: 'grafana' }],
      });
    }
  });

  it('refuses one document and goes on with the others', () => {
    const { documents, report } = convertDocuments(
      `[${board},{"kind":"Pod","metadata":{"name":"x"}},{"apiVersion":"dashboard.grafana.app/v2","kind":"Dashboard","spec":{"elements":{}}},{"kind":"Dashboard","metadata":{"name":"bad name","project":"p"}},{}]`,
      { to: 'perses' },
    );
    expect(documents.map(({ name }) => name)).toEqual(['a']);
    expect(report.refused.map(({ what }) => what)).toEqual([
      'Pod x',
      'Dashboard document 3',
      'Dashboard bad name',
      'document 5',
    ]);
    expect(report.refused[0]?.reason).toContain('kind "Pod"');
    expect(report.refused[0]?.reason).toMatch(wordsOf('source_unknown'));
    expect(report.refused[1]?.reason).toMatch(wordsOf('grafana_model_unknown'));
    expect(report.summary).toBe('1 document read. 4 documents refused.');
  });

  it('takes a thousand documents and no more', () => {
    const yaml = 'kind: Project\nmetadata: {name: a}\n---\n';
    expect(convertDocuments(yaml.repeat(1_000), { to: 'perses' }).documents.length).toBe(1_000);
    expect(() => convertDocuments(yaml.repeat(1_001), { to: 'perses' })).toThrow('has 1001 entries');
    expect(() => convertDocuments(`[${'{},'.repeat(1_000)}{}]`, { to: 'perses' })).toThrow(
      'has 1001 entries',
    );
  });

  it.each([
    ['{{', ' '],
    ['', '${a.'],
    ['', '${a:'],
    ['', '[[a'],
    ['', 'a'],
    ['', 'a, '],
    ['', '/'],
    ['label_values(', ' ,'],
    ['query_result(by (', 'a '],
  ])('reads a long text of %j and %j without going over it again and again', (start, repeated) => {
    const text = start.padEnd(600_000, repeated);
    const dashboard = {
      title: text,
      templating: {
        list: [
          { type: 'query', name: 'a', query: text, regex: text },
          { type: 'custom', name: 'b', query: text },
        ],
      },
      panels: [{ type: 'stat', title: 'x', targets: [{ expr: text, legendFormat: text, interval: text }] }],
    };
    const { documents, report } = convertDocuments(JSON.stringify(dashboard), { to: 'perses' });
    expect(documents.length + report.refused.length).toBe(1);
  });

  it('reads any text to documents or a refusal', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((json) => `kind: Dashboard\nspec: ${json}`),
      fc.string().map((key) => `{"apiVersion":${JSON.stringify(key)},"kind":{},"metadata":[]}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          convertDocuments(text, { to: 'cr-v1alpha2' });
        } catch (error) {
          expect(error).toBeInstanceOf(DocumentError);
        }
      }),
      { numRuns },
    );
  });
});

describe('placeDocument', () => {
  it('gives a document another name and project and keeps every other byte', () => {
    const text =
      '{ "spec":{ "n":1.50 }, "metadata":{ "tags":[ "a" ],"name":"x", "z":1.0 },"kind":"Dashboard" }';
    expect(placeDocument(text, { name: 'y', project: 'p' })).toBe(
      '{ "spec":{ "n":1.50 }, "metadata":{"name":"y","project":"p","tags":[ "a" ],"z":1.0},"kind":"Dashboard" }',
    );
  });
});
