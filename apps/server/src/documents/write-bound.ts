import { ServerError } from '../errors/server-error.ts';
import type { ObserveBound } from '../metrics/observe-bounds.ts';

/** Most writes that wait, for their turn or for the store; more means that the disk does not keep up. */
export const waitingWritesLimit = 1_000;

/** Runs a write, or refuses it where too many wait already; the store itself lets them wait without an end. */
export type WriteBound = <T>(write: () => Promise<T>) => Promise<T>;

/** Makes the one bound of all writes of a server. */
export function createWriteBound(observeBound: ObserveBound): WriteBound {
  let waiting = 0;
  let refused = 0;
  observeBound('waiting writes', () => ({ size: waiting, limit: waitingWritesLimit, evicted: refused }));
  return async (write) => {
    if (waiting >= waitingWritesLimit) {
      refused += 1;
      throw new ServerError('too_many_writes', { limit: String(waitingWritesLimit) });
    }
    waiting += 1;
    try {
      return await write();
    } finally {
      waiting -= 1;
    }
  };
}
