import { setImmediate as nextTurn } from 'node:timers/promises';

/** Runs steps to their result; at every pause other work of the event loop is done. */
export async function inSlices<Result>(steps: Generator<undefined, Result>): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await nextTurn();
  }
}
