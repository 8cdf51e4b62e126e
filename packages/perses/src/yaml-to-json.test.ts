import { describe, expect, it } from 'vitest';
import { DocumentError } from './document-error.ts';
import { parseDocument } from './parse-document.ts';
import { yamlToJson } from './yaml-to-json.ts';

describe('yamlToJson', () => {
  it.each([
    ['a: 1.50\nb: 12345678901234567890\nc: 1e3', '{"a":1.50,"b":12345678901234567890,"c":1e3}'],
    ['y: yes\n"y2": no\nt: true\nn: ~', '{"y":"yes","y2":"no","t":true,"n":null}'],
    ['h: 0x1F\no: 0o17\np: +1\nd: .5', '{"h":31,"o":15,"p":1,"d":0.5}'],
    ['when: 2024-01-01T00:00:00Z', '{"when":"2024-01-01T00:00:00Z"}'],
    ['- &a {x: 1}\n- *a', '[{"x":1},{"x":1}]'],
    ['text: |\n  a\n  b\n', '{"text":"a\\nb\\n"}'],
    ['<<: {a: 1}\nb: 2', '{"<<":{"a":1},"b":2}'],
    ['1: a\ntrue: b', '{"1":"a","true":"b"}'],
    ['__proto__: {a: 1}', '{"__proto__":{"a":1}}'],
  ])('reads %j', (yaml, json) => {
    expect(yamlToJson(yaml)).toBe(json);
  });

  it.each([
    ['', 'yaml_syntax', 'it holds 0 documents, exactly one is expected'],
    ['a: [1', 'yaml_syntax', 'not valid YAML 1.2'],

    ['a: 1\n---\nb: 2', 'yaml_syntax', 'it holds 2 documents, exactly one is expected'],
    ['? [a, b]\n: 1', 'yaml_syntax', 'a key is a list or an object'],
    ['a: *nowhere', 'yaml_syntax', 'nowhere'],
    ['a: .nan', 'yaml_value', 'a is NaN, which JSON cannot carry'],
    ['a: -.inf', 'yaml_value', 'a is -Infinity'],
    ['a: !include /etc/passwd', 'yaml_tag', '!include'],
    ['a: !!js/function "f"', 'yaml_tag', 'js/function'],
    [`a: ${'['.repeat(300_000)}`, 'yaml_syntax', 'YAML'],
    [`a: ${'[1,'.repeat(200)}1${']'.repeat(200)}`, 'yaml_syntax', 'nests deeper than 128 levels'],
    [`a: ${'x'.repeat(2 * 1024 * 1024)}`, 'document_too_large', 'characters'],
    [bomb(), 'yaml_aliases', 'expands more than 100 aliases'],
    ['a: &a [*a]', 'yaml_syntax', ''],
    [
      `a: &a ${'x'.repeat(100_000)}\nb: [${Array(90).fill('*a').join(', ')}]`,
      'document_too_large',
      'characters',
    ],
  ])('refuses %.60j', (yaml, code, words) => {
    const error = refusalOf(yaml);
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
  });
});

describe('a document in YAML', () => {
  it('is read as YAML 1.2, where y is a key and no truth', () => {
    const document = parseDocument(
      yamlToJson(
        [
          'kind: Dashboard',
          'metadata: {name: Scheduler, project: Perses-Dev, version: 0}',
          'spec:',
          '  panels: {up: {kind: Panel, spec: {plugin: {kind: StatChart, spec: {}}}}}',
          '  layouts: [{kind: Grid, spec: {items: [{x: 0, y: 1, width: 6, height: 4, content: {$ref: "#/spec/panels/up"}}]}}]',
        ].join('\n'),
      ),
      { kind: 'Dashboard' },
    );
    expect(document.metadata).toEqual({ name: 'scheduler', project: 'perses-dev' });
    expect(document.specText).toContain('"y":1');
  });

  it('is refused with a key that stands twice, also among very many', () => {
    const keys = Array.from({ length: 10_000 }, (_, index) => `k${index}: 1`);
    const yaml = ['kind: Project', 'metadata: {name: a}', ...keys, 'k7: 2'].join('\n');
    expect(() => parseDocument(yamlToJson(yaml), { kind: 'Project' })).toThrow('the key "k7" appears twice');
  });
});

function refusalOf(yaml: string): DocumentError {
  try {
    yamlToJson(yaml);
  } catch (cause) {
    if (cause instanceof DocumentError) return cause;
    throw cause;
  }
  throw new Error(`not refused: ${yaml.slice(0, 60)}`);
}

function bomb(): string {
  const levels = Array.from(
    { length: 9 },
    (_, index) => `l${index + 1}: &l${index + 1} [${Array(10).fill(`*l${index}`).join(', ')}]`,
  );
  return ['l0: &l0 lol', ...levels].join('\n');
}
