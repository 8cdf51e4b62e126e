/** Longest name of a resource, characters. */
const NAME_LIMIT = 75;

/** `name`, or `name-2`, `name-3` … where it is taken; never longer than a name may be. */
export function freeName(name: string, taken: readonly string[]): string {
  const used = new Set(taken.map((one) => one.toLowerCase()));
  if (!used.has(name.toLowerCase())) return name;
  for (let number = 2; ; number += 1) {
    const next = `${name.slice(0, NAME_LIMIT - 6)}-${number}`;
    if (!used.has(next.toLowerCase())) return next;
  }
}
