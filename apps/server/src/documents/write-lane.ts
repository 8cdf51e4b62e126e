import { ServerError } from '../errors/server-error.ts';
import type { ObserveBound } from '../metrics/observe-bounds.ts';

/** Most writes that wait for their turn; more means that the disk does not keep up. */
const waitingLimit = 1_000;

/** Runs tasks one after the other, for checks that must still hold when the write happens. */
export function createWriteLane(observeBound: ObserveBound): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let refused = 0;
  observeBound('waiting writes', () => ({ size: waiting, limit: waitingLimit, evicted: refused }));
  return async (task) => {
    if (waiting >= waitingLimit) {
      refused += 1;
      throw new ServerError('too_many_writes', { limit: String(waitingLimit) });
    }
    waiting += 1;
    const turn = last.then(task, task);
    // Whoever waits behind only needs to know that this one is over; its caller hears the error.
    last = turn.catch(() => null);
    try {
      return await turn;
    } finally {
      waiting -= 1;
    }
  };
}
