import { parseDuration } from './duration.ts';
import { zonedToEpoch, epochToZoned } from './zone.ts';

/** Reads what a person types into a time field: `now`, `now-2h`, ISO 8601, `2026-11-20 14:00` or `14:00` in the zone. */
export function parseInstant(text: string, nowMs: number, zone: string): number | null {
  const trimmed = text.trim();
  if (trimmed === 'now') return nowMs;
  const relative = /^now\s*-\s*(\S+)$/.exec(trimmed);
  if (relative) {
    const pastMs = parseDuration(relative[1] ?? '');
    return pastMs === null ? null : nowMs - pastMs;
  }
  const clock = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(trimmed);
  if (clock) {
    const today = epochToZoned(nowMs, zone);
    return zonedToEpoch(
      { ...today, hour: Number(clock[1]), minute: Number(clock[2]), second: Number(clock[3] ?? 0) },
      zone,
    );
  }
  const local = /^(\d{4})-(\d{2})-(\d{2})(?:[ T]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?)?$/.exec(trimmed);
  if (local) {
    const part = (at: number) => Number(local[at] ?? 0);
    return zonedToEpoch(
      { year: part(1), month: part(2), day: part(3), hour: part(4), minute: part(5), second: part(6) },
      zone,
    );
  }
  if (!/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(trimmed)) return null;
  const exact = Date.parse(trimmed);
  return Number.isNaN(exact) ? null : exact;
}
