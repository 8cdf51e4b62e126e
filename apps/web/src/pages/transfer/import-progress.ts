import type { ImportDocument, ImportLine } from '@hecate/server/contract';

/** Documents of a report that are listed; the counts go over all of them. */
export const listedLimit = 500;

/** What is known of an import so far. */
export interface ImportProgress {
  readonly isDryRun: boolean;
  readonly total: number;
  readonly done: number;
  readonly counts: Readonly<Record<string, number>>;
  /** Every document that is not as it was, at most `listedLimit`. */
  readonly listed: readonly ImportDocument[];
  readonly isEnded: boolean;
  /** Why it broke off, or what it left undone; empty otherwise. */
  readonly note: string;
}

/** An import before its first line. */
export const noProgress: ImportProgress = {
  isDryRun: false,
  total: 0,
  done: 0,
  counts: {},
  listed: [],
  isEnded: false,
  note: '',
};

/** The progress after one more line of the report. */
export function withLine(progress: ImportProgress, line: ImportLine): ImportProgress {
  switch (line.type) {
    case 'begin':
      return { ...progress, isDryRun: line.dryRun, total: line.documents };
    case 'document': {
      const { outcome } = line;
      const isListed = outcome !== 'unchanged' && progress.listed.length < listedLimit;
      return {
        ...progress,
        done: progress.done + 1,
        counts: { ...progress.counts, [outcome]: (progress.counts[outcome] ?? 0) + 1 },
        listed: isListed ? [...progress.listed, line] : progress.listed,
      };
    }
    case 'end':
      return { ...progress, isEnded: true, note: line.note };
    case 'error':
      return { ...progress, isEnded: true, note: `It broke off: ${line.message}` };
  }
}

/** The counts in words: `2 created, 1 updated`. */
export function countWords(counts: Readonly<Record<string, number>>): string {
  const words = order.flatMap((outcome) => {
    const count = counts[outcome] ?? 0;
    return count === 0 ? [] : [`${count} ${outcome}`];
  });
  return words.length === 0 ? 'nothing' : words.join(', ');
}

/** How many documents an import would write. */
export function writtenCount(counts: Readonly<Record<string, number>>): number {
  return ['created', 'updated', 'renamed'].reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0);
}

const order = ['created', 'updated', 'renamed', 'unchanged', 'skipped', 'refused', 'removed'];
