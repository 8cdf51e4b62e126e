import type { ImportDocument, ImportLine } from '@hecate/server/contract';

/** What an import came to. */
export interface ImportTotals {
  readonly counts: Readonly<Record<string, number>>;
  /** True when the last line came and no document was refused. */
  readonly isClean: boolean;
}

/** Reports every document that is not as it was, progress once a second, and the counts at the end. */
export async function reportImport(
  lines: AsyncIterable<ImportLine>,
  report: (line: string) => void,
  now: () => number = () => performance.now(),
): Promise<ImportTotals> {
  let total = 0;
  let done = 0;
  let last = now();
  let isDryRun = false;
  for await (const line of lines) {
    switch (line.type) {
      case 'begin':
        total = line.documents;
        isDryRun = line.dryRun;
        if (line.ignored > 0) report(`${line.ignored} files are neither JSON nor YAML and were left out.`);
        break;
      case 'document':
        done += 1;
        if (line.outcome !== 'unchanged') for (const text of wordsOf(line)) report(text);
        if (now() - last >= 1_000) {
          last = now();
          report(`${done} of ${total} documents`);
        }
        break;
      case 'error':
        report(`Broken off: ${line.message} What is reported above is done; run it again to go on.`);
        return { counts: {}, isClean: false };
      case 'end': {
        report(`${isDryRun ? 'It would be: ' : ''}${countsOf(line.counts)}.`);
        if (line.note !== '') report(`${line.note.slice(0, 1).toUpperCase()}${line.note.slice(1)}.`);
        return { counts: line.counts, isClean: (line.counts['refused'] ?? 0) === 0 && line.note === '' };
      }
    }
  }
  report('The server ended before its report did. Run it again to go on.');
  return { counts: {}, isClean: false };
}

function wordsOf({ file, kind, project, name, outcome, detail, changes }: ImportDocument): readonly string[] {
  const place = [project, name].filter((part) => part !== '').join('/');
  const what = kind === '' ? file : `${kind} ${place}`;
  const from = outcome === 'refused' && kind !== '' && file !== '' ? ` (${file})` : '';
  return [
    `${outcome.padEnd(9)} ${what}${from}${detail === '' ? '' : `: ${detail}`}`,
    ...changes.map(({ area, change, label }) => `            ${change} ${area} ${label}`),
  ];
}

function countsOf(counts: Readonly<Record<string, number>>): string {
  const known = order.filter((outcome) => (counts[outcome] ?? 0) > 0);
  return known.length === 0
    ? 'nothing to do'
    : known.map((outcome) => `${counts[outcome]} ${outcome}`).join(', ');
}

const order = ['created', 'updated', 'renamed', 'removed', 'unchanged', 'skipped', 'refused'] as const;
