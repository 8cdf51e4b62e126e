import { shortTime } from '../format/time.ts';
import { durationLabel } from '../time/duration.ts';
import type { TimeRange } from '../time/range.ts';

/** A range in words: `Last 1 h`, `Nov 19 16:20 to 17:20`. */
export function rangeLabel(range: TimeRange, zone: string): string {
  if (range.kind === 'relative') return `Last ${durationLabel(range.pastMs)}`;
  const nowMs = Date.now();
  return `${shortTime(range.startMs, nowMs, zone)} to ${shortTime(range.endMs, Math.max(range.startMs, 0), zone)}`;
}
