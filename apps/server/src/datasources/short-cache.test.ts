import { describe, expect, it } from 'vitest';
import { createShortCache } from './short-cache.ts';

function cacheAt(time: { now: number }, limit = 2) {
  return createShortCache<number>({
    what: 'numbers',
    ttlMs: 10,
    limit,
    now: () => time.now,
    observeBound: () => {},
  });
}

describe('a short cache', () => {
  it('makes once for all who ask at the same time, and again when the time is over', async () => {
    const time = { now: 0 };
    const cache = cacheAt(time);
    let made = 0;
    const make = async (): Promise<number> => (made += 1);
    const first = await Promise.all([cache.get('a', make), cache.get('a', make)]);
    expect(first.map(({ how }) => how)).toEqual(['fresh', 'shared']);
    time.now = 9;
    expect(await cache.get('a', make)).toEqual({ value: 1, how: 'cached' });
    time.now = 10;
    expect(await cache.get('a', make)).toEqual({ value: 2, how: 'fresh' });
  });

  it('keeps an answer as long as what it says is worth', async () => {
    let now = 0;
    const cache = createShortCache<number>({
      what: 'numbers',
      ttlMs: (value) => (value === 0 ? 1 : 10),
      limit: 2,
      now: () => now,
      observeBound: () => {},
    });
    await cache.get('a', async () => 0);
    await cache.get('b', async () => 1);
    now = 1;
    expect((await cache.get('a', async () => 2)).value).toBe(2);
    expect((await cache.get('b', async () => 2)).value).toBe(1);
  });

  it('tells a failure to all who wait and keeps it for nobody', async () => {
    const cache = cacheAt({ now: 0 });
    const fail = async (): Promise<number> => {
      throw new Error('no');
    };
    const both = await Promise.allSettled([cache.get('a', fail), cache.get('a', fail)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await cache.get('a', async () => 5)).toEqual({ value: 5, how: 'fresh' });
  });

  it('forgets the oldest beyond its limit', async () => {
    const cache = cacheAt({ now: 0 });
    for (const key of ['a', 'b', 'c']) await cache.get(key, async () => 1);
    expect((await cache.get('c', async () => 2)).how).toBe('cached');
    expect((await cache.get('a', async () => 2)).how).toBe('fresh');
  });
});
