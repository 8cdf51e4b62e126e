import { useCallback, useEffect, useMemo, useRef } from 'react';
import { usePreferences } from '../theme/PreferencesProvider.tsx';
import { useChangeUrl, useUrlState } from '../time/use-url-state.ts';

/** The page as on a wall: without chrome, large, dark unless the address says otherwise (console.md §3). */
export interface Wall {
  readonly isOn: boolean;
  readonly toggle: () => void;
  readonly leave: () => void;
}

/** Wall mode is in the address (`wall=1`, `theme`), so that a screen that restarts shows the same. */
export function useWall(): Wall {
  const [wall] = useUrlState('wall');
  const [theme] = useUrlState('theme');
  const change = useChangeUrl();
  const { force } = usePreferences();
  const wasFull = useRef(false);
  const isOn = wall === '1';

  useEffect(() => {
    if (!isOn) return undefined;
    force(theme === 'light' ? 'light' : 'dark');
    document.documentElement.dataset['wall'] = '';
    return () => {
      force(null);
      delete document.documentElement.dataset['wall'];
    };
  }, [isOn, theme, force]);

  const leave = useCallback(() => {
    change({ wall: null, theme: null });
    if (document.fullscreenElement !== null) void document.exitFullscreen();
  }, [change]);
  // The browser keeps the Escape that ends the full screen to itself.
  useEffect(() => {
    if (!isOn) return undefined;
    const listen = () => {
      if (document.fullscreenElement !== null) wasFull.current = true;
      else if (wasFull.current) {
        wasFull.current = false;
        leave();
      }
    };
    document.addEventListener('fullscreenchange', listen);
    return () => document.removeEventListener('fullscreenchange', listen);
  }, [isOn, leave]);

  const toggle = useCallback(() => {
    if (isOn) {
      leave();
      return;
    }
    change({ wall: '1' }, { push: true });
    // A browser may refuse the full screen; the page is without chrome all the same.
    document.documentElement.requestFullscreen().catch(() => undefined);
  }, [isOn, leave, change]);
  return useMemo(() => ({ isOn, toggle, leave }), [isOn, toggle, leave]);
}
