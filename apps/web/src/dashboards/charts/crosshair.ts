import { createContext, useContext } from 'react';

/** The instant that the pointer or the keys point at, shared by all charts of a page. */
export interface Crosshair {
  /** Epoch milliseconds, undefined while nothing is pointed at. */
  readonly at: () => number | undefined;
  readonly move: (atMs: number | undefined) => void;
  /** Calls back after each move, at most once per frame; answers the way to stop. */
  readonly listen: (callback: (atMs: number | undefined) => void) => () => void;
}

/** A crosshair whose listeners are called by `frame`, which is `requestAnimationFrame` in a browser. */
export function createCrosshair(frame: (callback: () => void) => void): Crosshair {
  // One listener per chart on the page.
  const listeners = new Set<(atMs: number | undefined) => void>();
  let current: number | undefined;
  let isWaiting = false;
  return {
    at: () => current,
    move: (atMs) => {
      current = atMs;
      if (isWaiting) return;
      isWaiting = true;
      frame(() => {
        isWaiting = false;
        for (const listener of listeners) listener(current);
      });
    },
    listen: (callback) => {
      listeners.add(callback);
      return () => void listeners.delete(callback);
    },
  };
}

/** The page's crosshair; null on a chart that stands alone. */
export const CrosshairContext = createContext<Crosshair | null>(null);

/** The page's crosshair, if there is one. */
export function useCrosshair(): Crosshair | null {
  return useContext(CrosshairContext);
}
