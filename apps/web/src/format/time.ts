import { epochToZoned, isAmbiguous, zoneOffset } from '../time/zone.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

/** An instant with its zone: `2026-11-20 14:05:30 UTC`, elsewhere with the offset: `… 15:05:30 +01:00`. */
export function dateTime(epochMs: number, zone: string): string {
  const wall = epochToZoned(epochMs, zone);
  const day = `${wall.year}-${two(wall.month)}-${two(wall.day)}`;
  return `${day} ${clock(epochMs, zone, true)} ${zone === 'UTC' ? 'UTC' : offset(epochMs, zone)}`;
}

/** ISO 8601 with offset, for CSV and JSON: `2026-11-20T14:05:30+00:00`. */
export function isoTime(epochMs: number, zone: string): string {
  const wall = epochToZoned(epochMs, zone);
  const day = `${wall.year}-${two(wall.month)}-${two(wall.day)}`;
  return `${day}T${clock(epochMs, zone, true)}${offset(epochMs, zone)}`;
}

/** A short instant in a sentence: `14:05` on the day of `nowMs`, `Nov 19 16:20` on others; the ambiguous hour has its offset. */
export function shortTime(epochMs: number, nowMs: number, zone: string): string {
  const isSameDay = dayOf(epochMs, zone) === dayOf(nowMs, zone);
  const time = `${clock(epochMs, zone, false)}${isAmbiguous(epochMs, zone) ? ` ${offset(epochMs, zone)}` : ''}`;
  return isSameDay ? time : `${monthDay(epochMs, zone)} ${time}`;
}

/** The tick of a time axis: `14:05`, with seconds under 5 minutes, the day at its start, only the day above 5 days. */
export function axisTime(epochMs: number, lengthMs: number, zone: string): string {
  const wall = epochToZoned(epochMs, zone);
  const isMidnight = wall.hour === 0 && wall.minute === 0 && wall.second === 0;
  if (isMidnight || lengthMs > 5 * dayMs) return monthDay(epochMs, zone);
  const time = clock(epochMs, zone, lengthMs < 5 * minuteMs);
  return isAmbiguous(epochMs, zone) ? `${time} ${offset(epochMs, zone)}` : time;
}

/** `14:05` or `14:05:30` on the wall clock of the zone. */
export function clock(epochMs: number, zone: string, withSeconds: boolean): string {
  const wall = epochToZoned(epochMs, zone);
  const time = `${two(wall.hour)}:${two(wall.minute)}`;
  return withSeconds ? `${time}:${two(wall.second)}` : time;
}

/** `Nov 20` in the zone. */
export function monthDay(epochMs: number, zone: string): string {
  const wall = epochToZoned(epochMs, zone);
  return `${months[wall.month - 1] ?? ''} ${wall.day}`;
}

/** The age of an instant: `9 s ago`, `12 min ago`, `3 h ago`, from 24 h on the instant itself. */
export function ago(epochMs: number, nowMs: number, zone: string): string {
  const past = nowMs - epochMs;
  return past < dayMs ? `${age(Math.max(0, past))} ago` : shortTime(epochMs, nowMs, zone);
}

/** A length of time in one word group: `9 s`, `12 min`, `3 h`, `5 d`. */
export function age(ms: number): string {
  if (ms < minuteMs) return `${Math.floor(ms / 1000)} s`;
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)} min`;
  if (ms < 2 * dayMs) return `${Math.floor(ms / hourMs)} h`;
  return `${Math.floor(ms / dayMs)} d`;
}

/** Offset of a zone as text: `+01:00`. */
export function offset(epochMs: number, zone: string): string {
  const minutes = zoneOffset(epochMs, zone);
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function dayOf(epochMs: number, zone: string): string {
  const wall = epochToZoned(epochMs, zone);
  return `${wall.year}-${wall.month}-${wall.day}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
