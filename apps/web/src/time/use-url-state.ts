import { useCallback, useContext, useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { basePath } from '../api/base-path.ts';
import { PendingPage } from './pending-page.ts';
import { changedSearch, limitedTo, type UrlStep } from './url-change.ts';

/** Changes several parameters at once; `push` makes an entry that Back returns from, the default replaces. */
export type ChangeUrl = (step: UrlStep, options?: { readonly push?: boolean }) => void;

/** A value, or how it follows from the one that the URL has at that moment. */
type NextValue = string | ((now: string) => string);

/** One URL parameter and its setter. An empty string or the default removes the parameter. */
export function useUrlState(
  key: string,
  fallback = '',
): readonly [string, (next: NextValue, push?: boolean) => void] {
  const [parameters] = useSearchParams();
  const change = useChangeUrl();
  const set = useCallback(
    (next: NextValue, push = false) =>
      change(
        (now) => {
          const value = typeof next === 'function' ? next(now.get(key) ?? fallback) : next;
          return { [key]: value === fallback ? null : value };
        },
        { push },
      ),
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
  const pendingPage = useContext(PendingPage);
  return useCallback<ChangeUrl>(
    (step, options) => {
      const pending = pendingPage();
      if (pending === null) {
        navigate(`?${changedSearch(window.location.search, step)}`, { replace: options?.push !== true });
        return;
      }
      // Changing this page's URL now would call off the way to the next one. What belongs to this page alone is left behind.
      const search = `?${changedSearch(pending.search, limitedTo(keptKeys, step))}`;
      if (search === `?${changedSearch(pending.search, {})}`) return;
      navigate(
        { pathname: pending.pathname.slice(basePath().length), search, hash: pending.hash },
        // Back and Forward have changed the address before the page is there.
        { replace: pending.pathname === window.location.pathname, state: pending.state },
      );
    },
    [navigate, pendingPage],
  );
}

const keptKeys = ['project', 'start', 'end', 'refresh', 'tz', 'wall', 'theme'];

/** The parameters that survive a change of page: range, refresh, zone and project, and those of a wall. */
export function useKeptSearch(): string {
  const [parameters] = useSearchParams();
  return useMemo(() => {
    const kept = new URLSearchParams();
    for (const key of keptKeys) {
      const value = parameters.get(key);
      if (value !== null) kept.set(key, value);
    }
    const text = kept.toString();
    return text === '' ? '' : `?${text}`;
  }, [parameters]);
}
