import { TransferError } from './transfer-error.ts';

/** Counts the imports and exports that run, and refuses more than the limit. */
export interface TransferGate {
  /** Takes a place; call what it answers when the work has ended, once or more often. */
  readonly enter: () => () => void;
  readonly running: () => number;
}

/** A gate for `limit` transfers at once. */
export function createTransferGate(limit: number): TransferGate {
  let running = 0;
  return {
    running: () => running,
    enter: () => {
      if (running >= limit) throw new TransferError('too_many_transfers', { limit });
      running += 1;
      let isInside = true;
      return () => {
        if (isInside) running -= 1;
        isInside = false;
      };
    },
  };
}
