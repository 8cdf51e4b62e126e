import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  compareDays,
  daysAsFields,
  dayText,
  monthWeeks,
  weekday,
} from './calendar-days.ts';

const november = { year: 2026, month: 11, day: 27 };

describe('the calendar', () => {
  it('shows a month in six weeks from Monday on, with every day of it once', () => {
    const weeks = monthWeeks(november);
    expect(weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7, 7]);
    expect(weeks[0]?.map(({ day }) => day)).toEqual([26, 27, 28, 29, 30, 31, 1]);
    expect(weeks.flat().filter(({ month }) => month === 11)).toHaveLength(30);
  });

  it('steps over the ends of months and years, and to the last day of a shorter month', () => {
    expect(addDays({ year: 2026, month: 12, day: 31 }, 1)).toEqual({ year: 2027, month: 1, day: 1 });
    expect(addMonths({ year: 2024, month: 1, day: 31 }, 1)).toEqual({ year: 2024, month: 2, day: 29 });
    expect(addMonths({ year: 2026, month: 1, day: 31 }, -2)).toEqual({ year: 2025, month: 11, day: 30 });
  });

  it('fills the fields with whole days, up to now where the last one is today', () => {
    const [first, last] = [
      { ...november, day: 20 },
      { ...november, day: 22 },
    ];
    expect(daysAsFields(first, last, november)).toEqual({ from: '2026-11-20 00:00', to: '2026-11-23 00:00' });
    expect(daysAsFields(first, november, november)).toEqual({ from: '2026-11-20 00:00', to: 'now' });
  });

  it('steps there and back, and weekdays follow each other', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 20_000 }), (days) => {
        const day = addDays(november, days);
        expect(compareDays(addDays(day, -days), november)).toBe(0);
        expect(weekday(addDays(day, 1))).toBe((weekday(day) + 1) % 7);
        expect(dayText(day)).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      }),
    );
  });
});
