/** What stands where there is no number. */
export const missing = '—';

/** Three significant digits for charts: `0.0427`, `3.14`, `9,999`; compact from `compactFrom`: `12.4 k`, `1.24 M`. */
export function general(value: number | null | undefined, compactFrom = 10_000): string {
  const special = specialText(value);
  if (special !== null) return special;
  const number = Number(value);
  const size = Math.abs(number);
  if (size === 0) return '0';
  if (size < 1e-4) return scientific(number, 3);
  if (Math.round(size) >= compactFrom) return compact(number);
  return signed(number, size >= 1000 ? group(Math.round(size).toString()) : significant(size, 3));
}

/** Every digit the number has, grouped: for tables, CSV and copy. */
export function exact(value: number | null | undefined): string {
  const special = specialText(value);
  if (special !== null) return special;
  const number = Number(value);
  const text = String(Math.abs(number));
  return signed(number, text.includes('e') ? text : group(text));
}

/** A whole number with thousands groups: `48,200`. */
export function integer(value: number | null | undefined): string {
  const special = specialText(value);
  if (special !== null) return special;
  return signed(Number(value), group(Math.round(Math.abs(Number(value))).toString()));
}

/** A number with so many digits after the point, grouped: axis ticks and fixed columns. */
export function fixed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  const isZero = Number(text) === 0;
  return signed(isZero ? 0 : value, group(text));
}

/** So many significant digits of a positive number without trailing zeros: `42`, `1.34`. */
export function significant(size: number, digits: number): string {
  if (size === 0) return '0';
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  const text = size.toFixed(Math.min(decimals, 12));
  return group(text.includes('.') ? text.replace(/\.?0+$/, '') : text);
}

/** Loss and learning rate: four significant digits, scientific below 1e-4: `0.4312`, `3.1e-5`. */
export function loss(value: number | null | undefined): string {
  const special = specialText(value);
  if (special !== null) return special;
  const number = Number(value);
  const size = Math.abs(number);
  if (size !== 0 && size < 1e-4) return scientific(number, 4);
  return signed(number, significant(size, 4));
}

/** The sign as printed: U+2212 for minus, nothing for plus. */
export function signed(value: number, size: string): string {
  return value < 0 ? `\u2212${size}` : size;
}

/** Text of what is no finite number; null when it is one. */
export function specialText(value: number | null | undefined): string | null {
  if (value === null || value === undefined) return missing;
  if (Number.isNaN(value)) return 'NaN';
  if (value === Number.POSITIVE_INFINITY) return '∞';
  if (value === Number.NEGATIVE_INFINITY) return '\u2212∞';
  return null;
}

const compactSteps = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

function compact(value: number): string {
  const size = Math.abs(value);
  // 999,960 rounds to 1 M rather than to 1,000 k.
  const [factor, letter] = compactSteps.find(([step]) => size >= step * 0.9995) ?? [1, ''];
  return signed(value, `${significant(size / factor, 3)} ${letter}`.trimEnd());
}

function scientific(value: number, digits: number): string {
  const [mantissa = '0', exponent = '0'] = Math.abs(value)
    .toExponential(digits - 1)
    .split('e');
  const trimmed = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return signed(value, `${trimmed}e${exponent.replace('+', '')}`);
}

function group(text: string): string {
  const [whole = '', fraction] = text.split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
