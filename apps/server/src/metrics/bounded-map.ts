import type { ObserveBound } from './observe-bounds.ts';

/** A map that holds at most `limit` entries; the one set longest ago goes first. */
export interface BoundedMap<K, V> {
  get(key: K): V | undefined;
  /** Sets and makes the entry the youngest. */
  set(key: K, value: V): void;
  delete(key: K): void;
  clear(): void;
}

/** Builds an empty map whose size and evictions are metrics under the name `what`. */
export function createBoundedMap<K, V>(
  what: string,
  limit: number,
  observeBound: ObserveBound,
): BoundedMap<K, V> {
  // In order of setting, bounded by `limit`.
  const entries = new Map<K, V>();
  let evicted = 0;
  observeBound(what, () => ({ size: entries.size, limit, evicted }));
  return {
    get: (key) => entries.get(key),
    set: (key, value) => {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size <= limit) return;
      for (const oldest of entries.keys()) {
        entries.delete(oldest);
        evicted += 1;
        break;
      }
    },
    delete: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  };
}
