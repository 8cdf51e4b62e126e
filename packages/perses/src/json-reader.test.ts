import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DocumentError } from './document-error.ts';
import { documentLimits } from './document-limits.ts';
import { readJson, type JsonReading } from './json-reader.ts';

const numRuns = process.env['HECATE_TEST_DEEP'] === '1' ? 10_000 : 2_000;

/** Texts that are nearly JSON: its own pieces in any order, so that both verdicts are met often. */
const nearlyJson = fc.string({ unit: fc.constantFrom(...jsonPieces()), maxLength: 12 });

const spacedJson = fc
  .tuple(fc.json({ maxDepth: 4, noUnicodeString: false }), fc.constantFrom(0, 1, 3, '\t', '\r\n '))
  .map(([text, space]) => JSON.stringify(JSON.parse(text), null, typeof space === 'string' ? '\t' : space));

/** A valid text with one character replaced, removed or added. */
const damagedJson = fc
  .tuple(spacedJson, fc.nat(), fc.constantFrom('', ',', '"', '}', ']', '\\', '0', 'x', '\n'), fc.boolean())
  .map(([text, at, put, remove]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + put + text.slice(remove ? place + 1 : place);
  });

describe('readJson', () => {
  it.each([
    ['nearly JSON', nearlyJson],
    ['spaced JSON', spacedJson],
    ['damaged JSON', damagedJson],
  ])('gives the verdict and the value of JSON.parse, except its own refusals: %s', (_, texts) => {
    let [accepted, refused] = [0, 0];
    fc.assert(
      fc.property(texts, (text) => {
        const mine = attempt(text);
        const builtIn = attemptBuiltIn(text);
        if (mine instanceof DocumentError) {
          refused += 1;
          if (mine.code === 'json_syntax') expect(builtIn).toBeUndefined();
          else expect(ownRefusals).toContain(mine.code);
          return;
        }
        accepted += 1;
        expect(JSON.stringify(mine.value)).toBe(builtIn);
      }),
      { numRuns },
    );
    expect(accepted).toBeGreaterThan(0);
    expect(texts === spacedJson || refused > 0).toBe(true);
  });

  it('says where the members stand, to the byte', () => {
    fc.assert(
      fc.property(spacedJson, spacedJson, (inner, spec) => {
        const text = ` {"a" :\n${inner} , "metadata":{ "name" : "x","extra":${spec}},"spec": ${spec}\t}`;
        const { members } = readJson(text);
        expect(sliced(text, members.get('spec'))).toBe(spec.trim());
        expect(sliced(text, members.get('a'))).toBe(inner.trim());
        expect(sliced(text, members.get('metadata')?.members.get('extra'))).toBe(spec.trim());
      }),
      { numRuns: numRuns / 10 },
    );
  });

  it('keeps __proto__ and constructor as plain keys without touching any prototype', () => {
    const { value } = readJson('{"__proto__": {"polluted": true}, "constructor": 1}');
    expect(Object.keys(value ?? {})).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect('polluted' in {}).toBe(false);
  });

  it.each([
    [
      '{"a": 1,\n "a": 2}',
      'json_duplicate_key',
      'the key "a" appears twice in the document (second at line 2, column 2): keep one',
    ],
    ['{"spec": {"b": {"a": 1, "\\u0061": 2}}}', 'json_duplicate_key', 'appears twice in spec.b'],
    ['{"__proto__": 1, "__proto__": 2}', 'json_duplicate_key', '"__proto__"'],
    ['{"a": "\ud800"}', 'json_lone_surrogate', 'line 1, column 8'],
    [
      '{"a": [1, {"b": tru}]}',
      'json_syntax',
      'line 1, column 17 (in a[1].b): a value is expected, perhaps true',
    ],
    ['{"a": 1', 'json_syntax', 'a comma or } is expected, but the text ends'],
    ['{"a": 1}}', 'json_syntax', 'something follows the end of the document'],
    ['{"a" 1}', 'json_syntax', 'a colon is expected after the key "a"'],
    ["{'a': 1}", 'json_syntax', 'a key in double quotes is expected'],
    ['"\t"', 'json_syntax', 'a control character stands inside a string'],
    ['"\\x"', 'json_syntax', '\\x is not an escape that JSON knows'],
    ['', 'json_syntax', 'a value is expected, but the text ends'],
    ['01', 'json_syntax', 'something follows the end'],
  ])('refuses %j with its place and what was expected', (text, code, words) => {
    const error = attempt(text);
    expect(error).toBeInstanceOf(DocumentError);
    expect(error).toMatchObject({ code, status: 400 });
    expect(error).toHaveProperty('message', expect.stringContaining(words));
  });

  it('reads 128 levels and refuses the 129th, even of a million', () => {
    expect(attempt(nested(documentLimits.depth))).toHaveProperty('value');
    expect(attempt(nested(documentLimits.depth + 1))).toMatchObject({ code: 'json_too_deep' });
    expect(attempt('['.repeat(1_000_000))).toMatchObject({ code: 'json_too_deep' });
    expect(attempt('{"a":'.repeat(900_000))).toMatchObject({ code: 'json_too_deep' });
  });

  it('reads 20 000 keys of one object and refuses one more, with keys that look like numbers', () => {
    expect(attempt(withKeys(documentLimits.keysPerObject))).toHaveProperty('value');
    const error = attempt(withKeys(documentLimits.keysPerObject + 1));
    expect(error).toMatchObject({ code: 'json_too_many_keys' });
    expect(error).toHaveProperty('message', expect.stringContaining('more than 20000 keys'));
  });

  it('refuses a text above the limit before reading it', () => {
    const error = attempt(`"${'a'.repeat(documentLimits.documentCharacters)}"`);
    expect(error).toMatchObject({ code: 'document_too_large', status: 413 });
  });
});

function jsonPieces(): readonly string[] {
  const marks = ['{', '}', '[', ']', ',', ':', '"', '\\', ' ', '\n', '\t', '\u0000', '\u001f', '\ufeff'];
  const words = ['true', 'false', 'null', 'a', 'é', '😀', 'u00e9', '\\ud83d\\ude00', '\\ud800'];
  const numbers = ['1', '0', '-', '.5', 'e3', 'E+2'];
  return [...marks, ...words, ...numbers, '"a":', '"b":1', '[1]', '{"a":1}'];
}

const ownRefusals = ['json_duplicate_key', 'json_too_deep', 'json_too_many_keys', 'json_lone_surrogate'];

function attempt(text: string): JsonReading | DocumentError {
  try {
    return readJson(text);
  } catch (cause) {
    if (cause instanceof DocumentError) return cause;
    throw cause;
  }
}

function attemptBuiltIn(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

function sliced(text: string, member: { start: number; end: number } | undefined): string {
  return text.slice(member?.start, member?.end);
}

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}

function withKeys(count: number): string {
  return `{${Array.from({ length: count }, (_, index) => `"${index * 16_777_216}":0`).join(',')}}`;
}
