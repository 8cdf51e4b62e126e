import { describe, expect, it } from 'vitest';
import { clockChanges } from './clock-changes.ts';

describe('clock changes', () => {
  it('are found to the minute, put on and put back, with their size', () => {
    expect(clockChanges(Date.UTC(2026, 0, 1), Date.UTC(2026, 11, 31), 'Europe/Berlin')).toEqual([
      { atMs: Date.UTC(2026, 2, 29, 1), label: 'clocks +1 h' },
      { atMs: Date.UTC(2026, 9, 25, 1), label: 'clocks −1 h' },
    ]);
    expect(clockChanges(Date.UTC(2026, 9, 25, 0, 30), Date.UTC(2026, 9, 25, 1, 30), 'Europe/Berlin')).toEqual(
      [{ atMs: Date.UTC(2026, 9, 25, 1), label: 'clocks −1 h' }],
    );
  });

  it('of half an hour are said in minutes', () => {
    const [first] = clockChanges(Date.UTC(2026, 8, 1), Date.UTC(2026, 10, 1), 'Australia/Lord_Howe');
    expect(first?.label).toBe('clocks +30 min');
  });

  it('are none where the zone has none, and none outside the range', () => {
    expect(clockChanges(0, Date.UTC(2026, 0, 1), 'UTC')).toEqual([]);
    expect(clockChanges(Date.UTC(2026, 0, 1), Date.UTC(2026, 11, 31), 'Asia/Kolkata')).toEqual([]);
    expect(clockChanges(Date.UTC(2026, 2, 29, 2), Date.UTC(2026, 2, 30), 'Europe/Berlin')).toEqual([]);
  });
});
