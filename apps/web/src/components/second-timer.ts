type Listener = (nowMs: number) => void;

// One timer for the whole page; it runs only while somebody listens. One listener per age on screen.
const listeners = new Set<Listener>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Calls back once a second with the time; answers the way to stop. */
export function listenToSeconds(listener: Listener): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    const nowMs = Date.now();
    for (const each of listeners) each(nowMs);
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
