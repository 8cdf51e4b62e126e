import { ApiError } from './api-error.ts';

/** What an answer of the server says about what it rests on. */
type Rested = { readonly observedMs: number | null; readonly warnings: readonly string[] };

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
