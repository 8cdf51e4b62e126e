import type { ChangeOutcome } from '@hecate/server/contract';
import { countedDashboards } from './finder-filter.ts';

/** What became of a change, for a toast: `Deleted 12 dashboards.`, `Moved 10 of 12 dashboards.` */
export function changeSentence(verb: string, outcomes: readonly ChangeOutcome[], title?: string): string {
  const done = outcomes.filter(({ isDone }) => isDone).length;
  if (outcomes.length === 1 && done === 1 && title !== undefined) return `${verb} "${shortened(title)}".`;
  if (done === outcomes.length) return `${verb} ${countedDashboards(done)}.`;
  return `${verb} ${done} of ${countedDashboards(outcomes.length)}.`;
}

/** Failures shown one by one; the others are counted. */
const shownFailures = 8;

/** Each dashboard that stayed as it was, with the reason. */
export function failureLines(outcomes: readonly ChangeOutcome[]): readonly string[] {
  const failed = outcomes.filter(({ isDone }) => !isDone);
  const lines = failed
    .slice(0, shownFailures)
    .map(
      ({ project, name, message = 'it was refused without a reason' }) => `${project}/${name}: ${message}`,
    );
  const rest = failed.length - lines.length;
  return rest > 0 ? [...lines, `${rest} more`] : lines;
}

function shortened(title: string): string {
  return title.length > 40 ? `${title.slice(0, 39)}…` : title;
}
