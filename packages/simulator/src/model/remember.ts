/** Keeps the last results of a pure function of the tick: at most `slots` (a power of two), the oldest are overwritten. */
export function rememberTicks<T>(slots: number, compute: (tick: number) => T): TickMemory<T> {
  const ticks = new Float64Array(slots).fill(Number.NaN);
  const values: T[] = [];
  return {
    at(tick) {
      const slot = tick & (slots - 1);
      const known = values[slot];
      if (ticks[slot] === tick && known !== undefined) return known;
      const value = compute(tick);
      ticks[slot] = tick;
      values[slot] = value;
      return value;
    },
    forget() {
      ticks.fill(Number.NaN);
    },
  };
}

/** A remembered function of the tick; `forget` when something it rests on has changed. */
export interface TickMemory<T> {
  readonly at: (tick: number) => T;
  readonly forget: () => void;
}
