import { LRUCache } from 'lru-cache';

/** A cache that is bounded by bytes as a whole, and by a share of them for each tenant. */
export interface ByteCache<Value extends object> {
  get(tenant: string, key: string): Value | undefined;
  /** Keeps a value instead of an earlier one of the key; one larger than the tenant's share is not kept. */
  set(tenant: string, key: string, value: Value, bytes: number): void;
  delete(tenant: string, key: string): void;
  /** Lets go of what is meant; gives how many values went. */
  clear(isMeant: (tenant: string, value: Value) => boolean): number;
  stats(): {
    readonly bytes: number;
    readonly entries: number;
    readonly limit: number;
    readonly evicted: number;
  };
}

export interface ByteCacheOptions {
  readonly maxBytes: number;
  /** Of `maxBytes`, for one tenant, above 0 and at most 1. */
  readonly tenantShare: number;
}

interface Kept<Value> {
  readonly value: Value;
  readonly bytes: number;
}

/**
 * Least recently used goes first: within a tenant when its share is full, of the tenant that holds most when the whole is. So one
 * tenant's many queries take little from another's.
 */
export function createByteCache<Value extends object>(options: ByteCacheOptions): ByteCache<Value> {
  const { maxBytes } = options;
  const shareBytes = Math.max(1, Math.floor(maxBytes * options.tenantShare));
  // Bounded: a tenant without values is not kept, and every value has bytes.
  const tenants = new Map<string, LRUCache<string, Kept<Value>>>();
  let bytes = 0;
  let evicted = 0;

  const cacheOf = (tenant: string): LRUCache<string, Kept<Value>> => {
    const known = tenants.get(tenant);
    if (known !== undefined) return known;
    const created = new LRUCache<string, Kept<Value>>({
      maxSize: shareBytes,
      sizeCalculation: (kept) => Math.max(1, kept.bytes),
      dispose: (kept, _key, reason) => {
        bytes -= kept.bytes;
        if (reason === 'evict') evicted += 1;
      },
    });
    tenants.set(tenant, created);
    return created;
  };

  const forgetEmpty = (tenant: string): void => {
    if (tenants.get(tenant)?.size === 0) tenants.delete(tenant);
  };

  const shrink = (): void => {
    while (bytes > maxBytes) {
      const [tenant, cache] = largest(tenants);
      cache.pop();
      evicted += 1;
      forgetEmpty(tenant);
    }
  };

  return {
    get: (tenant, key) => tenants.get(tenant)?.get(key)?.value,
    set(tenant, key, value, size) {
      const cache = cacheOf(tenant);
      cache.delete(key);
      if (size <= shareBytes) {
        bytes += size;
        cache.set(key, { value, bytes: size });
        shrink();
      }
      forgetEmpty(tenant);
    },
    delete(tenant, key) {
      tenants.get(tenant)?.delete(key);
      forgetEmpty(tenant);
    },
    clear(isMeant) {
      let gone = 0;
      for (const [tenant, cache] of tenants) {
        const meant = [...cache].flatMap(([key, kept]) => (isMeant(tenant, kept.value) ? [key] : []));
        for (const key of meant) cache.delete(key);
        gone += meant.length;
        forgetEmpty(tenant);
      }
      return gone;
    },
    stats: () => ({
      bytes,
      entries: [...tenants.values()].reduce((sum, cache) => sum + cache.size, 0),
      limit: maxBytes,
      evicted,
    }),
  };
}

function largest<Value>(
  tenants: ReadonlyMap<string, LRUCache<string, Kept<Value>>>,
): [string, LRUCache<string, Kept<Value>>] {
  let found: [string, LRUCache<string, Kept<Value>>] | undefined;
  for (const entry of tenants)
    if (found === undefined || entry[1].calculatedSize > found[1].calculatedSize) found = entry;
  if (found === undefined) throw new Error('bytes are counted, but no tenant holds any');
  return found;
}
