import { age, clock } from '../../format/time.ts';

/** What a panel's age badge says. */
export interface PanelAge {
  readonly text: string;
  /** True when the newest sample is older than it should be: the badge turns amber. */
  readonly isStale: boolean;
  /** The whole sentence for a tooltip. */
  readonly sentence: string;
}

/** Slack for a scrape and its transport, ms. */
const SLACK_MS = 10_000;

/**
 * The age of the newest sample. Stale = older than two steps (a step is never below the scrape interval) and 10 s; for
 * a range that ended in the past the badge names the instant instead, because age says nothing there.
 */
export function panelAge(
  newestMs: number | undefined,
  nowMs: number,
  stepMs: number,
  isFixedRange: boolean,
  zone: string,
): PanelAge | undefined {
  if (newestMs === undefined) return undefined;
  const at = clock(newestMs, zone, true);
  if (isFixedRange)
    return {
      text: `to ${clock(newestMs, zone, false)}`,
      isStale: false,
      sentence: `Newest sample at ${at}; the range is fixed.`,
    };
  const oldMs = Math.max(0, nowMs - newestMs);
  const isStale = oldMs > 2 * stepMs + SLACK_MS;
  const text = age(oldMs);
  return {
    text: isStale ? `${text} old` : text,
    isStale,
    sentence: `Newest sample is ${text} old (${at}); one every ${age(stepMs)} is expected.`,
  };
}
