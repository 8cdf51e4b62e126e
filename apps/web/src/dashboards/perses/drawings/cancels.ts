import { cancelled } from '../../../api/cancelled.ts';

/** The questions under way, by what asks them, so that a person can give one up. */
export interface Cancels {
  /** Runs work that can be cancelled by its question, as equal as JSON is. */
  readonly during: <Answer>(
    question: unknown,
    work: (signal: AbortSignal) => Promise<Answer>,
  ) => Promise<Answer>;
  readonly cancel: (question: unknown) => void;
}

/** Ways to give up what the Perses hooks ask: they hand no signal to a plugin. */
export function createCancels(): Cancels {
  // Questions under way only: at most one a query of the panels in view.
  const underWay = new Map<string, Set<AbortController>>();
  return {
    during: async (question, work) => {
      const key = JSON.stringify(question);
      const controller = new AbortController();
      const same = underWay.get(key) ?? new Set();
      underWay.set(key, same.add(controller));
      try {
        return await work(controller.signal);
      } finally {
        same.delete(controller);
        if (same.size === 0) underWay.delete(key);
      }
    },
    cancel: (question) => {
      for (const controller of underWay.get(JSON.stringify(question)) ?? []) controller.abort(cancelled());
    },
  };
}
