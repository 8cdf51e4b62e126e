import { zoneOffset } from '../../time/zone.ts';

/** An instant at which the clocks of a zone are put on or back. */
export interface ClockChange {
  readonly atMs: number;
  /** `clocks +1 h` (console.md §2.5). */
  readonly label: string;
}

const MINUTE_MS = 60_000;
/** Two changes of one zone are further apart than this. */
const STRIDE_MS = 7 * 86_400_000;

/** The clock changes of a zone within a range, in order. */
export function clockChanges(startMs: number, endMs: number, zone: string): readonly ClockChange[] {
  if (zone === 'UTC') return [];
  const changes: ClockChange[] = [];
  for (let from = startMs; from < endMs; from += STRIDE_MS) {
    const to = Math.min(endMs, from + STRIDE_MS);
    const [before, after] = [zoneOffset(from, zone), zoneOffset(to, zone)];
    if (before !== after)
      changes.push({ atMs: firstWith(after, from, to, zone), label: label(after - before) });
  }
  return changes;
}

/** The first full minute at which the zone has this offset. */
function firstWith(offset: number, fromMs: number, toMs: number, zone: string): number {
  let low = Math.floor(fromMs / MINUTE_MS);
  let high = Math.ceil(toMs / MINUTE_MS);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (zoneOffset(middle * MINUTE_MS, zone) === offset) high = middle;
    else low = middle + 1;
  }
  return low * MINUTE_MS;
}

function label(minutes: number): string {
  const size = Math.abs(minutes);
  return `clocks ${minutes < 0 ? '\u2212' : '+'}${size % 60 === 0 ? `${size / 60} h` : `${size} min`}`;
}
