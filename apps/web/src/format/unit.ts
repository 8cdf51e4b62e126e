import { isUnit, units, type Quantity } from '@hecate/catalogue';
import { exact, fixed, general, integer, loss, specialText } from './number.ts';
import {
  binarySteps,
  byteRate,
  bytes,
  decimalByteSteps,
  duration,
  energy,
  percent,
  rate,
} from './quantity.ts';
import { dateTime } from './time.ts';

/** How the numbers of one unit are written: multiply by `scale` to reach the base unit of the quantity. */
export type UnitRule = {
  readonly quantity: Quantity;
  readonly scale: number;
  readonly symbol: string;
};

/** The rule of a catalogue unit or of a Perses format unit; what is in neither list is a plain number with its name behind. */
export function unitRule(unit: string): UnitRule {
  if (isUnit(unit)) {
    const { quantity, scale, symbol } = units[unit];
    return { quantity, scale, symbol };
  }
  return persesRules[unit] ?? { quantity: 'plain', scale: 1, symbol: unit };
}

/** A value with its unit, as charts, stats and sentences show it. Missing is a dash, never 0. */
export function formatValue(value: number | null | undefined, unit: string): string {
  const special = specialText(value);
  if (special !== null) return special;
  const rule = unitRule(unit);
  const base = Number(value) * rule.scale;
  switch (rule.quantity) {
    case 'duration':
      return duration(base);
    case 'timestamp':
      return dateTime(base * 1000, 'UTC');
    case 'bytes':
      return bytes(base);
    case 'byte-rate':
      return byteRate(base);
    case 'ratio':
      return percent(base);
    case 'temperature':
      return `${integer(base)} °C`;
    case 'power':
      return `${integer(base)} W`;
    case 'frequency':
      return `${integer(base / 1e6)} MHz`;
    case 'energy':
      return energy(base);
    case 'rate':
      return rate(base, rule.symbol);
    case 'count':
      return withSymbol(
        Number.isInteger(base) && Math.abs(base) < 10_000 ? integer(base) : general(base),
        base === 1 ? singular(rule.symbol) : rule.symbol,
      );
    case 'state':
      return integer(base);
    case 'plain':
      return withSymbol(unit === 'value' ? loss(base) : general(base), rule.symbol);
  }
}

/** The same value with every digit, in the unit it was exposed in: tables, CSV, copy. */
export function formatExact(value: number | null | undefined): string {
  return exact(value);
}

/** The unit in words for a screen reader: `420 ms` is read as "420 milliseconds". */
export function spokenValue(value: number | null | undefined, unit: string): string {
  if (value === null || value === undefined) return 'no sample';
  return spoken.reduce(
    (text, [short, long]) => text.replaceAll(new RegExp(`(?<=\\d )${short}(?=\\s|$)`, 'g'), long),
    formatValue(value, unit).replace('%', ' percent').replace('\u2212', 'minus '),
  );
}

/** One scale for all ticks of an axis: divide by `divisor`, print, add `suffix`. */
export type AxisScale = { readonly divisor: number; readonly suffix: string };

/** The scale whose unit fits the largest value on an axis. */
export function axisScale(unit: string, largest: number): AxisScale {
  const rule = unitRule(unit);
  const size = Math.abs(largest) * rule.scale;
  const of = (steps: readonly (readonly [number, string])[], base: string): AxisScale => {
    const [factor, suffix] = steps.find(([from]) => size >= from) ?? [1, base];
    return { divisor: factor / rule.scale, suffix };
  };
  switch (rule.quantity) {
    case 'duration': {
      const { suffix } = of(durationSteps, 's');
      return { divisor: (durationFactors[suffix] ?? 1) / rule.scale, suffix };
    }
    case 'bytes':
      return of(binarySteps, 'B');
    case 'byte-rate':
      return of(decimalByteSteps, 'B/s');
    case 'ratio':
      return { divisor: 0.01 / rule.scale, suffix: '%' };
    case 'frequency':
      return { divisor: 1e6 / rule.scale, suffix: 'MHz' };
    case 'energy':
      return size < 3.6e5
        ? { divisor: 1 / rule.scale, suffix: 'J' }
        : { divisor: 3.6e6 / rule.scale, suffix: 'kWh' };
    case 'count':
    case 'plain':
    case 'power':
    case 'rate':
    case 'state':
    case 'temperature':
    case 'timestamp': {
      const [factor, letter] =
        size >= (rule.quantity === 'rate' ? 1000 : 10_000)
          ? (compactSteps.find(([from]) => size >= from) ?? [1, ''])
          : [1, ''];
      const symbol = axisSymbols[rule.symbol] ?? rule.symbol;
      return { divisor: factor / rule.scale, suffix: `${letter} ${symbol}`.trim() };
    }
  }
}

/** A tick of an axis: value divided by the scale, with the decimals the tick distance needs, and its unit. */
export function tickText(value: number, distance: number, scale: AxisScale): string {
  const shown = value / scale.divisor;
  const shownDistance = Math.abs(distance / scale.divisor);
  const decimals = shownDistance > 0 ? Math.min(6, Math.max(0, decimalsOf(shownDistance))) : 0;
  const gap = scale.suffix === '' || scale.suffix === '%' || scale.suffix.startsWith('/') ? '' : ' ';
  // "0 k tok/s" would read as a multiple of nothing.
  const suffix = shown === 0 ? scale.suffix.replace(/^[kMG]( |$)/, '') : scale.suffix;
  // Learning rates: 6e-6 rather than 0.000006.
  const isTiny = scale.suffix === '' && shown !== 0 && shownDistance < 1e-4;
  return `${isTiny ? loss(shown) : fixed(shown, shown === 0 && shownDistance < 1e-4 ? 0 : decimals)}${suffix === '' ? '' : gap}${suffix}`;
}

function decimalsOf(distance: number): number {
  const magnitude = Math.floor(Math.log10(distance) + 1e-9);
  const lead = distance / 10 ** magnitude;
  const needsHalf = Math.abs(lead - Math.round(lead)) > 1e-6;
  return (needsHalf ? 1 : 0) - magnitude;
}

/** `1 workload`, but `2 workloads`. */
function singular(symbol: string): string {
  return /^(tokens|requests|steps|workloads|GPUs)$/.test(symbol) ? symbol.slice(0, -1) : symbol;
}

function withSymbol(text: string, symbol: string): string {
  if (symbol === '') return text;
  return symbol.startsWith('/') ? `${text}${symbol}` : `${text} ${symbol}`;
}

const durationSteps = [
  [172_800, 'd'],
  [7200, 'h'],
  [120, 'm'],
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
] as const;

const durationFactors: Readonly<Record<string, number>> = {
  d: 86_400,
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  µs: 1e-6,
};

/** Shorter words for ticks, where the title says the rest. */
const axisSymbols: Readonly<Record<string, string>> = {
  'tokens/s': 'tok/s',
  tokens: 'tok',
  requests: 'req',
  workloads: '',
  steps: '',
};

const compactSteps = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

const plainRate = (noun: string): UnitRule => ({ quantity: 'rate', scale: 1, symbol: noun });
const time = (scale: number): UnitRule => ({ quantity: 'duration', scale, symbol: '' });

/** The units of Perses 0.52 formats that the catalogue does not name itself. */
const persesRules: Readonly<Record<string, UnitRule>> = {
  'percent-decimal': { quantity: 'ratio', scale: 1, symbol: '' },
  '%': { quantity: 'ratio', scale: 0.01, symbol: '' },
  decimal: { quantity: 'plain', scale: 1, symbol: '' },
  nanoseconds: time(1e-9),
  minutes: time(60),
  hours: time(3600),
  days: time(86_400),
  weeks: time(604_800),
  decbytes: { quantity: 'bytes', scale: 1, symbol: '' },
  'decbytes/sec': { quantity: 'byte-rate', scale: 1, symbol: '' },
  'bits/sec': plainRate('bit/s'),
  'counts/sec': plainRate('/s'),
  'events/sec': plainRate('events/s'),
  'messages/sec': plainRate('messages/s'),
  'ops/sec': plainRate('ops/s'),
  'packets/sec': plainRate('packets/s'),
  'reads/sec': plainRate('reads/s'),
  'records/sec': plainRate('records/s'),
  'rows/sec': plainRate('rows/s'),
  'writes/sec': plainRate('writes/s'),
};

const spoken = [
  ['ns', 'nanoseconds'],
  ['µs', 'microseconds'],
  ['ms', 'milliseconds'],
  ['s', 'seconds'],
  ['m', 'minutes'],
  ['h', 'hours'],
  ['d', 'days'],
  ['KiB', 'kibibytes'],
  ['MiB', 'mebibytes'],
  ['GiB', 'gibibytes'],
  ['W', 'watts'],
  ['°C', 'degrees Celsius'],
  ['req/s', 'requests per second'],
  ['tokens/s', 'tokens per second'],
] as const;
