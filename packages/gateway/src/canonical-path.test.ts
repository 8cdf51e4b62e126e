import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalPath } from './canonical-path.ts';
import { canonicalTarget } from './canonical-target.ts';
import { GatewayError } from './gateway-error.ts';

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof GatewayError ? error.code : `not a GatewayError: ${String(error)}`;
  }
  return 'accepted';
};

describe('canonicalPath', () => {
  it.each([
    ['/', '/'],
    ['/api/v1/query', '/api/v1/query'],
    ['/api/v1/query/', '/api/v1/query/'],
    ['/%61pi/v1/quer%79', '/api/v1/query'],
    ['/a%20b', '/a%20b'],
    ['/a%3Fb%23c', '/a%3Fb%23c'],
    ['/a%c3%a9', '/a%C3%A9'],
    ['/a:b@c!d$e&f=g,h+i', '/a:b@c!d$e&f=g,h+i'],
    ['/a%3Ab', '/a:b'],
    ['/...', '/...'],
    ['/-/healthy', '/-/healthy'],
  ])('spells %s as %s', (raw, path) => {
    expect(canonicalPath(raw).path).toBe(path);
  });

  it.each([
    ['no slash in front', 'api/v1'],
    ['empty', ''],
    ['absolute form', 'http://evil/api'],
    ['empty segment', '/a//b'],
    ['empty first segment', '//evil.example/a'],
    ['dot segment', '/a/./b'],
    ['parent segment', '/a/../b'],
    ['parent at the end', '/a/..'],
    ['encoded dot', '/a/%2e%2e/b'],
    ['half encoded dots', '/a/.%2E/b'],
    ['encoded dot in a name', '/a%2eb'],
    ['encoded slash', '/label/..%2f..%2fadmin/values'],
    ['encoded backslash', '/a%5cb'],
    ['backslash', '/a\\b'],
    ['semicolon', '/a;x=1/b'],
    ['encoded semicolon', '/a%3bx'],
    ['NUL', '/a%00'],
    ['newline', '/a%0d%0aX: y'],
    ['DEL', '/a%7f'],
    ['double encoding', '/a%252e%252e/b'],
    ['broken percent', '/a%2'],
    ['percent at the end', '/a%'],
    ['not hexadecimal', '/a%zz'],
    ['overlong UTF-8 slash', '/a%c0%af'],
    ['lone continuation byte', '/a%80'],
    ['surrogate', '/a%ed%a0%80'],
    ['raw non-ASCII', '/é'],
    ['raw blank', '/a b'],
    ['tab', '/a\tb'],
    ['fragment', '/a#b'],
    ['question mark', '/a?b'],
    ['too long', `/${'a'.repeat(2_048)}`],
    ['too many segments', '/a'.repeat(65)],
  ])('refuses %s', (_, raw) => {
    expect(codeOf(() => canonicalPath(raw))).toBe('bad_path');
  });

  const pieces = fc.constantFrom(
    '.',
    '..',
    '/',
    '%2e',
    '%2F',
    '\\',
    '%5c',
    '%25',
    '%252e',
    ';',
    '%00',
    'a',
    'api',
    'é',
    '%c3%a9',
    '?',
    '#',
    ' ',
    '%',
    '@',
  );
  const hostile = fc.array(pieces, { maxLength: 12 }).map((parts) => `/${parts.join('')}`);

  it('gives, for any text, a refusal or a path that is its own canonical form and holds no traversal', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string(), fc.webPath()), (raw) => {
        let path: string;
        try {
          ({ path } = canonicalPath(raw));
        } catch (error) {
          expect(error).toBeInstanceOf(GatewayError);
          return;
        }
        expect(canonicalPath(path).path).toBe(path);
        expect(path).toMatch(/^\/[A-Za-z0-9\-._~!$&'()*+,=:@%/]*$/);
        expect(path).not.toMatch(/\/\/|(?:^|\/)\.\.?(?:\/|$)|%(?:2e|2f|5c|25|00|3b)/i);
        // Two programs that decode again, or resolve, see the same path.
        expect(new URL(path, 'http://host').pathname).toBe(path);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps every ordinary segment as it was meant', () => {
    const segment = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter(
        (text) =>
          text.isWellFormed() &&
          !/[\p{Cc}/\\%;]/u.test(text) &&
          text !== '.' &&
          text !== '..' &&
          !/\./.test(text),
      );
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (segments) => {
        const raw = `/${segments.map(encodeURIComponent).join('/')}`;
        expect(canonicalPath(raw).segments).toEqual(segments);
      }),
    );
  });
});

describe('canonicalTarget', () => {
  it('splits at the first question mark and leaves the rest raw', () => {
    expect(canonicalTarget('/a/b?x=1?&y=%2e')).toEqual({
      path: '/a/b',
      segments: ['a', 'b'],
      search: 'x=1?&y=%2e',
    });
    expect(canonicalTarget('/a').search).toBe('');
  });

  it('refuses a fragment, wherever it stands', () => {
    expect(codeOf(() => canonicalTarget('/a?b#c'))).toBe('bad_encoding');
    expect(codeOf(() => canonicalTarget('/a#c?b'))).toBe('bad_path');
  });
});
