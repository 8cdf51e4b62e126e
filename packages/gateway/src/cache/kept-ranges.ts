import { createByteCache, type ByteCacheOptions } from './byte-cache.ts';
import {
  compacted,
  entryBytes,
  needsCompaction,
  withBlock,
  type FetchedBlock,
  type RangeEntry,
} from './range-entry.ts';

/** What is let go of: all that is given must hold. */
export interface FlushSelection {
  readonly tenant?: string | undefined;
  /** Name of a datasource. */
  readonly datasource?: string | undefined;
  /** A metric name; queries that match names by a pattern always count as reading it. */
  readonly metric?: string | undefined;
}

export interface KeptRangesOptions extends ByteCacheOptions {
  /** Largest answer that is kept. */
  readonly maxEntryBytes: number;
  /** Milliseconds of Unix time. */
  readonly clock: () => number;
  /** Told when what goes on after an answer fails: the answer was given, its query is asked anew the next time. */
  readonly onFault: (error: unknown) => void;
}

/** The entries of the cache and what changes them. */
export interface KeptRanges {
  get(tenant: string, key: string): RangeEntry | undefined;
  /** Grows with every flush. */
  epoch(): number;
  /** Adds a block that was asked for in `epoch`: what was asked for before a flush may be what the flush was for. */
  keep(place: KeptPlace, block: FetchedBlock, about: Omit<RangeEntry, 'blocks'>, epoch: number): void;
  /** Lets go of what is selected, of everything when nothing is; gives how many queries went. */
  flush(selection: FlushSelection): number;
  stats(): ReturnType<ReturnType<typeof createByteCache>['stats']>;
}

/** Whose entry of which query, step and phase. */
export interface KeptPlace {
  readonly tenant: string;
  readonly key: string;
}

/** An answer and the index beside it. */
const withIndex = 1.25;

/** Keeps entries by bytes; many short blocks are copied into one behind the answers. */
export function createKeptRanges(options: KeptRangesOptions): KeptRanges {
  const { clock } = options;
  const entries = createByteCache<RangeEntry>(options);
  // Bounded by the entries.
  const compacting = new Set<string>();
  let epoch = 0;

  const compact = async ({ tenant, key }: KeptPlace, entry: RangeEntry): Promise<void> => {
    if (compacting.has(key)) return;
    compacting.add(key);
    const since = epoch;
    try {
      const smaller = await compacted(entry, clock());
      const current = entries.get(tenant, key);
      if (smaller === undefined || current === undefined || since !== epoch) return;
      // Another block may have come meanwhile.
      const old = new Set(entry.blocks.map(({ block }) => block));
      const newer = current.blocks.filter(({ block }) => !old.has(block));
      const next = { ...current, blocks: [...smaller.blocks, ...newer] };
      entries.set(tenant, key, next, entryBytes(next));
    } finally {
      compacting.delete(key);
    }
  };

  return {
    get: (tenant, key) => entries.get(tenant, key),
    epoch: () => epoch,
    keep(place, block, about, since) {
      if (since !== epoch) return;
      const { tenant, key } = place;
      const entry = withBlock(entries.get(tenant, key), block, about, clock());
      const bytes = entryBytes(entry);
      if (bytes > options.maxEntryBytes * withIndex) {
        entries.delete(tenant, key);
        return;
      }
      entries.set(tenant, key, entry, bytes);
      if (needsCompaction(entry)) compact(place, entry).catch(options.onFault);
    },
    flush({ tenant, datasource, metric }) {
      epoch += 1;
      return entries.clear(
        (owner, entry) =>
          (tenant === undefined || owner === tenant) &&
          (datasource === undefined || entry.upstream === datasource) &&
          (metric === undefined || entry.metrics === null || entry.metrics.includes(metric)),
      );
    },
    stats: () => entries.stats(),
  };
}
