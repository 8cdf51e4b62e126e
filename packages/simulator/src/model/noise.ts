const TABLE_SIZE = 4096;

/** Mixes three integers to 32 evenly spread bits: the only source of chance in the simulator, so every number is a function of its place. */
export function hash32(a: number, b: number, c: number): number {
  let h = Math.imul((a ^ 0x9e3779b9) | 0, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h ^ b, 0xc2b2ae35);
  h ^= h >>> 16;
  h = Math.imul(h ^ c, 0x27d4eb2f);
  h ^= h >>> 15;
  h = Math.imul(h, 0x165667b1);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A seed of its own for a named thing. */
export function seedOf(seed: number, name: string): number {
  let h = seed | 0;
  for (let index = 0; index < name.length; index += 1) h = Math.imul(h ^ name.charCodeAt(index), 0x01000193);
  return hash32(h, name.length, 0x51ed270b);
}

/** A number in [0, 1). */
export function uniform(seed: number, place: number, salt: number): number {
  return hash32(seed, place, salt) / 4294967296;
}

/** Standard normal quantiles, so that a draw is one table read. */
const normalTable = Float64Array.from({ length: TABLE_SIZE }, (_, index) =>
  normalQuantile((index + 0.5) / TABLE_SIZE),
);

/** A standard normal number. */
export function normal(seed: number, place: number, salt: number): number {
  return normalTable[hash32(seed, place, salt) >>> 20] ?? 0;
}

/** Quantiles of a lognormal distribution as a table: index it with 12 bits of a hash. */
export function lognormalTable(median: number, sigma: number): Float64Array {
  return normalTable.map((z) => median * Math.exp(sigma * z));
}

/** Smooth noise of unit size that changes over about `period` ticks; a pure function of the tick. */
export function smoothNoise(seed: number, tick: number, period: number): number {
  const position = tick / period;
  const cell = Math.floor(position);
  const share = position - cell;
  const eased = share * share * (3 - 2 * share);
  const from = normal(seed, cell, period);
  const to = normal(seed, cell + 1, period);
  return (from + (to - from) * eased) * 1.2;
}

/** A Poisson count with the given mean. */
export function poisson(mean: number, seed: number, place: number, salt: number): number {
  if (mean <= 0) return 0;
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(seed, place, salt)));
  let probability = Math.exp(-mean);
  let remaining = uniform(seed, place, salt);
  let count = 0;
  while (remaining > probability && count < 100) {
    remaining -= probability;
    count += 1;
    probability *= mean / count;
  }
  return count;
}

/** Value between two bounds. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** Acklam's approximation of the inverse normal distribution (relative error below 1.2e-9). */
function normalQuantile(p: number): number {
  const a = [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
    2.506628277459239,
  ];
  const b = [
    -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1,
  ];
  const c = [
    -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ];
  const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];
  const low = 0.02425;
  if (p < low) return tail(Math.sqrt(-2 * Math.log(p)), c, d);
  if (p > 1 - low) return -tail(Math.sqrt(-2 * Math.log(1 - p)), c, d);
  const q = p - 0.5;
  return (polynomial(a, q * q) * q) / polynomial(b, q * q);
}

function tail(q: number, numerator: readonly number[], denominator: readonly number[]): number {
  return polynomial(numerator, q) / polynomial(denominator, q);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}
