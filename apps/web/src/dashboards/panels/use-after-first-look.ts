import { startTransition, useEffect, useState } from 'react';

/** Time in which the panels in view have the processor for themselves, ms. */
const FIRST_LOOK_MS = 2000;

/** False until the first look at a page is over: what is out of sight is completed after it, in small steps. */
export function useAfterFirstLook(): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setOver(true)), FIRST_LOOK_MS);
    return () => clearTimeout(timer);
  }, []);
  return isOver;
}
