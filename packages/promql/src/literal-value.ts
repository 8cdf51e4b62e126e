import { quoteText } from './go-text.ts';
import type { Scanner } from './scanner.ts';

/** The value of the number or duration under the reader; durations in seconds. Throws where it stands for none. */
export function literalValue(scanner: Scanner): number {
  const { raw } = scanner;
  if (scanner.kind !== 'duration') return numberValue(scanner, raw);
  const ms = durationMs(scanner, raw);
  // In Go's order of rounding.
  return Math.floor(ms / 1000) + ((ms % 1000) * 1e6) / 1e9;
}

const decimal = /^(?=\.?\d)(?:\d+(?:_\d+)*)?(?:\.(?:\d+(?:_\d+)*)?)?(?:[eE][+-]?\d+(?:_\d+)*)?$/;
const octal = /^0(?:_?[0-7])+$/;
const hexadecimal = /^0[xX](?:_?[0-9a-fA-F])+$/;
const largestInteger = 2n ** 63n - 1n;

/** As Go's ParseInt with base 0, and ParseFloat where that fails: a leading zero means octal, unless the digits are not. */
function numberValue(scanner: Scanner, raw: string): number {
  const lower = raw.toLowerCase();
  if (lower === 'inf') return Number.POSITIVE_INFINITY;
  if (lower === 'nan') return Number.NaN;
  const digits = lower.replaceAll('_', '');
  if (hexadecimal.test(raw) && BigInt(digits) <= largestInteger) return Number(digits);
  if (octal.test(raw)) {
    const value = BigInt(`0o${digits.slice(1)}`);
    if (value <= largestInteger) return Number(value);
  }
  if (!decimal.test(raw)) throw scanner.refusal('number_syntax', { text: quoteText(raw) });
  const value = Number(digits);
  if (!Number.isFinite(value)) throw scanner.refusal('number_range', { text: quoteText(raw) });
  return value;
}

/** Units from the largest to the smallest, each worth so many milliseconds: the order in which they must stand. */
const units = ['y', 'w', 'd', 'h', 'm', 's', 'ms'] as const;
const unitMs = [31_536_000_000, 604_800_000, 86_400_000, 3_600_000, 60_000, 1000, 1] as const;
/** 2⁶³ − 1 nanoseconds, Go's longest duration, in whole milliseconds. */
const longestMs = 9_223_372_036_854;

function durationMs(scanner: Scanner, raw: string): number {
  const text = quoteText(raw);
  let sum = 0;
  let last = -1;
  for (const [, digits = '', unit = ''] of raw.matchAll(/(\d*)([^\d]*)/g)) {
    if (digits === '' && unit === '') break;
    if (digits === '' || Number(digits) >= 2 ** 64 || unit === '')
      throw scanner.refusal('duration_syntax', { text });
    const at = units.findIndex((name) => name === unit);
    if (at === -1) throw scanner.refusal('duration_unit', { unit: quoteText(unit), text });
    if (at <= last) throw scanner.refusal('duration_syntax', { text });
    last = at;
    const worth = Number(digits) * (unitMs[at] ?? 0);
    if (Number(digits) > Math.floor(longestMs / (unitMs[at] ?? 1)))
      throw scanner.refusal('duration_range', {});
    sum += worth;
    if (sum > longestMs) throw scanner.refusal('duration_range', {});
  }
  return sum;
}
