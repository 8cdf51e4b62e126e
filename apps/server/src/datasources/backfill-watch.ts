/** How long a Prometheus may take until it has loaded the blocks that were put beside its own: it looks once a minute. */
const loadMs = 120_000;

/**
 * Tells whether the past of the metrics is being filled in, or was until a moment ago: answers of that time have holes that will be
 * filled, so nobody keeps them.
 */
export function createBackfillWatch(isRunning: () => boolean, now: () => number): () => boolean {
  let endsAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (isRunning()) endsAt = now() + loadMs;
    return now() < endsAt;
  };
}
