import { createBoundedMap } from '../metrics/bounded-map.ts';
import type { ObserveBound } from '../metrics/observe-bounds.ts';

/** How an answer was had: made now, shared with somebody who asks at the same time, or a moment old. */
export type Freshness = 'fresh' | 'shared' | 'cached';

export interface ShortCacheOptions<T> {
  /** Its name in the metrics. */
  readonly what: string;
  /** How long an answer is given again, in milliseconds; may depend on what was answered. */
  readonly ttlMs: number | ((value: T) => number);
  /** Most answers kept at once; the oldest goes first. */
  readonly limit: number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly observeBound: ObserveBound;
}

/** Answers many who ask the same with one piece of work. Failures reach all who wait and are not kept. */
export interface ShortCache<T> {
  get(key: string, make: () => Promise<T>): Promise<{ readonly value: T; readonly how: Freshness }>;
}

/** Builds a bounded cache that also joins equal requests under way. */
export function createShortCache<T>({
  what,
  ttlMs,
  limit,
  now,
  observeBound,
}: ShortCacheOptions<T>): ShortCache<T> {
  // An entry without `usableUntil` is under way.
  const entries = createBoundedMap<string, { readonly value: Promise<T>; usableUntil: number | null }>(
    what,
    limit,
    observeBound,
  );
  return {
    get: async (key, make) => {
      const known = entries.get(key);
      if (known !== undefined && known.usableUntil === null)
        return { value: await known.value, how: 'shared' };
      if (known !== undefined && now() < (known.usableUntil ?? 0))
        return { value: await known.value, how: 'cached' };
      const entry = { value: make(), usableUntil: null as number | null };
      entries.set(key, entry);
      try {
        const value = await entry.value;
        entry.usableUntil = now() + (typeof ttlMs === 'number' ? ttlMs : ttlMs(value));
        return { value, how: 'fresh' };
      } catch (error) {
        if (entries.get(key) === entry) entries.delete(key);
        throw error;
      }
    },
  };
}
