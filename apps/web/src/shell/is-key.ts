import type { KeyOf } from './listed-keys.ts';

type Place = 'page' | 'chart' | 'list' | 'dashboard';

/** True when an event is this key of the list, whatever is held with it. `isKey<'chart'>(event, 'Enter')`. */
export function isKey<Where extends Place>(event: { readonly key: string }, key: KeyOf<Where>): boolean {
  return event.key === key;
}

/** A key with Ctrl or Cmd as the list writes it, `Ctrl+Shift+z`; empty without them. */
export function commandKey(event: {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}): string {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return '';
  return `Ctrl+${event.shiftKey ? 'Shift+' : ''}${event.key.toLowerCase()}`;
}
