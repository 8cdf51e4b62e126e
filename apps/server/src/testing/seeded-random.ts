/** Choices that a seed decides (mulberry32), so that a failing run can be run again. */
export interface SeededRandom {
  /** From 0 up to 1. */
  readonly next: () => number;
  /** A whole number from 0 up to `below`. */
  readonly whole: (below: number) => number;
  readonly one: <T>(choices: readonly [T, ...T[]]) => T;
}

/** Random choices from a seed. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (below: number): number => Math.floor(next() * below);
  return { next, whole, one: (choices) => choices[whole(choices.length)] ?? choices[0] };
}
