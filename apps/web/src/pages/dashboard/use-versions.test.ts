import { describe, expect, it } from 'vitest';
import { versionPage, versionsPerPage } from './use-versions.ts';

const newestFirst = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    version: 500 - index,
    author: 'a',
    message: '',
    summary: '',
    savedAt: '2026-01-01T00:00:00Z',
  }));

describe('a page of versions', () => {
  it('ends where the next one begins, as long as one more version came than it shows', () => {
    const { revisions, before } = versionPage({ revisions: newestFirst(versionsPerPage + 1), current: 500 });
    expect(revisions).toHaveLength(versionsPerPage);
    expect(before).toBe(500 - versionsPerPage + 1);
  });

  it('is the last one when no more came, also when it is full', () => {
    for (const count of [1, versionsPerPage]) {
      const page = versionPage({ revisions: newestFirst(count), current: 500 });
      expect(page.revisions).toHaveLength(count);
      expect(page.before).toBeUndefined();
    }
  });
});
