import type { WriteBound } from './write-bound.ts';

/** Runs tasks one after the other, for checks that must still hold when the write happens. */
export function createWriteLane(bound: WriteBound): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return async (task) => {
    const before = last;
    let end: () => void = () => undefined;
    const turn = new Promise<void>((resolve) => {
      end = resolve;
    });
    // What is refused waits for nobody, and whoever comes behind does not wait for it.
    const isTurn = bound(async () => {
      last = turn;
      await before;
    });
    try {
      await isTurn;
      // From here on the store counts it among the waiting writes.
      return await task();
    } finally {
      end();
    }
  };
}
