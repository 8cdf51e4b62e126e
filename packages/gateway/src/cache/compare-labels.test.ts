import { describe, expect, it } from 'vitest';
import { compareLabels, readLabelPairs } from './compare-labels.ts';

const read = (text: string) => readLabelPairs(Buffer.from(`x${text}x`), 1, Buffer.byteLength(text) + 1);
const order = (left: string, right: string): number => Math.sign(compareLabels(read(left), read(right)));

describe('the order of series', () => {
  it.each([
    ['{}', '{"a":"1"}', -1],
    ['{"a":"1"}', '{"a":"1","b":"2"}', -1],
    ['{"a":"2"}', '{"a":"1","b":"2"}', 1],
    ['{"a":"1"}', '{"b":"0"}', -1],
    ['{"a":"\\u00e4"}', '{"a":"ä"}', 0],
    ['{"a":"\\""}', '{"a":"!"}', 1],
    // UTF-16 would put the surrogates of 😀 before U+FF5E.
    ['{"a":"😀"}', '{"a":"～"}', 1],
    ['{"10":"a","2":"b"}', '{"10":"a","2":"c"}', -1],
  ])('of %s and %s is that of their bytes', (left, right, expected) => {
    expect(order(left, right)).toBe(expected);
    expect(order(right, left)).toBe(expected === 0 ? 0 : -expected);
  });

  it('reads names of digits where they stand', () => {
    expect(read('{"b":"1","2":"x","1":"y"}').map(String)).toEqual(['b', '1', '2', 'x', '1', 'y']);
  });
});
