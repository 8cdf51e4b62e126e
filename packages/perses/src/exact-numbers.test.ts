import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { exactNumbers, noExactNumbers, printExact } from './exact-numbers.ts';

const number = fc.oneof(
  fc.stringMatching(/^-?(0|[1-9]\d{0,25})(\.\d{1,20})?([eE][+-]?\d{1,3})?$/),
  fc.constantFrom(
    '12345678901234567890',
    '1e400',
    '-1e400',
    '0.1',
    '9007199254740993',
    '1.0',
    '5e-324',
    '1e-400',
  ),
);

describe('numbers that JavaScript cannot hold', () => {
  it('are found, and only they', () => {
    const text =
      '{"a":12345678901234567890,"b":1e400,"c":[1.50,1e3,0.1,-0.0,9007199254740992],"d":"99999999999999999999"}';
    expect([...exactNumbers(text).values()]).toEqual(['12345678901234567890', '1e400']);
    expect(exactNumbers('{"a":[1,2.5,"1e400"]}')).toBe(noExactNumbers);
  });

  it('are written back as they were, wherever they went', () => {
    const text = '{"id":12345678901234567890,"far":[-1e400,{"near":0.10000000000000000001}]}';
    const read: unknown = JSON.parse(text);
    expect(printExact(read, exactNumbers(text))).toBe(text);
    expect(printExact({ moved: read }, exactNumbers(text))).toBe(`{"moved":${text}}`);
    expect(printExact(read, exactNumbers(text), 2)).toContain('\n  "id": 12345678901234567890,\n');
  });

  it('never become null', () => {
    expect(printExact([Infinity, -Infinity], noExactNumbers)).toBe('[1e999,-1e999]');
  });

  it('are told from texts that look like their marks', () => {
    const text = '{"a":1e400,"b":"number:5","c":"_number:7","number:":"1"}';
    expect(printExact(JSON.parse(text), exactNumbers(text))).toBe(text);
  });

  it('survive reading and printing, one at a time', () => {
    fc.assert(
      fc.property(number, (token) => {
        const printed = printExact(JSON.parse(`[${token}]`), exactNumbers(`[${token}]`));
        // The spelling of an exact number may change (1.0 is 1), its value may not; the others keep theirs.
        expect(exactNumbers(`[${token}]`).size === 0 ? Number(printed.slice(1, -1)) : printed).toBe(
          exactNumbers(`[${token}]`).size === 0 ? Number(token) + 0 : `[${token}]`,
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('change nothing in documents without them', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const value: unknown = JSON.parse(text);
        expect(JSON.parse(printExact(value, exactNumbers(text)))).toEqual(value);
      }),
    );
  });
});
