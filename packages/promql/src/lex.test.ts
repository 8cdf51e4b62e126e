import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lex } from './lex.ts';

const texts = (query: string): readonly string[] => {
  const { tokens, error } = lex(query);
  expect(error).toBeNull();
  return tokens.map(({ kind, text }) => (kind === text.toLowerCase() ? kind : `${kind} ${text}`));
};

describe('lex', () => {
  it('tells names, keywords, numbers, durations and symbols apart', () => {
    expect(texts('SUM by (job) (rate(vllm:x_total{a="b"}[5m:1m] offset 1h30m)) >= bool 0x1F')).toEqual([
      'sum',
      'by',
      '(',
      'identifier job',
      ')',
      '(',
      'identifier rate',
      '(',
      'metric identifier vllm:x_total',
      '{',
      'identifier a',
      '=',
      'string "b"',
      '}',
      '[',
      'duration 5m',
      ':',
      'duration 1m',
      ']',
      'offset',
      'duration 1h30m',
      ')',
      ')',
      '>=',
      'bool',
      'number 0x1F',
    ]);
  });

  it.each(['1', '.5', '1.', '1e5', '1E-5', '1_000', '0x_ff', 'Inf', 'NaN', '1.5e+3'])(
    'reads %s as a number',
    (text) => {
      expect(texts(text)).toEqual([`number ${text}`]);
    },
  );

  it('reads words in braces as labels, and names in quotes as strings', () => {
    expect(texts('{"my.metric", sum=~"a|b", on!="x" # why\n}')).toEqual([
      '{',
      'string "my.metric"',
      ',',
      'identifier sum',
      '=~',
      'string "a|b"',
      ',',
      'identifier on',
      '!=',
      'string "x"',
      '}',
    ]);
  });

  it('takes fill as a name unless a parenthesis follows', () => {
    expect(texts('fill + fill (0)')).toEqual(['identifier fill', '+', 'fill', '(', 'number 0', ')']);
  });

  it('decodes escapes as Go does, bytes as UTF-8', () => {
    const value = (text: string): string | undefined => lex(text).tokens[0]?.value;
    expect(value(String.raw`"a\n\t\\\"\x41\101\u00e9\U0001F600"`)).toBe('a\n\t\\"AA\u00e9\u{1F600}');
    expect(value(String.raw`"\xc3\xa9"`)).toBe('é');
    expect(value('`raw \\n "text"`')).toBe('raw \\n "text"');
    expect(value(String.raw`'it\'s'`)).toBe("it's");
  });

  it.each([
    ['(', '1:2: parse error: unclosed left parenthesis'],
    ['a{', '1:3: parse error: unexpected end of input inside braces'],
    ['a)', "1:3: parse error: unexpected right parenthesis ')'"],
    ['a\n  ?', "2:3: parse error: unexpected character: '?'"],
    ['a{b!c}', "1:4: parse error: unexpected character after '!' inside braces: 'c'"],
    ['{{', "1:2: parse error: unexpected left brace '{'"],
    ['a !b', "1:3: parse error: unexpected character after '!': 'b'"],
    ['a =~ b', "1:3: parse error: unexpected character after '=': '~'"],
    ['"é" + "x', '1:8: parse error: unterminated quoted string'],
    ['"\\q"', "1:1: parse error: unknown escape sequence U+0071 'q'"],
    ['"\\ud800"', '1:1: parse error: escape sequence is an invalid Unicode code point'],
    ['`x', '1:1: parse error: unterminated raw string'],
    ['5mx', '1:1: parse error: bad number or duration syntax: "5mx"'],
    ['x[5m:1m:2m]', "1:8: parse error: unexpected colon ':'"],
    ['x[:1m]', '1:4: parse error: unexpected colon before duration in duration expression'],
    ['x]', "1:2: parse error: unexpected right bracket ']'"],
  ])('refuses %j with its place: %s', (query, message) => {
    expect(lex(query).error).toMatchObject({ message, status: 400 });
  });

  it('refuses more than 64 kB before reading them', () => {
    expect(lex('x'.repeat(65_537))).toMatchObject({ tokens: [], error: { code: 'query_too_long' } });
    expect(lex('x'.repeat(65_536)).error).toBeNull();
  });

  it('covers any text: pieces in order, nothing but space and comments between them, or an error with a place', () => {
    const alphabet = 'a b:c ( ) { } [ ] 5m 1.5 "s" \' ` \\ # = =~ ! !~ < sum by $ é 😀 , : \ud800'.split(' ');
    const pieces = fc.constantFrom('\n', ' ', ...alphabet);
    const queries = fc.oneof(
      fc.array(pieces, { maxLength: 30 }).map((all) => all.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(queries, (query) => {
        const { tokens, error } = lex(query);
        let at = 0;
        for (const token of tokens) {
          expect(query.slice(at, token.start)).toMatch(/^(?:[ \t\r\n]|#[^\r\n]*)*$/);
          expect(query.slice(token.start, token.end).toLowerCase()).toBe(token.text.toLowerCase());
          expect(token.end).toBeGreaterThan(token.start);
          at = token.end;
        }
        if (error === null) expect(query.slice(at)).toMatch(/^(?:[ \t\r\n]|#[^\r\n]*)*$/);
        else expect(error.offset).toBeLessThanOrEqual(query.length);
      }),
      { numRuns: 2_000 },
    );
  });
});
