import { describe, expect, it } from 'vitest';
import type { BoundReading } from '../metrics/observe-bounds.ts';
import { createWriteBound, waitingWritesLimit } from './write-bound.ts';
import { createWriteLane } from './write-lane.ts';

describe('the bound of waiting writes', () => {
  it('refuses one more than its limit at once, counts it, and takes writes again when some are done', async () => {
    const { bound, reading } = observed();
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const waiting = Array.from({ length: waitingWritesLimit }, () => bound(() => gate));
    await expect(bound(async () => 'written')).rejects.toMatchObject({
      code: 'too_many_writes',
      status: 503,
      retryAfterSeconds: 5,
    });
    expect(reading()).toEqual({ size: waitingWritesLimit, limit: waitingWritesLimit, evicted: 1 });
    release();
    await Promise.all(waiting);
    expect(await bound(async () => 'written')).toBe('written');
    expect(reading().size).toBe(0);
  });

  it('holds for writes that wait for their turn, which go one after the other past a failed and a refused one', async () => {
    const { bound, reading } = observed();
    const inTurn = createWriteLane(bound);
    const begun: number[] = [];
    let running = 0;
    const task = (n: number) => async (): Promise<number> => {
      running += 1;
      expect(running).toBe(1);
      begun.push(n);
      await Promise.resolve();
      running -= 1;
      if (n === 3) throw new Error('the third');
      return n;
    };
    const count = waitingWritesLimit + 100;
    const settled = await Promise.allSettled(Array.from({ length: count }, (_, n) => inTurn(task(n))));
    expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(1 + 100);
    expect(begun).toEqual(Array.from({ length: waitingWritesLimit }, (_, n) => n));
    expect(reading()).toEqual({ size: 0, limit: waitingWritesLimit, evicted: 100 });
    expect(await inTurn(task(5000))).toBe(5000);
  });
});

function observed(): {
  readonly bound: ReturnType<typeof createWriteBound>;
  readonly reading: () => BoundReading;
} {
  let read: (() => BoundReading) | null = null;
  const bound = createWriteBound((what, reading) => {
    expect(what).toBe('waiting writes');
    read = reading;
  });
  return {
    bound,
    reading: () => {
      if (read === null) throw new Error('the bound is not observed');
      return read();
    },
  };
}
