import { describe, expect, it } from 'vitest';
import { exact, general, integer, loss, missing } from './number.ts';
import {
  below,
  byteRate,
  bytes,
  cost,
  duration,
  notANumber,
  ofTotal,
  percent,
  points,
  rate,
  step,
} from './quantity.ts';
import { age, ago, axisTime, dateTime, isoTime, shortTime } from './time.ts';
import { axisScale, formatValue, spokenValue, tickText } from './unit.ts';

const at = Date.UTC(2026, 10, 20, 14, 5, 30);

describe('every example of the number table', () => {
  it.each([
    ['0.0427', general(0.0427)],
    ['3.14', general(3.14159)],
    ['9,999', general(9999)],
    ['12.4 k', general(12_400)],
    ['1.24 M', general(1_240_000)],
    ['850 µs', duration(0.00085)],
    ['42 ms', duration(0.042)],
    ['1.34 s', duration(1.34)],
    ['2 m 05 s', duration(125)],
    ['3 h 12 m', duration(11_520)],
    ['5 d 4 h', duration(446_400)],
    ['812 MiB', bytes(812 * 2 ** 20)],
    ['71.2 GiB of 79.6 GiB', `${bytes(71.2 * 2 ** 30)} of ${bytes(79.6 * 2 ** 30)}`],
    ['38.4 req/s', rate(38.4, 'req/s')],
    ['1.24 k tokens/s', rate(1240, 'tokens/s')],
    ['0.42 preemptions/s', rate(0.42, 'preemptions/s')],
    ['48.1 MB/s', byteRate(48.1e6)],
    ['0.4%', percent(0.004)],
    ['37%', percent(0.37)],
    ['99.2%', percent(0.992)],
    ['+12 pp', points(0.12)],
    ['6 of 8 GPUs', ofTotal(6, 8, 'GPUs')],
    ['71 °C', formatValue(71, 'celsius')],
    ['412 W', formatValue(412, 'watts')],
    ['1,980 MHz', formatValue(1980, 'megahertz')],
    ['1,204 GPU-h', formatValue(1204, 'GPU-h')],
    ['96 kWh', formatValue(96, 'kilowatthours')],
    ['0.4312', loss(0.43124)],
    ['3.1e-5', loss(3.1e-5)],
    ['step 48,200 of 120,000 (40%)', step(48_200, 120_000)],
    ['NaN (no requests in the window)', notANumber('no requests in the window')],
    ['∞', general(Number.POSITIVE_INFINITY)],
    [missing, general(null)],
    ['< 1 ms', below('1 ms')],
    ['\u22123.2 pp', points(-0.032)],
    ['≈ 2,530 € (1,204 GPU-h × 2.10 €/h, price set by admin)', cost(1204, 2.1, 'price set by admin')],
  ])('prints %s', (expected, printed) => {
    expect(printed).toBe(expected);
  });

  it.each([
    ['10 k', general(9999.6)],
    ['1 M', general(999_960)],
    ['1 m 00 s', duration(59.99)],
    ['1 h 00 m', duration(3599.7)],
    ['1 d 0 h', duration(86_399)],
    ['1 s', duration(0.9996)],
    ['100%', percent(1)],
    ['0%', percent(0)],
    ['< 0.1%', percent(0.0001)],
    ['\u221212.4 k', general(-12_400)],
    ['12,345.678', exact(12_345.678)],
    ['0', integer(-0.2).replace('\u2212', '')],
    ['\u2212∞', general(Number.NEGATIVE_INFINITY)],
    ['1 GiB', bytes(2 ** 30 - 1)],
    ['1 workload', formatValue(1, 'workloads')],
    ['0 workloads', formatValue(0, 'workloads')],
  ])('carries over at the edge of a unit: %s', (expected, printed) => {
    expect(printed).toBe(expected);
  });

  it('writes a value of any unit it does not know with its name', () => {
    expect(formatValue(5, 'frogs')).toBe('5 frogs');
    expect(formatValue(0.5, 'percent-decimal')).toBe('50%');
    expect(formatValue(250, 'milliseconds')).toBe('250 ms');
    expect(formatValue(null, 'bytes')).toBe('—');
  });

  it('reads units out in words', () => {
    expect(spokenValue(0.42, 'seconds')).toBe('420 milliseconds');
    expect(spokenValue(0.21, 'ratio')).toBe('21 percent');
    expect(spokenValue(null, 'ratio')).toBe('no sample');
  });
});

describe('axis ticks', () => {
  it.each([
    ['seconds', 0.5, 0.1, 0.2, '200 ms'],
    ['seconds', 3, 0.5, 1.5, '1.5 s'],
    ['seconds', 900, 300, 600, '10 m'],
    ['bytes', 4 * 2 ** 30, 2 ** 30, 2 ** 31, '2 GiB'],
    ['ratio', 1, 0.25, 0.5, '50%'],
    ['percent', 100, 25, 75, '75%'],
    ['tokens/sec', 2500, 500, 1500, '1.5 k tok/s'],
    ['tokens/sec', 40_000, 10_000, 20_000, '20 k tok/s'],
    ['count', 10, 2.5, 7.5, '7.5'],
    ['count/sec', 1, 0.25, 0.25, '0.25/s'],
    ['celsius', 80, 20, 60, '60 °C'],
    ['value', 6e-6, 2e-6, 4e-6, '4e-6'],
    ['value', 6e-6, 2e-6, 0, '0'],
    ['tokens/sec', 40_000, 10_000, 0, '0 tok/s'],
  ])('%s up to %d every %d shows %d as %s', (unit, largest, distance, value, expected) => {
    expect(tickText(value, distance, axisScale(unit, largest))).toBe(expected);
  });
});

describe('time', () => {
  it.each([
    ['2026-11-20 14:05:30 UTC', dateTime(at, 'UTC')],
    ['2026-11-20 19:35:30 +05:30', dateTime(at, 'Asia/Kolkata')],
    ['2026-11-20T14:05:30+00:00', isoTime(at, 'UTC')],
    ['14:05', axisTime(at, 3_600_000, 'UTC')],
    ['14:05:30', axisTime(at, 240_000, 'UTC')],
    ['Nov 20', axisTime(Date.UTC(2026, 10, 20), 3_600_000, 'UTC')],
    ['Nov 20', axisTime(at, 6 * 86_400_000, 'UTC')],
    ['14:05', shortTime(at, at + 1000, 'UTC')],
    ['Nov 20 14:05', shortTime(at, at + 86_400_000, 'UTC')],
    ['9 s ago', ago(at - 9000, at, 'UTC')],
    ['12 min ago', ago(at - 720_000, at, 'UTC')],
    ['3 h ago', ago(at - 3 * 3_600_000, at, 'UTC')],
    ['Nov 19 14:05', ago(at - 86_400_000, at, 'UTC')],
    ['0 s ago', ago(at + 5000, at, 'UTC')],
    ['5 d', age(5 * 86_400_000)],
    // Oct 25 2026, 02:30 happens twice in Berlin.
    ['02:30 +02:00', axisTime(Date.UTC(2026, 9, 25, 0, 30), 3_600_000, 'Europe/Berlin')],
    ['02:30 +01:00', axisTime(Date.UTC(2026, 9, 25, 1, 30), 3_600_000, 'Europe/Berlin')],
  ])('prints %s', (expected, printed) => {
    expect(printed).toBe(expected);
  });
});
