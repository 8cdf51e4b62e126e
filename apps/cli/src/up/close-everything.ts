import { setTimeout as sleep } from 'node:timers/promises';

/** One thing that must end. */
export interface Closer {
  /** As it is named to people: "the server". */
  readonly name: string;
  readonly close: () => Promise<unknown>;
}

/** A server finishes answers for 5 s, children are killed after 10 s; whoever takes longer hangs. */
const DEADLINE_MS = 20_000;

/** Closes one after the other; one that fails or hangs is reported and keeps none of the others from ending. */
export async function closeEverything(
  closers: readonly Closer[],
  report: (line: string) => void,
  deadlineMs = DEADLINE_MS,
): Promise<void> {
  for (const { name, close } of closers) {
    const waiting = new AbortController();
    const [outcome] = await Promise.allSettled([
      Promise.race([
        // A closer may throw before it returns its promise.
        (async () => await close())(),
        tooLate(deadlineMs, waiting.signal),
      ]),
    ]);
    waiting.abort();
    if (outcome.status === 'rejected') {
      const why: unknown = outcome.reason;
      report(`Ending ${name} failed: ${why instanceof Error ? why.message : String(why)}`);
    }
  }
}

async function tooLate(deadlineMs: number, signal: AbortSignal): Promise<never> {
  await sleep(deadlineMs, undefined, { signal });
  throw new Error(`it has not ended within ${deadlineMs / 1000} s.`);
}
