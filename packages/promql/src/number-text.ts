/**
 * A number in the fewest digits that read back as the same, as Go's FormatFloat writes it: without an exponent, or with one
 * from so many digits before the point and for more than four zeros behind it.
 */
export function shortestNumber(value: number, exponentFrom = Number.POSITIVE_INFINITY): string {
  if (Number.isInteger(value) && value > 0 && value < 1e15) return String(value);
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const sign = value < 0 ? '-' : '';
  const [mantissa = '', exponentText = '0'] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const exponent = Number(exponentText);
  if (Number.isFinite(exponentFrom) && (exponent < -4 || exponent >= exponentFrom)) {
    const size = String(Math.abs(exponent)).padStart(2, '0');
    return `${sign}${mantissa}e${exponent < 0 ? '-' : '+'}${size}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return sign + digits.padEnd(exponent + 1, '0');
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/** A number with three digits behind the point, as Go's `%.3f`. */
export function fixedNumber(value: number): string {
  return Math.abs(value) < 1e21 ? value.toFixed(3) : `${BigInt(value)}.000`;
}

/** Milliseconds of the units that a duration is written in, and whether only a whole number of them will do. */
const units = [
  ['y', 31_536_000_000, true],
  ['w', 604_800_000, true],
  ['d', 86_400_000, false],
  ['h', 3_600_000, false],
  ['m', 60_000, false],
  ['s', 1000, false],
  ['ms', 1, false],
] as const;

/** Nanoseconds as Prometheus writes a duration; what is less than a millisecond is cut off. */
export function durationText(ns: number): string {
  let ms = wholeMs(ns);
  if (ms === 0) return '0s';
  let text = '';
  for (const [unit, size, isExact] of units) {
    if (ms < size || (isExact && ms % size !== 0)) continue;
    const count = Math.floor(ms / size);
    text += `${count}${unit}`;
    ms -= count * size;
  }
  return text;
}

function wholeMs(ns: number): number {
  return ns > Number.MAX_SAFE_INTEGER ? Number(BigInt(ns) / 1_000_000n) : Math.trunc(ns / 1e6);
}
