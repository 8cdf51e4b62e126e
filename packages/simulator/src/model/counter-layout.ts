/** Where a histogram's numbers stand in a counter vector: one count per bucket (not cumulative, the last is +Inf), then the sum. */
export interface HistogramSlot {
  readonly offset: number;
  readonly bounds: readonly number[];
  /** What the sum is a multiple of. */
  readonly quantum: number;
}

/** Hands out places in a counter vector; the vector's size is known once every family has its place. */
export interface CounterLayout {
  counter(): number;
  histogram(bounds: readonly number[]): HistogramSlot;
  size(): number;
}

/**
 * Sums are multiples of about a microsecond. A counter then is an exact number whatever the order in which it was added up, so the past that is
 * counted backward from live's first value meets it bit for bit; one unit less would look like a counter reset.
 */
const FINE = 2 ** -20;
/** Above this, whole numbers are fine enough, and fractions of them would no longer be exact after a week. */
const COARSE_FROM = 8000;

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
    histogram: (bounds) => ({
      offset: take(bounds.length + 2),
      bounds,
      quantum: (bounds.at(-1) ?? 0) > COARSE_FROM ? 1 : FINE,
    }),
    size: () => next,
  };
}

/** Adds one observation of a weight (so many equal requests) to a histogram. */
export function observe(into: Float64Array, slot: HistogramSlot, value: number, weight: number): void {
  const { bounds, offset, quantum } = slot;
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (bounds[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  add(into, offset + low, weight);
  add(into, offset + bounds.length + 1, multiple(value * weight, quantum));
}

/** Adds to one counter; the amount must be a whole number or a multiple of a power of two. */
export function add(into: Float64Array, index: number, amount: number): void {
  into[index] = (into[index] ?? 0) + amount;
}

/** Adds seconds or another fraction, rounded to the finest step that stays exact. */
export function addFraction(into: Float64Array, index: number, amount: number): void {
  add(into, index, multiple(amount, FINE));
}

/** Adds a number so large that only its upper digits matter, rounded to a multiple of the quantum (a power of two). */
export function addCoarse(into: Float64Array, index: number, amount: number, quantum: number): void {
  add(into, index, multiple(amount, quantum));
}

function multiple(amount: number, quantum: number): number {
  return Math.round(amount / quantum) * quantum;
}
