import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeLabelValue, labelText, parseLabelText } from './labels.ts';
import { printNumber, storedBound } from './numbers.ts';
import { createTextWriter } from './text-writer.ts';

describe('label text', () => {
  it('comes back as it was, whatever the values hold', () => {
    const name = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/);
    fc.assert(
      fc.property(fc.dictionary(name, fc.string()), (labels) => {
        expect(parseLabelText(labelText(labels))).toEqual({ ...labels });
      }),
    );
  });

  it('escapes backslash, quote and line feed', () => {
    expect(escapeLabelValue('a\\b"c\nd')).toBe(String.raw`a\\b\"c\nd`);
  });
});

describe('numbers', () => {
  it.each([
    [1, '1.0', '1'],
    [0.25, '0.25', '0.25'],
    [16_384, '16384.0', '16384'],
    [2_097_152, '2.097152e+06', '2.097152e+06'],
    [1_784_023_449.2976573, '1.7840234492976573e+09', '1.7840234492976573e+09'],
    [19_392_065_536, '1.9392065536e+010', '1.9392065536e+10'],
    [0.00003124776801655127, '3.124776801655127e-05', '3.124776801655127e-05'],
    [Infinity, '+Inf', '+Inf'],
    [Number.NaN, 'NaN', 'NaN'],
  ])('%d is printed as Python and as Go print it', (value, python, go) => {
    expect(printNumber(value, 'python')).toBe(python);
    expect(printNumber(value, 'go')).toBe(go);
  });

  it('are read back as they were', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }),
        fc.constantFrom('python', 'go'),
        (value, style) => {
          expect(Number(printNumber(value, style))).toBe(value);
        },
      ),
    );
  });

  it.each([
    [1, '1.0'],
    [10, '10.0'],
    [0.005, '0.005'],
    [1_000_000, '1e+06'],
    [Infinity, '+Inf'],
  ])('bound %d is stored as Prometheus 3 stores it', (bound, text) => {
    expect(storedBound(bound)).toBe(text);
  });
});

describe('the text writer', () => {
  it('writes HELP and TYPE once a family', () => {
    const out = createTextWriter('go');
    out.family('a', 'counter', 'one\nline');
    out.sample('a', '', 1);
    out.family('a', 'counter', 'one\nline');
    out.sample('a', 'b="c"', 2);
    expect(out.text()).toBe('# HELP a one\\nline\n# TYPE a counter\na 1\na{b="c"} 2\n');
  });
});
