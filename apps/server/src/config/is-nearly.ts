/** Most letters that may be missing, too many or wrong in a name that is still taken for the other. */
const slips = 2;

/** True when `given` is not `known` but becomes it by at most two letters inserted, left out or exchanged (Levenshtein). */
export function isNearly(given: string, known: string): boolean {
  if (given === known || Math.abs(given.length - known.length) > slips) return false;
  let row = Array.from({ length: known.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(given).entries()) {
    const next = [index + 1];
    for (const [column, other] of Array.from(known).entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return (row[known.length] ?? slips + 1) <= slips;
}
