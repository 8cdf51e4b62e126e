import { useLayoutEffect, useRef } from 'react';
import { usePreferences } from '../theme/PreferencesProvider.tsx';
import type { ListedKey } from './listed-keys.ts';

/** What each key does; a key is written as `r`, `Shift+Z`, `?`, or two letters in a row as `g o`. */
export type KeyMap = Readonly<Partial<Record<ListedKey, () => void>>>;

/** Milliseconds within which the second letter of `g o` has to come. */
const pairMs = 1200;

/** Listens to single keys while the focus is in no field, no dialog is open and the person has them switched on. */
export function useKeys(keys: KeyMap): void {
  const { preferences } = usePreferences();
  const current = useRef(keys);
  // With the page itself, not after it was painted: what can be seen can be pressed.
  useLayoutEffect(() => {
    current.current = keys;
  });
  useLayoutEffect(() => {
    if (!preferences.letterKeys) return undefined;
    let prefix: { readonly key: string; readonly atMs: number } | null = null;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target))
        return;
      const key =
        event.shiftKey && event.key.length === 1 && /[A-Z]/.test(event.key)
          ? `Shift+${event.key}`
          : event.key;
      const pair = prefix !== null && Date.now() - prefix.atMs < pairMs ? `${prefix.key} ${key}` : '';
      prefix = null;
      const bound = new Map<string, (() => void) | undefined>(Object.entries(current.current));
      const action = bound.get(pair) ?? bound.get(key);
      if (action !== undefined) {
        event.preventDefault();
        action();
        return;
      }
      const isPrefix = [...bound.keys()].some((known) => known.startsWith(`${key} `));
      if (isPrefix) prefix = { key, atMs: Date.now() };
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [preferences.letterKeys]);
}

/** True when a key belongs to a field, an editor or an open dialog. */
function isBusy(target: EventTarget | null): boolean {
  if (
    document.querySelector('[role="dialog"][aria-modal="true"], .MuiModal-root:not([aria-hidden="true"])') !==
    null
  )
    return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
