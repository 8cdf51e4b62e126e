/** Width of the fixed grid on which everything in the cluster happens, in milliseconds; ticks are aligned to the Unix epoch. */
export const TICK_MS = 15_000;

/** Seconds in one tick. */
export const TICK_SECONDS = TICK_MS / 1000;

/** How many days of past a counter may have; older incarnations begin at an estimated value. */
export const HISTORY_DAYS = 7;

/** The tick that has begun at a time in epoch milliseconds. */
export function tickAt(epochMs: number): number {
  return Math.floor(epochMs / TICK_MS);
}

/** Epoch milliseconds at which a tick begins. */
export function tickMs(tick: number): number {
  return tick * TICK_MS;
}

/** Epoch seconds at which a tick begins. */
export function tickSeconds(tick: number): number {
  return tick * TICK_SECONDS;
}

/** Ticks in a span of minutes, at least one. */
export function minutes(count: number): number {
  return Math.max(1, Math.round((count * 60) / TICK_SECONDS));
}

/** Ticks in a span of hours. */
export function hours(count: number): number {
  return minutes(count * 60);
}
