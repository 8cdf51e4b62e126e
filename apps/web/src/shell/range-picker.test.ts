import { describe, expect, it } from 'vitest';
import { rangeLabel } from './range-label.ts';
import { readCustom } from './RangePicker.tsx';

const now = Date.UTC(2026, 10, 20, 14, 0);

describe('a custom range', () => {
  it('stays relative when it ends now', () => {
    expect(readCustom('now-2h', 'now', now, 'UTC')).toEqual({ kind: 'relative', pastMs: 7_200_000 });
  });

  it('is fixed when it names instants', () => {
    expect(readCustom('10:00', '11:00', now, 'Asia/Kolkata')).toEqual({
      kind: 'absolute',
      startMs: Date.UTC(2026, 10, 20, 4, 30),
      endMs: Date.UTC(2026, 10, 20, 5, 30),
    });
  });

  it('says what is wrong and what to type instead', () => {
    expect(readCustom('soon', 'now', now, 'UTC')).toContain("'soon' is no time");
    expect(readCustom('now', 'later', now, 'UTC')).toContain("'later' is no time");
    expect(readCustom('12:00', '11:00', now, 'UTC')).toContain('not after the start');
  });

  it('is labelled in words', () => {
    expect(rangeLabel({ kind: 'relative', pastMs: 604_800_000 }, 'UTC')).toBe('Last 7 d');
  });
});
