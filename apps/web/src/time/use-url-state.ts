import { useCallback, useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';

/** New values of URL parameters; null removes one, parameters that are not named stay as they are. */
export type UrlChange = Readonly<Record<string, string | null>>;

/** Changes several parameters at once; `push` makes an entry that Back returns from, the default replaces. */
export type ChangeUrl = (change: UrlChange, options?: { readonly push?: boolean }) => void;

/** One URL parameter and its setter. An empty string or the default removes the parameter. */
export function useUrlState(
  key: string,
  fallback = '',
): readonly [string, (value: string, push?: boolean) => void] {
  const [parameters] = useSearchParams();
  const change = useChangeUrl();
  const set = useCallback(
    (value: string, push = false) => change({ [key]: value === fallback ? null : value }, { push }),
    [change, key, fallback],
  );
  return [parameters.get(key) ?? fallback, set];
}

/**
 * The way to change URL parameters without touching the others. It stays the same function for the life of the page, so that a
 * change of the URL draws again only what reads the URL: variables write theirs several times while a dashboard opens.
 */
export function useChangeUrl(): ChangeUrl {
  const navigate = useNavigate();
  return useCallback<ChangeUrl>(
    (change, options) => {
      const next = new URLSearchParams(window.location.search);
      for (const [key, value] of Object.entries(change)) {
        if (value === null) next.delete(key);
        else next.set(key, value);
      }
      navigate(`?${next.toString()}`, { replace: options?.push !== true });
    },
    [navigate],
  );
}

/** The parameters that survive a change of page: range, refresh, zone and project, and those of a wall. */
export function useKeptSearch(): string {
  const [parameters] = useSearchParams();
  return useMemo(() => {
    const kept = new URLSearchParams();
    for (const key of ['project', 'start', 'end', 'refresh', 'tz', 'wall', 'theme']) {
      const value = parameters.get(key);
      if (value !== null) kept.set(key, value);
    }
    const text = kept.toString();
    return text === '' ? '' : `?${text}`;
  }, [parameters]);
}
