import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationLabel, parseDuration, printDuration } from './duration.ts';
import { parseInstant } from './instant.ts';
import {
  defaultRange,
  defaultRefresh,
  parseRange,
  parseRefresh,
  printRange,
  shiftRange,
  stepFor,
  zoomOutRange,
} from './range.ts';
import { epochToZoned, zonedToEpoch } from './zone.ts';

const now = Date.UTC(2026, 10, 20, 14, 5, 30);

describe('durations', () => {
  it.each([
    ['90m', 5_400_000],
    ['1h30m', 5_400_000],
    ['1:30', 5_400_000],
    ['7d', 604_800_000],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '0m', '1x', 'h', '1:75', '-1h'])('refuses %s', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it('reads back what it prints', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40_000_000_000 }),
        (ms) => parseDuration(printDuration(ms)) === ms,
      ),
    );
  });

  it('labels a length with spaces', () => {
    expect(durationLabel(5_400_000)).toBe('1 h 30 m');
    expect(durationLabel(86_400_000)).toBe('24 h');
    expect(durationLabel(604_800_000)).toBe('7 d');
  });
});

describe('the range in the URL', () => {
  it('falls back when the parameters make no sense', () => {
    expect(parseRange('soon', null, defaultRange)).toBe(defaultRange);
    expect(parseRange('2000', '1000', defaultRange)).toBe(defaultRange);
  });

  it('keeps a range through print and parse', () => {
    const fixed = { kind: 'absolute', startMs: now - 1000, endMs: now } as const;
    const { start, end } = printRange(fixed);
    expect(parseRange(start, end, defaultRange)).toEqual(fixed);
  });

  it('refreshes every 15 s up to an hour, every minute above, never when fixed', () => {
    expect(defaultRefresh({ kind: 'relative', pastMs: 3_600_000 })).toBe(15_000);
    expect(defaultRefresh({ kind: 'relative', pastMs: 21_600_000 })).toBe(60_000);
    expect(parseRefresh('15s', { kind: 'absolute', startMs: 1, endMs: 2 })).toBe('off');
    expect(parseRefresh('1s', { kind: 'relative', pastMs: 900_000 })).toBe(5000);
  });

  it('shifts by half a window and becomes live again at now', () => {
    const hour = { kind: 'relative', pastMs: 3_600_000 } as const;
    const back = shiftRange(hour, -1, now);
    expect(back).toEqual({ kind: 'absolute', startMs: now - 5_400_000, endMs: now - 1_800_000 });
    expect(shiftRange(back, 1, now)).toEqual(hour);
  });

  it('doubles a fixed range without passing now', () => {
    const out = zoomOutRange({ kind: 'absolute', startMs: now - 3_600_000, endMs: now }, now);
    expect(out).toEqual({ kind: 'absolute', startMs: now - 7_200_000, endMs: now });
  });

  it('chooses a step that is no finer than the scrape', () => {
    expect(stepFor(3_600_000, 600)).toBe(15_000);
    expect(stepFor(7 * 86_400_000, 600)).toBe(1_800_000);
  });
});

describe('instants people type', () => {
  it.each([
    ['now', now],
    ['now-2h', now - 7_200_000],
    ['14:00', Date.UTC(2026, 10, 20, 14)],
    ['2026-11-19 16:20', Date.UTC(2026, 10, 19, 16, 20)],
    ['2026-11-19T16:20:00+01:00', Date.UTC(2026, 10, 19, 15, 20)],
  ])('reads %s', (text, expected) => {
    expect(parseInstant(text, now, 'UTC')).toBe(expected);
  });

  it('reads a clock time in the zone of the page', () => {
    expect(parseInstant('10:00', now, 'Asia/Kolkata')).toBe(Date.UTC(2026, 10, 20, 4, 30));
  });

  it('refuses what is no instant', () => {
    expect(parseInstant('yesterday', now, 'UTC')).toBeNull();
    expect(parseInstant('2026-13', now, 'UTC')).toBeNull();
  });

  it('finds the instant of every wall clock it shows, but for the hour that happens twice', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }),
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'),
        (seconds, zone) => {
          const epochMs = seconds * 1000;
          const found = zonedToEpoch(epochToZoned(epochMs, zone), zone);
          return found === epochMs || epochMs - found === 3_600_000;
        },
      ),
    );
  });
});
