import { documentError } from './document-error.ts';

/**
 * The milliseconds of a duration like `1h30m`; empty means "not set" and is 0 (common.ParseDuration). Refuses what Perses
 * does not read as a duration.
 */
export function validateDuration(text: string): number {
  if (text === '' || text === '0') return 0;
  let lastUnit = 0;
  let total = 0n;
  let at = 0;
  while (at < text.length) {
    partPattern.lastIndex = at;
    const part = partPattern.exec(text);
    const digits = part?.[1] ?? '';
    const unitName = part?.[2] ?? '';
    if (part === null || unitName === '' || digits.length > longestNumber) {
      throw documentError('duration_invalid', { duration: text });
    }
    const unit = units.get(unitName);
    if (unit === undefined) throw documentError('duration_unit', { unit: unitName, duration: text });
    if (unit.order <= lastUnit) throw documentError('duration_invalid', { duration: text });
    lastUnit = unit.order;
    total += BigInt(digits) * unit.milliseconds;
    if (total * 1_000_000n > longest) throw documentError('duration_range', {});
    at += part[0].length;
  }
  return Number(total);
}

const partPattern = /([0-9]+)([^0-9]*)/y;
const longestNumber = 20;
/** Go counts nanoseconds in a signed 64-bit number: about 292 years. */
const longest = 2n ** 63n - 1n;
const units: ReadonlyMap<string, { readonly order: number; readonly milliseconds: bigint }> = new Map([
  ['y', { order: 1, milliseconds: 365n * 86_400_000n }],
  ['w', { order: 2, milliseconds: 7n * 86_400_000n }],
  ['d', { order: 3, milliseconds: 86_400_000n }],
  ['h', { order: 4, milliseconds: 3_600_000n }],
  ['m', { order: 5, milliseconds: 60_000n }],
  ['s', { order: 6, milliseconds: 1_000n }],
  ['ms', { order: 7, milliseconds: 1n }],
]);
