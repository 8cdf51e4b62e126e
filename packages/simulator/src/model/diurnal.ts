import { tickSeconds } from './grid.ts';

const DAY = 86_400;
const LUNCH_FROM = 12 * 3600;
const LUNCH_TO = 13 * 3600;

/** Traffic by time of day, 1 on the average of a working day: peak in the afternoon, a dip at lunch, 0.4 on weekends. */
export function diurnal(tick: number): number {
  const seconds = tickSeconds(tick);
  const ofDay = ((seconds % DAY) + DAY) % DAY;
  const wave = 1 + 0.6 * Math.sin((2 * Math.PI * (ofDay - 9 * 3600)) / DAY);
  return wave * weekend(seconds) * lunch(ofDay);
}

/** 1 in working hours, falling to 0 at night and on weekends. */
export function businessHours(tick: number): number {
  const seconds = tickSeconds(tick);
  const hour = (((seconds % DAY) + DAY) % DAY) / 3600;
  const day = smoothStep((hour - 7) / 2) * (1 - smoothStep((hour - 17) / 3));
  return day * (weekend(seconds) < 1 ? 0.15 : 1);
}

/** 1970-01-01 was a Thursday: days 2 and 3 of the count are Saturday and Sunday. */
function weekend(seconds: number): number {
  const day = (((Math.floor(seconds / DAY) + 4) % 7) + 7) % 7;
  return day === 6 || day === 0 ? 0.4 : 1;
}

function lunch(ofDay: number): number {
  const into = Math.min(ofDay - LUNCH_FROM, LUNCH_TO - ofDay) / 900;
  return 1 - 0.15 * smoothStep(into);
}

function smoothStep(x: number): number {
  const t = Math.min(1, Math.max(0, x));
  return t * t * (3 - 2 * t);
}
