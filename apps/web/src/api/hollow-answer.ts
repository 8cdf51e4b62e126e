import { ApiError } from './api-error.ts';

/** What an answer of the server says about what it rests on. */
type Rested = { readonly observedMs: number | null; readonly warnings: readonly string[] };

/** Pause before a first answer is asked for again, ms: right after a start Prometheus needs some seconds. */
const firstAnswerEveryMs = 1000;

/** How often a page asks: as it likes, but soon again while it has nothing to show. */
export function soonerUntilAnswered(answer: unknown, intervalMs: number | false): number | false {
  return answer === undefined && intervalMs !== false ? firstAnswerEveryMs : intervalMs;
}

/**
 * Refuses an answer that rests on no sample because the datasource failed: as a failure it leaves the last good answer
 * on the page, as an answer it would say that nothing needs attention. `isEmpty` = it names no workload.
 */
export function refuseHollow<T extends Rested>(answer: T, isEmpty: boolean): T {
  if (!isEmpty || answer.observedMs !== null || answer.warnings.length === 0) return answer;
  throw new ApiError('upstream', hollowReason(answer.warnings));
}

/** The reason behind "Missing: a, b, c. <reason>"; a warning that was cut short has lost its own. */
function hollowReason(warnings: readonly string[]): string {
  const reasons = warnings.flatMap((warning) => /^Missing: [^.]*\. (.*[^…])$/.exec(warning)?.[1] ?? []);
  return (
    reasons.find((reason) => !reason.includes('client left')) ??
    'Prometheus did not answer. Check that it runs.'
  );
}
