import { createBoundedMap } from '../metrics/bounded-map.ts';
import type { ObserveBound } from '../metrics/observe-bounds.ts';

/** How long a datasource is used without a look at the store: another process may have changed it, own writes are seen at once. */
const ttlMs = 1_000;
/** Most datasources remembered: every panel of every viewer asks for one of few. */
const limit = 500;

/** Remembers what every query needs and few people change. */
export interface DatasourceMemory<T> {
  /** The remembered value, or what `read` brings; a failure is not remembered. */
  get(key: string, read: () => Promise<T>): Promise<T>;
  /** Called after every write of this process: nothing that was read before it is used again. */
  forget(): void;
}

/** Builds an empty memory; `now` is monotonic milliseconds. */
export function createDatasourceMemory<T>(
  now: () => number,
  observeBound: ObserveBound,
): DatasourceMemory<T> {
  const known = createBoundedMap<string, { readonly value: T; readonly readAt: number }>(
    'datasources',
    limit,
    observeBound,
  );
  let generation = 0;
  return {
    get: async (key, read) => {
      const entry = known.get(key);
      if (entry !== undefined && now() - entry.readAt < ttlMs) return entry.value;
      const started = generation;
      const value = await read();
      // A write meanwhile makes what was read uncertain: it is used once and not kept.
      if (started !== generation) return value;
      known.set(key, { value, readAt: now() });
      return value;
    },
    forget: () => {
      generation += 1;
      known.clear();
    },
  };
}
