import { useEffect, useState } from 'react';
import { listenToSeconds } from './second-timer.ts';

/** The time in ms, moving on every `everyMs`; for words that compare an instant with now. */
export function useNow(everyMs = 15_000): number {
  const [nowMs, setNow] = useState(() => Date.now());
  useEffect(
    () => listenToSeconds((next) => setNow((old) => (next - old >= everyMs ? next : old))),
    [everyMs],
  );
  return nowMs;
}
