import { clockChanges } from './clock-changes.ts';
import { epochToZoned, zonedToEpoch, zoneOffset, type WallClock } from '../../time/zone.ts';

/** One label of the time axis; a day's first label is bold. */
export interface TimeTick {
  readonly atMs: number;
  readonly label: string;
  readonly isDay: boolean;
}

const SECOND = 1000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
const STEPS = [
  SECOND,
  5 * SECOND,
  10 * SECOND,
  15 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  5 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  90 * DAY,
  365 * DAY,
];

/**
 * Labels of a time axis at round wall-clock times of the zone, at most `most` of them: `14:05`, `14:05:30` where the
 * distance is under a minute, `Nov 20` at day starts and wherever a day or more lies between two labels.
 */
export function timeTicks(startMs: number, endMs: number, zone: string, most: number): readonly TimeTick[] {
  const step = STEPS.find((one) => (endMs - startMs) / one <= Math.max(1, most)) ?? STEPS.at(-1) ?? DAY;
  return (
    step >= DAY ? dayStarts(startMs, endMs, zone, step / DAY) : clockTimes(startMs, endMs, zone, step)
  ).map((atMs) => tickAt(atMs, step, zone));
}

/** Between two clock changes the wall clock runs as time does: an hour that comes twice has its labels twice. */
function clockTimes(startMs: number, endMs: number, zone: string, step: number): readonly number[] {
  const edges = [startMs, ...clockChanges(startMs, endMs, zone).map(({ atMs }) => atMs), endMs + 1];
  return edges.slice(0, -1).flatMap((from, index) => {
    const to = edges[index + 1] ?? from;
    const offset = zoneOffset(from, zone) * MINUTE;
    const ticks: number[] = [];
    for (let at = Math.ceil((from + offset) / step) * step - offset; at < to; at += step) ticks.push(at);
    return ticks;
  });
}

function dayStarts(startMs: number, endMs: number, zone: string, days: number): readonly number[] {
  const ticks: number[] = [];
  const first = epochToZoned(startMs, zone);
  for (let day = 0; day <= 400 * days; day += 1) {
    const wall: WallClock = { ...first, day: first.day + day, hour: 0, minute: 0, second: 0 };
    const at = zonedToEpoch(wall, zone);
    if (at > endMs) break;
    const dayNumber = Math.floor((at + zoneOffset(at, zone) * MINUTE) / DAY);
    if (at >= startMs && dayNumber % days === 0) ticks.push(at);
  }
  return ticks;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function tickAt(atMs: number, step: number, zone: string): TimeTick {
  const wall = epochToZoned(atMs, zone);
  const isMidnight = wall.hour === 0 && wall.minute === 0 && wall.second === 0;
  if (step >= DAY || isMidnight) {
    return { atMs, label: `${MONTHS[wall.month - 1] ?? ''} ${wall.day}`, isDay: step < DAY };
  }
  const clock = `${two(wall.hour)}:${two(wall.minute)}`;
  return { atMs, label: step < MINUTE ? `${clock}:${two(wall.second)}` : clock, isDay: false };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
