import { parseDuration, printDuration } from './duration.ts';

/** What the time bar selects: the last so many ms, or two fixed instants. */
export type TimeRange =
  | { readonly kind: 'relative'; readonly pastMs: number }
  | { readonly kind: 'absolute'; readonly startMs: number; readonly endMs: number };

/** Two instants in epoch ms; end is later than start. */
export type Window = { readonly startMs: number; readonly endMs: number };

/** How often data are read again, in ms; `off` only on request. */
export type Refresh = number | 'off';

/** The ranges offered by name, in ms. */
export const presets = [900_000, 3_600_000, 21_600_000, 86_400_000, 604_800_000, 2_592_000_000] as const;

/** The range of a page that its URL says nothing about. */
export const defaultRange: TimeRange = { kind: 'relative', pastMs: 3_600_000 };

const longestMs = 366 * 86_400_000;

/** Reads `start` and `end` of the URL contract: a duration, or two epoch ms; what makes no sense is the fallback. */
export function parseRange(start: string | null, end: string | null, fallback: TimeRange): TimeRange {
  if (start === null) return fallback;
  const pastMs = parseDuration(start);
  if (pastMs !== null) return { kind: 'relative', pastMs: Math.min(pastMs, longestMs) };
  const startMs = Number(start);
  const endMs = Number(end ?? Number.NaN);
  const isSound = Number.isFinite(startMs) && Number.isFinite(endMs) && endMs > startMs && startMs > 0;
  return isSound ? { kind: 'absolute', startMs, endMs } : fallback;
}

/** The URL parameters of a range; null removes a parameter. */
export function printRange(range: TimeRange): { readonly start: string; readonly end: string | null } {
  return range.kind === 'relative'
    ? { start: printDuration(range.pastMs), end: null }
    : { start: String(Math.round(range.startMs)), end: String(Math.round(range.endMs)) };
}

/** The instants of a range as of `nowMs`. */
export function resolveRange(range: TimeRange, nowMs: number): Window {
  return range.kind === 'relative'
    ? { startMs: nowMs - range.pastMs, endMs: nowMs }
    : { startMs: range.startMs, endMs: range.endMs };
}

/** Length of a range in ms. */
export function rangeLength(range: TimeRange): number {
  return range.kind === 'relative' ? range.pastMs : range.endMs - range.startMs;
}

/** Moves a window by half its length, never past `nowMs`; at now it becomes relative again. */
export function shiftRange(range: TimeRange, direction: -1 | 1, nowMs: number): TimeRange {
  const length = rangeLength(range);
  const { startMs, endMs } = resolveRange(range, nowMs);
  const by = (direction * length) / 2;
  if (endMs + by >= nowMs) return { kind: 'relative', pastMs: length };
  return { kind: 'absolute', startMs: startMs + by, endMs: endMs + by };
}

/** Doubles a range around its middle; what would end after `nowMs` ends at now. */
export function zoomOutRange(range: TimeRange, nowMs: number): TimeRange {
  const length = rangeLength(range);
  if (range.kind === 'relative') return { kind: 'relative', pastMs: Math.min(length * 2, longestMs) };
  const endMs = Math.min(nowMs, range.endMs + length / 2);
  return { kind: 'absolute', startMs: Math.max(1, endMs - length * 2), endMs };
}

/** 15 s up to one hour, one minute above, nothing for a fixed range. */
export function defaultRefresh(range: TimeRange): Refresh {
  if (range.kind === 'absolute') return 'off';
  return range.pastMs <= 3_600_000 ? 15_000 : 60_000;
}

/** Reads `refresh` of the URL: a duration of at least 5 s, `0s` or `off`; else the range's own default. */
export function parseRefresh(text: string | null, range: TimeRange): Refresh {
  if (range.kind === 'absolute') return 'off';
  if (text === 'off' || text === '0s') return 'off';
  const ms = text === null ? null : parseDuration(text);
  return ms === null ? defaultRefresh(range) : Math.max(5000, ms);
}

/** The densest that targets are scraped, ms: the smallest step worth asking for. */
export const smallestStepMs = 15_000;

/** Sample distance in ms for a window drawn `points` wide: a nice step that is no smaller than the densest scrapes. */
export function stepFor(lengthMs: number, points: number): number {
  const wanted = Math.max(smallestStepMs, lengthMs / Math.max(1, points));
  return niceSteps.find((step) => step >= wanted) ?? 86_400_000;
}

const niceSteps = [
  5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000,
  21_600_000, 43_200_000,
];
