import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createByteCache } from './byte-cache.ts';

const value = (name: string) => ({ name });

describe('the cache of bytes', () => {
  it('lets go of what was not used for longest when the share of a tenant is full', () => {
    const cache = createByteCache<{ name: string }>({ maxBytes: 100, tenantShare: 0.5 });
    cache.set('a', '1', value('1'), 20);
    cache.set('a', '2', value('2'), 20);
    expect(cache.get('a', '1')).toEqual(value('1'));
    cache.set('a', '3', value('3'), 20);
    expect(cache.get('a', '2')).toBeUndefined();
    expect(cache.get('a', '1')).toEqual(value('1'));
    expect(cache.stats()).toEqual({ bytes: 40, entries: 2, limit: 100, evicted: 1 });
  });

  it('takes from the tenant that holds most when the whole is full', () => {
    const cache = createByteCache<{ name: string }>({ maxBytes: 100, tenantShare: 0.6 });
    cache.set('busy', '1', value('1'), 30);
    cache.set('busy', '2', value('2'), 30);
    cache.set('quiet', '1', value('q'), 20);
    cache.set('other', '1', value('o'), 40);
    expect(cache.get('quiet', '1')).toEqual(value('q'));
    expect(cache.get('busy', '1')).toBeUndefined();
    expect(cache.stats().bytes).toBe(90);
  });

  it('does not keep what is larger than a share, nor an earlier value of the key', () => {
    const cache = createByteCache<{ name: string }>({ maxBytes: 100, tenantShare: 0.5 });
    cache.set('a', '1', value('small'), 10);
    cache.set('a', '1', value('large'), 51);
    expect(cache.get('a', '1')).toBeUndefined();
    expect(cache.stats()).toMatchObject({ bytes: 0, entries: 0 });
  });

  it('never holds more than its bounds, and counts what it holds', () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('set' as const),
        tenant: fc.constantFrom('a', 'b', 'c'),
        key: fc.constantFrom('1', '2', '3', '4'),
        bytes: fc.integer({ min: 1, max: 70 }),
      }),
      fc.record({
        kind: fc.constantFrom('get' as const, 'delete' as const, 'clear' as const),
        tenant: fc.constantFrom('a', 'b', 'c'),
        key: fc.constantFrom('1', '2', '3', '4'),
        bytes: fc.constant(0),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const cache = createByteCache<{ tenant: string; bytes: number }>({ maxBytes: 100, tenantShare: 0.5 });
        for (const { kind, tenant, key, bytes } of steps) {
          if (kind === 'set') cache.set(tenant, key, { tenant, bytes }, bytes);
          if (kind === 'get') expect(cache.get(tenant, key)?.tenant ?? tenant).toBe(tenant);
          if (kind === 'delete') cache.delete(tenant, key);
          if (kind === 'clear') cache.clear((owner) => owner === tenant);
          const held: { tenant: string; bytes: number }[] = [];
          for (const owner of ['a', 'b', 'c'])
            for (const name of ['1', '2', '3', '4']) {
              const found = cache.get(owner, name);
              if (found !== undefined) held.push(found);
            }
          const total = held.reduce((sum, one) => sum + one.bytes, 0);
          expect(cache.stats()).toMatchObject({ bytes: total, entries: held.length });
          expect(total).toBeLessThanOrEqual(100);
          for (const owner of ['a', 'b', 'c'])
            expect(
              held.filter((one) => one.tenant === owner).reduce((sum, one) => sum + one.bytes, 0),
            ).toBeLessThanOrEqual(50);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('lets go of what is meant', () => {
    const cache = createByteCache<{ name: string }>({ maxBytes: 100, tenantShare: 1 });
    cache.set('a', '1', value('x'), 10);
    cache.set('b', '1', value('y'), 10);
    expect(cache.clear((_, { name }) => name === 'y')).toBe(1);
    expect(cache.get('a', '1')).toEqual(value('x'));
    expect(cache.get('b', '1')).toBeUndefined();
  });
});
