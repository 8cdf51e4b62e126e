/** A day of the calendar; month and day count from 1. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The day that is so many days later. */
export function addDays({ year, month, day }: CalendarDay, days: number): CalendarDay {
  return ofUtc(Date.UTC(year, month - 1, day + days));
}

/** The same day some months later; the last of the month where that has fewer days. */
export function addMonths({ year, month, day }: CalendarDay, months: number): CalendarDay {
  const first = ofUtc(Date.UTC(year, month - 1 + months, 1));
  const last = ofUtc(Date.UTC(first.year, first.month, 0));
  return { ...first, day: Math.min(day, last.day) };
}

/** The six weeks from Monday to Sunday that show a month. */
export function monthWeeks({ year, month }: CalendarDay): readonly (readonly CalendarDay[])[] {
  const first = { year, month, day: 1 };
  const monday = addDays(first, -weekday(first));
  return Array.from({ length: 6 }, (_week, week) =>
    Array.from({ length: 7 }, (_day, day) => addDays(monday, week * 7 + day)),
  );
}

/** Days since Monday. */
export function weekday({ year, month, day }: CalendarDay): number {
  return (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
}

/** Negative, zero or positive, as the first day is before, at or after the second. */
export function compareDays(a: CalendarDay, b: CalendarDay): number {
  return a.year - b.year || a.month - b.month || a.day - b.day;
}

/** `2026-11-20`. */
export function dayText({ year, month, day }: CalendarDay): string {
  return [String(year).padStart(4, '0'), two(month), two(day)].join('-');
}

/** What the two fields of a range say for whole days: from the first's start to the last's end, or to now on today. */
export function daysAsFields(
  first: CalendarDay,
  last: CalendarDay,
  today: CalendarDay,
): { readonly from: string; readonly to: string } {
  const isToday = compareDays(last, today) >= 0;
  return { from: `${dayText(first)} 00:00`, to: isToday ? 'now' : `${dayText(addDays(last, 1))} 00:00` };
}

function ofUtc(epochMs: number): CalendarDay {
  const date = new Date(epochMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
