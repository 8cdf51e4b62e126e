import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDuration, writeDuration } from './read-duration.ts';
import { readTime, writeTime } from './read-time.ts';

describe('readTime', () => {
  it.each([
    ['0', 0],
    ['1700000000', 1_700_000_000_000],
    ['1700000000.123', 1_700_000_000_123],
    ['1543578564.705', 1_543_578_564_705],
    ['1.7e9', 1_700_000_000_000],
    ['-1.5', -1_500],
    ['.5', 500],
    ['1.', 1_000],
    ['2023-11-14T22:13:20Z', 1_700_000_000_000],
    ['2023-11-14T22:13:20.123456789Z', 1_700_000_000_123],
    ['2023-11-15T00:13:20+02:00', 1_700_000_000_000],
    ['2024-02-29T00:00:00Z', 1_709_164_800_000],
  ])('reads %s as %d', (text, ms) => {
    expect(readTime(text)).toBe(ms);
  });

  it.each([
    '',
    'now',
    'NaN',
    'Inf',
    '+Inf',
    '0x10',
    '1_000',
    '1e999',
    '9e20',
    '2023-11-14',
    '2023-11-14 22:13:20Z',
    '2023-11-14T22:13:20',
    '2023-02-30T00:00:00Z',
    '2023-13-01T00:00:00Z',
    '2023-11-14T25:00:00Z',
    ' 1',
    '1 ',
  ])('refuses %j', (text) => {
    expect(readTime(text)).toBeUndefined();
  });

  it('reads what it writes, to the millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e13, max: 1e14 }), (ms) => {
        expect(readTime(writeTime(ms))).toBe(ms);
      }),
    );
  });
});

describe('readDuration', () => {
  it.each([
    ['15', 15_000],
    ['0.5', 500],
    ['0.0015', 1],
    ['15s', 15_000],
    ['1m', 60_000],
    ['1ms', 1],
    ['1h30m', 5_400_000],
    ['1y1w1d1h1m1s1ms', 31_536_000_000 + 604_800_000 + 86_400_000 + 3_600_000 + 60_000 + 1_001],
    ['0', 0],
    ['-5', -5_000],
  ])('reads %s as %d ms', (text, ms) => {
    expect(readDuration(text)).toBe(ms);
  });

  it.each(['', 's', '1x', '30m1h', '1.5h', '5m ', '-5m', 'Inf', '1e300', '999999y', '1m1m'])(
    'refuses %j',
    (text) => {
      expect(readDuration(text)).toBeUndefined();
    },
  );

  it('reads what it writes, to the millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9e12 }), (ms) => {
        expect(readDuration(writeDuration(ms))).toBe(ms);
      }),
    );
  });
});
