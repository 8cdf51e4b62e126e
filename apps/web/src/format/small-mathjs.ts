/** Stands in for `mathjs` in the build: the Perses packages take two functions of its 200 kB, `gcd` and `round`. */
export function create(): { readonly gcd: typeof gcd; readonly round: typeof round } {
  return { gcd, round };
}

/** What the Perses packages hand to `create`; the functions are there anyway. */
export const gcdDependencies = {};

/** What the Perses packages hand to `create`; the functions are there anyway. */
export const roundDependencies = {};

/** Greatest common divisor of whole numbers, 0 for none. */
function gcd(...numbers: readonly number[]): number {
  return numbers.reduce((a, b) => euclid(Math.abs(a), Math.abs(b)), 0);
}

/** A number with at most so many digits after the point. */
function round(value: number, decimals = 0): number {
  return Number(value.toFixed(decimals));
}

function euclid(a: number, b: number): number {
  let [larger, smaller] = [a, b];
  while (smaller > 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
