/** Says what changed, without chatter. */
export interface Announcer {
  readonly say: (words: string) => void;
  /** Forgets what waits. */
  readonly stop: () => void;
}

/** Shortest distance of two messages, ms (console.md §6: at most one in 30 s). */
const PAUSE_MS = 30_000;
/** Changes named in one message; the rest is counted. */
const NAMED = 3;
/** Changes that wait at most; those beyond are counted too, by the number alone. */
const WAITING = 50;

/** The first message is shown at once; what comes within 30 s after it waits, and is shown as one message then. */
export function createAnnouncer(deps: {
  readonly show: (message: string) => void;
  /** Calls back after so many ms; answers the way to stop. */
  readonly later: (callback: () => void, ms: number) => () => void;
}): Announcer {
  let waiting: readonly string[] = [];
  let dropped = 0;
  let cancel: (() => void) | undefined;
  const speak = (): void => {
    if (waiting.length === 0) {
      cancel = undefined;
      return;
    }
    const others = waiting.length - NAMED + dropped;
    deps.show([...waiting.slice(0, NAMED), ...(others > 0 ? [`${others} more changed.`] : [])].join(' '));
    waiting = [];
    dropped = 0;
    cancel = deps.later(speak, PAUSE_MS);
  };
  return {
    say: (words) => {
      if (waiting.includes(words)) return;
      if (waiting.length < WAITING) waiting = [...waiting, words];
      else dropped += 1;
      if (cancel === undefined) speak();
    },
    stop: () => {
      cancel?.();
      cancel = undefined;
      waiting = [];
      dropped = 0;
    },
  };
}
