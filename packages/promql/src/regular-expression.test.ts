import { describe, expect, it } from 'vitest';
import { readRegularExpression } from './regular-expression.ts';

describe('readRegularExpression', () => {
  it.each([
    ['', true],
    ['a', false],
    ['a|b', false],
    ['a|', true],
    ['|a', true],
    ['a||b', true],
    ['.*', true],
    ['.+', false],
    ['(a|b*)', true],
    ['(a?b)?', true],
    ['^$', true],
    ['\\b', false],
    ['\\B', true],
    ['x{0}', true],
    ['x{0,}y', false],
    ['(?i)', true],
    ['(?P<n>)|x', true],
    ['[^a]*?', true],
    ['\\Q.*\\E', false],
    ['\\p{Greek}', false],
    ['\\p{Old_Italic}', false],
    ['{', false],
    ['a{,2}', false],
    ['x{1,2', false],
  ])('knows whether %j matches the empty text: %s', (pattern, matchesEmpty) => {
    expect(readRegularExpression(pattern)).toEqual({ kind: 'valid', matchesEmpty });
  });

  it.each([
    ['(', 'missing closing )', '('],
    ['a)', 'unexpected )', 'a)'],
    ['[a', 'missing closing ]', '[a'],
    ['[b-a]', 'invalid character class range', 'b-a'],
    ['[[:no:]]', 'invalid character class range', '[:no:]'],
    ['*a', 'missing argument to repetition operator', '*'],
    ['a**', 'invalid nested repetition operator', '**'],
    ['a{1001}', 'invalid repeat count', '{1001}'],
    ['a{2,1}', 'invalid repeat count', '{2,1}'],
    ['(a{100}){100}', 'invalid repeat count', '{100}'],
    ['\\', 'trailing backslash at end of expression', ''],
    ['\\q', 'invalid escape sequence', '\\q'],
    ['\\8', 'invalid escape sequence', '\\8'],
    ['\\pX', 'invalid character class range', '\\pX'],
    ['\\p{Nowhere}', 'invalid character class range', '\\p{Nowhere}'],
    ['\\p{greek}', 'invalid character class range', '\\p{greek}'],
    ['\\pn', 'invalid character class range', '\\pn'],
    ['(?<', 'invalid or unsupported Perl syntax', '(?<'],
    ['(?=a)', 'invalid or unsupported Perl syntax', '(?='],
    ['(?P<a b>x)', 'invalid named capture', '(?P<a b>'],
    ['\\x{110000}', 'invalid escape sequence', '\\x{110000'],
  ])('refuses %j as Go does: %s', (pattern, reason, part) => {
    expect(readRegularExpression(pattern)).toEqual({ kind: 'invalid', reason, part });
  });

  it('refuses what would grow beyond bounds when compiled', () => {
    expect(readRegularExpression(`(${'ab'.repeat(3000)}){1000}`)).toMatchObject({
      reason: 'expression too large',
    });
    expect(readRegularExpression('('.repeat(3000) + ')'.repeat(3000))).toMatchObject({
      reason: 'expression nests too deeply',
    });
  });
});
