import { describe, expect, it } from 'vitest';
import { changeSentence, failureLines } from './change-words.ts';
import {
  countedDashboards,
  filterParameters,
  finderSort,
  isNarrowed,
  nothingFound,
  orderParameters,
  type FinderFilter,
} from './finder-filter.ts';

const none: FinderFilter = {
  text: '',
  tags: [],
  owner: '',
  panelKind: '',
  metric: '',
  folder: '',
  path: '',
  isFavourite: false,
};

describe('the filter of a list of dashboards', () => {
  it('asks the server for what is narrowed, and for folders only in one project', () => {
    expect(Object.values(filterParameters(none, null)).filter((value) => value !== null)).toEqual([]);
    const filter = {
      ...none,
      text: ' gpu ',
      tags: ['a', 'b'],
      folder: 'f',
      path: 'x%2Fy',
      isFavourite: true,
    };
    expect(filterParameters(filter, 'p')).toMatchObject({
      q: 'gpu',
      projects: 'p',
      tags: 'a,b',
      folder: 'f',
      path: 'x%2Fy',
      favourites: 'true',
      owner: null,
    });
    expect(filterParameters(filter, null)).toMatchObject({ folder: null, path: null });
  });

  it('puts favourites first, or the best hit where a text is looked for', () => {
    expect([
      finderSort('', ''),
      finderSort('gpu', ''),
      finderSort('gpu', '-updated'),
      finderSort('', 'odd'),
    ]).toEqual(['name', 'relevance', '-updated', 'name']);
    expect(orderParameters('-updated')).toEqual({
      sort: 'updated',
      order: 'descending',
      favouritesFirst: 'true',
    });
    expect(orderParameters('relevance')).toEqual({ sort: 'relevance', order: null, favouritesFirst: null });
  });

  it('says what was looked for in vain', () => {
    expect(isNarrowed(none)).toBe(false);
    expect(isNarrowed({ ...none, tags: ['a'] })).toBe(true);
    expect(nothingFound({ ...none, text: 'bert' })).toBe("No dashboard matches 'bert'.");
    expect(nothingFound({ ...none, metric: 'up', tags: ['a', 'b'], isFavourite: true })).toBe(
      'No dashboard uses up, has the tags a, b and is among your favourites.',
    );
  });

  it('counts in words', () => {
    expect([countedDashboards(1), countedDashboards(1234), countedDashboards(10_000, true)]).toEqual([
      '1 dashboard',
      '1,234 dashboards',
      'more than 10,000 dashboards',
    ]);
  });
});

describe('the words of a change', () => {
  const outcome = (name: string, isDone: boolean, message?: string) => ({
    project: 'p',
    name,
    isDone,
    ...(message === undefined ? {} : { message }),
  });

  it('count what was done, and name each failure', () => {
    const done = Array.from({ length: 12 }, (_, index) => outcome(`d${index}`, true));
    expect(changeSentence('Deleted', done)).toBe('Deleted 12 dashboards.');
    expect(changeSentence('Deleted', [outcome('a', true)], 'vLLM')).toBe('Deleted "vLLM".');
    const failed = Array.from({ length: 10 }, (_, index) => outcome(`f${index}`, false, 'gone'));
    expect(changeSentence('Moved', [...done, ...failed])).toBe('Moved 12 of 22 dashboards.');
    expect(failureLines([...done, ...failed])).toHaveLength(9);
    expect(failureLines(failed).at(0)).toBe('p/f0: gone');
    expect(failureLines(failed).at(-1)).toBe('2 more');
  });
});
