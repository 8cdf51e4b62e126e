/** Where a histogram's numbers stand in a counter vector: one count per bucket (not cumulative, the last is +Inf), then the sum. */
export interface HistogramSlot {
  readonly offset: number;
  readonly bounds: readonly number[];
}

/** Hands out places in a counter vector; the vector's size is known once every family has its place. */
export interface CounterLayout {
  counter(): number;
  histogram(bounds: readonly number[]): HistogramSlot;
  size(): number;
}

/** Creates an empty layout. */
export function createCounterLayout(): CounterLayout {
  let next = 0;
  const take = (length: number): number => {
    const offset = next;
    next += length;
    return offset;
  };
  return {
    counter: () => take(1),
    histogram: (bounds) => ({ offset: take(bounds.length + 2), bounds }),
    size: () => next,
  };
}

/** Adds one observation of a weight (so many equal requests) to a histogram. */
export function observe(into: Float64Array, slot: HistogramSlot, value: number, weight: number): void {
  const { bounds, offset } = slot;
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (bounds[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  add(into, offset + low, weight);
  add(into, offset + bounds.length + 1, value * weight);
}

/** Adds to one counter. */
export function add(into: Float64Array, index: number, amount: number): void {
  into[index] = (into[index] ?? 0) + amount;
}
