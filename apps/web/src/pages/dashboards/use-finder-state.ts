import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { UrlChange, UrlStep } from '../../time/url-change.ts';
import { useChangeUrl } from '../../time/use-url-state.ts';
import { finderSort, type FinderFilter, type FinderSort } from './finder-filter.ts';

/** Filter and order as the URL has them, and the way to change them. */
export type FinderState = {
  readonly filter: FinderFilter;
  readonly sort: FinderSort;
  readonly change: (step: UrlStep) => void;
  readonly clear: () => void;
};

const none: UrlChange = {
  q: null,
  tag: null,
  owner: null,
  kind: null,
  metric: null,
  folder: null,
  path: null,
  fav: null,
};

/** Reads `q`, `tag`, `owner`, `kind`, `metric`, `folder`, `path`, `fav` and `sort`. */
export function useFinderState(): FinderState {
  const [parameters] = useSearchParams();
  const changeUrl = useChangeUrl();
  const filter = useMemo<FinderFilter>(() => {
    const read = (key: string) => parameters.get(key) ?? '';
    return {
      text: read('q').slice(0, 200),
      tags: read('tag')
        .split(',')
        .filter((tag) => tag !== ''),
      owner: read('owner'),
      panelKind: read('kind'),
      metric: read('metric'),
      folder: read('folder'),
      path: read('path'),
      isFavourite: read('fav') === '1',
    };
  }, [parameters]);
  const change = useCallback((next: UrlStep) => changeUrl(next), [changeUrl]);
  const clear = useCallback(() => changeUrl(none), [changeUrl]);
  return { filter, sort: finderSort(filter.text, parameters.get('sort') ?? ''), change, clear };
}
