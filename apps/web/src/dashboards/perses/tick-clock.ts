/** What became of the questions of the last window: some are under way, some found nobody to answer, or all is well. */
export type Answers = 'under way' | 'unreachable' | 'well';

/** Says when the window of a page that refreshes moves on. */
export interface TickClock {
  readonly isDue: (nowMs: number, answers: Answers) => boolean;
}

/** While nobody answers it is asked again this soon, ms: Prometheus takes some seconds to start. */
const AGAIN_MS = 3000;
/** As often in a row, about half a minute; then the refresh interval holds again. */
const AGAIN_COUNT = 10;
/** A timer comes a little early or late, ms. */
const TOLERANCE_MS = 250;

/** The window moves on with every refresh interval, and sooner for a while when the datasource cannot be reached. */
export function createTickClock(intervalMs: number, startedMs: number): TickClock {
  let lastMs = startedMs;
  let again = 0;
  return {
    isDue(nowMs, answers) {
      // A new window drops the questions under way: while Prometheus hangs, none of them would ever come to its error.
      if (answers === 'under way') return false;
      if (answers === 'well') again = 0;
      const isSoon = answers === 'unreachable' && again < AGAIN_COUNT;
      if (nowMs - lastMs < (isSoon ? Math.min(AGAIN_MS, intervalMs) : intervalMs) - TOLERANCE_MS)
        return false;
      if (isSoon) again += 1;
      lastMs = nowMs;
      return true;
    },
  };
}

/** Whether an error of the Perses packages says that the datasource does not answer at all (502 and 503 of the proxy). */
export function isUnreachable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const status: unknown = Reflect.get(error, 'status');
  return status === 502 || status === 503;
}
