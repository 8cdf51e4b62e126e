import type { DashboardSearch } from './dashboard-finder.ts';
import { storeError } from './store-error.ts';

/** Where a page ended: among the favourites or behind them, at which sort key and entry. */
export interface SearchCursor {
  readonly isAmongFavourites: boolean;
  readonly key: string;
  readonly id: number;
}

type Ordering = Pick<DashboardSearch, 'sort' | 'order' | 'favouritesFirstOf'>;

/** The cursor as clients hand it back: opaque, and bound to the ordering it was made for. */
export function writeCursor(cursor: SearchCursor, ordering: Ordering): string {
  const { isAmongFavourites, key, id } = cursor;
  return Buffer.from(JSON.stringify([orderingName(ordering), isAmongFavourites, key, id])).toString(
    'base64url',
  );
}

/** Reads a cursor; refuses one that was not made here or for another ordering. */
export function readCursor(text: string, ordering: Ordering): SearchCursor {
  const parts = parsed(text);
  const [name, isAmongFavourites, key, id] = parts;
  const isSound =
    parts.length === 4 &&
    typeof name === 'string' &&
    typeof isAmongFavourites === 'boolean' &&
    typeof key === 'string' &&
    typeof id === 'number' &&
    Number.isSafeInteger(id);
  if (!isSound) throw storeError('cursor_unreadable', {});
  if (name !== orderingName(ordering)) throw storeError('cursor_of_other_order', {});
  return { isAmongFavourites, key, id };
}

function orderingName({ sort, order, favouritesFirstOf }: Ordering): string {
  return `${sort} ${order}${favouritesFirstOf === undefined ? '' : ' favourites first'}`;
}

function parsed(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return []; // refused by the caller, in words
  }
}
