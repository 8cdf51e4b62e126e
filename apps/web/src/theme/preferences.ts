import type { Density } from './tokens.ts';

/** What a person set for this browser; kept in local storage under one key that `theme-boot.js` reads before paint. */
export type Preferences = {
  /** `system` follows the operating system. */
  readonly theme: 'light' | 'dark' | 'system';
  /** `browser`, `UTC` or an IANA name. */
  readonly zone: string;
  /** `auto` is compact from 1280 px, else comfortable. */
  readonly density: Density | 'auto';
  /** Single-letter keys, which SC 2.1.4 wants to be switchable. */
  readonly letterKeys: boolean;
  readonly railCollapsed: boolean;
  /** Which changes of state a screen reader is told while the page refreshes. */
  readonly announcements: 'all' | 'important' | 'none';
};

/** Local-storage key of the preferences. */
export const preferencesKey = 'hecate.preferences';

/** What applies until something is chosen. */
export const defaultPreferences: Preferences = {
  theme: 'system',
  zone: 'browser',
  density: 'auto',
  letterKeys: true,
  railCollapsed: false,
  announcements: 'important',
};

/** Reads stored text; anything that is not understood falls back to the default of its key. */
export function parsePreferences(text: string | null): Preferences {
  const stored = readObject(text);
  const pick = <T extends string>(key: string, allowed: readonly T[], fallback: T): T =>
    allowed.find((value) => value === stored[key]) ?? fallback;
  const flag = (key: string, fallback: boolean): boolean => {
    const value = stored[key];
    return typeof value === 'boolean' ? value : fallback;
  };
  const zone = stored['zone'];
  return {
    theme: pick('theme', ['light', 'dark', 'system'], defaultPreferences.theme),
    zone: typeof zone === 'string' && zone.length < 64 ? zone : defaultPreferences.zone,
    density: pick('density', ['compact', 'comfortable', 'auto'], defaultPreferences.density),
    letterKeys: flag('letterKeys', defaultPreferences.letterKeys),
    railCollapsed: flag('railCollapsed', defaultPreferences.railCollapsed),
    announcements: pick('announcements', ['all', 'important', 'none'], defaultPreferences.announcements),
  };
}

function readObject(text: string | null): Readonly<Record<string, unknown>> {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
