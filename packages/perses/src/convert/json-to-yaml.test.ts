import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { yamlToJson } from '../yaml-to-json.ts';
import { jsonToYaml } from './json-to-yaml.ts';

const numRuns = process.env['HECATE_TEST_DEEP'] === '1' ? 10_000 : 1_000;

describe('jsonToYaml', () => {
  it('prints block style with numbers as spelled and what YAML 1.1 misreads in quotes', () => {
    const json =
      '{"kind":"Dashboard","y":1.50,"on":"yes","empty":{},"none":[],"list":[{"a":[1,[2]]},"x y"],"big":12345678901234567890,"q":"sum(\\n  up\\n)","u":"a: b"}';
    expect(jsonToYaml(json)).toBe(
      [
        'kind: Dashboard',
        '"y": 1.50',
        '"on": "yes"',
        'empty: {}',
        'none: []',
        'list:',
        '  - a:',
        '      - 1',
        '      - - 2',
        '  - x y',
        'big: 12345678901234567890',
        'q: |-',
        '  sum(',
        '    up',
        '  )',
        'u: "a: b"',
        '',
      ].join('\n'),
    );
  });

  it('reads back as the JSON it was made of, whatever it holds', () => {
    const words = fc.constantFrom(
      'y',
      'no',
      '~',
      'null',
      '.inf',
      '...',
      '---',
      '- a',
      '#x',
      'a #b',
      'a: b',
      '0x1',
      '1e3',
      ' a',
      'a ',
      'a\nb\n',
      'a\n\n',
      '\na',
      'a\n b',
      'a\t\nb',
      '\u0085',
      '\u2028\n',
      '<<',
      '*a',
      '&a',
      '!a',
      '%a',
      '@a',
      '"',
      "'",
      '|',
      '>',
    );
    const json = fc.oneof(
      fc.json({ stringUnit: 'binary' }),
      fc
        .dictionary(
          fc.oneof(words, fc.string()),
          fc.oneof(words, fc.array(words), fc.dictionary(words, words)),
        )
        .map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(json, (text) => {
        const compact = JSON.stringify(JSON.parse(text));
        const isWellFormed = !/\\u[dD][89a-fA-F]/.test(compact);
        fc.pre(isWellFormed);
        expect(JSON.parse(yamlToJson(jsonToYaml(text)))).toEqual(JSON.parse(text));
      }),
      { numRuns },
    );
  });
});
