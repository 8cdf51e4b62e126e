import { setTimeout as sleep } from 'node:timers/promises';

/** Waits `ms`; rejects with the signal's own reason when it aborts. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
