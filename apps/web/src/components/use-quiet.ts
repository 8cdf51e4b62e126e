import { useEffect, useState } from 'react';

/** The newest value once it has not changed for a while, ms: what is read aloud would else pile up while a key is held. */
export function useQuiet<T>(value: T, pauseMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return settled;
}
