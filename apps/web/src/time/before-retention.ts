import { monthDay, clock } from '../format/time.ts';
import { durationLabel } from './duration.ts';

/** The sentence for a range that ended before the oldest sample Prometheus keeps; null for any other range. */
export function beforeRetention(
  endMs: number,
  nowMs: number,
  retentionMs: number | null | undefined,
  zone: string,
): string | null {
  if (retentionMs === null || retentionMs === undefined) return null;
  const oldestMs = nowMs - retentionMs;
  if (endMs >= oldestMs) return null;
  const at = `${monthDay(oldestMs, zone)} ${clock(oldestMs, zone, false)}`;
  return `No data before ${at}: metrics are kept ${durationLabel(retentionMs)}. Choose a later range.`;
}
