import type { ImportDocument, ImportLine } from '@hecate/server/contract';
import { expect, it } from 'vitest';
import { countWords, listedLimit, noProgress, withLine, writtenCount } from './import-progress.ts';

const line = (outcome: ImportDocument['outcome'], name = 'a'): ImportLine => ({
  type: 'document',
  file: `${name}.json`,
  kind: 'Dashboard',
  project: 'team',
  name,
  outcome,
  detail: '',
  changes: [],
});

it('counts every document, lists what is not as it was, and ends with the note', () => {
  const lines: readonly ImportLine[] = [
    { type: 'begin', dryRun: true, documents: 3, ignored: 0 },
    line('created'),
    line('unchanged'),
    line('refused'),
    { type: 'end', counts: {}, note: 'nothing was removed' },
  ];
  const progress = lines.reduce(withLine, noProgress);
  expect(progress).toMatchObject({
    isDryRun: true,
    total: 3,
    done: 3,
    isEnded: true,
    note: 'nothing was removed',
  });
  expect(progress.listed.map(({ outcome }) => outcome)).toEqual(['created', 'refused']);
  expect(countWords(progress.counts)).toBe('1 created, 1 unchanged, 1 refused');
  expect(writtenCount(progress.counts)).toBe(1);
});

it('keeps the list bounded and the counts whole', () => {
  let progress = noProgress;
  for (let n = 0; n < listedLimit + 10; n += 1) progress = withLine(progress, line('updated', `n${n}`));
  expect(progress.listed).toHaveLength(listedLimit);
  expect(progress.counts).toEqual({ updated: listedLimit + 10 });
});

it('says why an import broke off, and that nothing was to do', () => {
  const progress = withLine(noProgress, {
    type: 'error',
    code: 'store_not_writable',
    message: 'the disk is full',
  });
  expect(progress).toMatchObject({ isEnded: true, note: 'It broke off: the disk is full' });
  expect(countWords({})).toBe('nothing');
});
