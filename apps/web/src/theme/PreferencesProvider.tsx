import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Density, Mode } from './tokens.ts';
import { parsePreferences, preferencesKey, type Preferences } from './preferences.ts';

type Chosen = {
  readonly preferences: Preferences;
  /** Changes some keys and keeps the rest. */
  readonly change: (changed: Partial<Preferences>) => void;
  /** The appearance in force now. */
  readonly mode: Mode;
  readonly density: Density;
  /** Shows the console in this appearance whatever is preferred; null ends that. */
  readonly force: (mode: Mode | null) => void;
};

const Context = createContext<Chosen | null>(null);

/** Holds the preferences of this browser and follows the system's colour scheme and width where they say so. */
export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const [preferences, setPreferences] = useState(() => parsePreferences(readStored()));
  const [forced, setForced] = useState<Mode | null>(null);
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)');
  const wide = useMediaQuery('(min-width: 1280px)');

  const change = useCallback((changed: Partial<Preferences>) => {
    setPreferences((old) => {
      const next = { ...old, ...changed };
      writeStored(JSON.stringify(next));
      return next;
    });
  }, []);

  const system: Mode = systemDark ? 'dark' : 'light';
  const automatic: Density = wide ? 'compact' : 'comfortable';
  const preferred = preferences.theme === 'system' ? system : preferences.theme;
  const mode = forced ?? preferred;
  const density = preferences.density === 'auto' ? automatic : preferences.density;

  useEffect(() => {
    document.documentElement.dataset['theme'] = mode;
    document.documentElement.style.colorScheme = mode;
  }, [mode]);

  const value = useMemo(
    () => ({ preferences, change, mode, density, force: setForced }),
    [preferences, change, mode, density],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

/** The preferences in force, and the way to change them. */
export function usePreferences(): Chosen {
  const value = useContext(Context);
  if (value === null) throw new Error('usePreferences needs PreferencesProvider above it');
  return value;
}

/** True while the media query matches; follows changes. */
export function useMediaQuery(query: string): boolean {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const list = window.matchMedia(query);
    const listen = () => setMatches(list.matches);
    listen();
    list.addEventListener('change', listen);
    return () => list.removeEventListener('change', listen);
  }, [query]);
  return matches;
}

function readStored(): string | null {
  try {
    return window.localStorage.getItem(preferencesKey);
  } catch {
    return null; // storage is forbidden in this browser: defaults apply
  }
}

function writeStored(text: string): void {
  try {
    window.localStorage.setItem(preferencesKey, text);
  } catch {
    // storage is forbidden or full: the choice lasts for this tab
    return;
  }
}
