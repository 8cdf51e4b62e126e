/** Admission to the connections of one upstream: so many run, so many wait in order, the rest is turned away. */
export interface Slots {
  /** Runs `start` now or when a slot is free. Returns how to leave the line, or undefined when the line is full. */
  enter(start: () => void): (() => void) | undefined;
  /** Gives a slot back; the next in line starts. */
  leave(): void;
  running(): number;
  waiting(): number;
}

/** `limit` run at once, at most `maxWaiting` wait. */
export function createSlots(limit: number, maxWaiting: number): Slots {
  let running = 0;
  // Bounded by maxWaiting; a Set keeps the order and lets one leave the middle at once.
  const line = new Set<() => void>();
  return {
    enter(start) {
      if (running < limit) {
        running += 1;
        start();
        return nothing;
      }
      if (line.size >= maxWaiting) {
        return undefined;
      }
      line.add(start);
      return () => {
        line.delete(start);
      };
    },
    leave() {
      running -= 1;
      for (const start of line) {
        line.delete(start);
        running += 1;
        start();
        return;
      }
    },
    running: () => running,
    waiting: () => line.size,
  };
}

function nothing(): void {}
