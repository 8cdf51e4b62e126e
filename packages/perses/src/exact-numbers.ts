/** How numbers are spelled in a text that JavaScript cannot hold exactly, by the value it reads instead. */
export type ExactNumbers = ReadonlyMap<number, string>;

/** For texts whose numbers are all exact. */
export const noExactNumbers: ExactNumbers = new Map();

/**
 * The numbers of a JSON text that lose something when read (`12345678901234567890`, `1e400`), so that `printExact` can write
 * them back as they were. Of two that are read as the same value the first one is kept.
 */
export function exactNumbers(text: string): ExactNumbers {
  const found = new Map<number, string>();
  for (const [token] of text.matchAll(stringOrNumber)) {
    if (token.startsWith('"') || token.length < shortestInexact) continue;
    const value = Number(token);
    if (!found.has(value) && decimal(token) !== decimal(String(value))) found.set(value, token);
  }
  return found.size === 0 ? noExactNumbers : found;
}

/** JSON as `JSON.stringify` prints it, with the numbers of `exactNumbers` in their own spelling instead of a rounded one or `null`. */
export function printExact(value: unknown, numbers: ExactNumbers, indent?: number): string {
  const plain = JSON.stringify(value, null, indent);
  // No text of the document may look like a marked number.
  let mark = 'number:';
  while (plain.includes(mark)) mark = `_${mark}`;
  let isMarked = false;
  const marked = JSON.stringify(
    value,
    (_key, member: unknown) => {
      if (typeof member !== 'number') return member;
      const token = numbers.get(member) ?? infinite(member);
      if (token === undefined) return member;
      isMarked = true;
      return `${mark}${token}`;
    },
    indent,
  );
  return isMarked ? marked.replaceAll(new RegExp(`"${mark}([^"]+)"`, 'g'), '$1') : plain;
}

const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** `1e400` is the shortest that loses something: fifteen digits are always exact. */
const shortestInexact = 5;

/** A number that was read from a text whose spelling is gone still is beyond all others. */
function infinite(value: number): string | undefined {
  if (value === Number.POSITIVE_INFINITY) return '1e999';
  return value === Number.NEGATIVE_INFINITY ? '-1e999' : undefined;
}

/** A number's digits and the power of ten of the last one: `1200` and `1.2e3` are both `12e2`. */
function decimal(token: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(token);
  if (parts === null) return token;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  if (kept === '') return '0';
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - kept.length);
  return `${sign}${kept}e${power}`;
}
