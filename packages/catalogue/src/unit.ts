/** Number format of a Perses 0.52 panel; only units that `@perses-dev/core` 0.52.0 knows. */
export type PersesFormat = Readonly<{
  unit:
    | 'seconds'
    | 'bytes'
    | 'bytes/sec'
    | 'requests/sec'
    | 'ops/sec'
    | 'percent'
    | 'percent-decimal'
    | 'decimal'
    | 'days';
  decimalPlaces?: number;
  shortValues?: boolean;
}>;

/** What is measured, which decides how a number is written: durations as `1.34 s`, bytes binary, ratios as percent. */
export type Quantity =
  | 'duration'
  | 'timestamp'
  | 'bytes'
  | 'byte-rate'
  | 'ratio'
  | 'temperature'
  | 'power'
  | 'frequency'
  | 'energy'
  | 'count'
  | 'rate'
  | 'plain'
  | 'state';

/** One unit: multiply an exposed value by `scale` to get the base unit of its quantity (seconds, bytes, ratio 0–1, °C, W, Hz, J). */
export type UnitDefinition = Readonly<{
  quantity: Quantity;
  scale: number;
  /** Printed after the number in the base unit; empty when the quantity's own rule brings the unit (42 ms, 71.2 GiB, 37%). */
  symbol: string;
  /** Format of the base-unit value in a Perses panel. */
  perses: PersesFormat;
}>;

const seconds: PersesFormat = { unit: 'seconds' };
const bytes: PersesFormat = { unit: 'bytes', shortValues: true };
const byteRate: PersesFormat = { unit: 'bytes/sec', shortValues: true };
const ratio: PersesFormat = { unit: 'percent-decimal' };
const plain: PersesFormat = { unit: 'decimal', shortValues: true };
const integer: PersesFormat = { unit: 'decimal', decimalPlaces: 0, shortValues: true };

/** The closed list of units; the console formats every number by its row here. */
export const units = {
  seconds: { quantity: 'duration', scale: 1, symbol: '', perses: seconds },
  milliseconds: { quantity: 'duration', scale: 1e-3, symbol: '', perses: seconds },
  microseconds: { quantity: 'duration', scale: 1e-6, symbol: '', perses: seconds },
  timestamp: { quantity: 'timestamp', scale: 1, symbol: '', perses: integer },
  bytes: { quantity: 'bytes', scale: 1, symbol: '', perses: bytes },
  mebibytes: { quantity: 'bytes', scale: 1_048_576, symbol: '', perses: bytes },
  'bytes/sec': { quantity: 'byte-rate', scale: 1, symbol: '', perses: byteRate },
  ratio: { quantity: 'ratio', scale: 1, symbol: '', perses: ratio },
  percent: { quantity: 'ratio', scale: 0.01, symbol: '', perses: ratio },
  celsius: { quantity: 'temperature', scale: 1, symbol: '°C', perses: integer },
  watts: { quantity: 'power', scale: 1, symbol: 'W', perses: integer },
  milliwatts: { quantity: 'power', scale: 1e-3, symbol: 'W', perses: integer },
  megahertz: { quantity: 'frequency', scale: 1e6, symbol: 'Hz', perses: integer },
  millijoules: { quantity: 'energy', scale: 1e-3, symbol: 'J', perses: integer },
  kilowatthours: { quantity: 'energy', scale: 3.6e6, symbol: 'J', perses: plain },
  tokens: { quantity: 'count', scale: 1, symbol: 'tokens', perses: integer },
  requests: { quantity: 'count', scale: 1, symbol: 'requests', perses: integer },
  count: { quantity: 'count', scale: 1, symbol: '', perses: integer },
  steps: { quantity: 'count', scale: 1, symbol: 'steps', perses: integer },
  workloads: { quantity: 'count', scale: 1, symbol: 'workloads', perses: integer },
  gpus: { quantity: 'count', scale: 1, symbol: 'GPUs', perses: integer },
  cores: { quantity: 'plain', scale: 1, symbol: 'cores', perses: plain },
  'requests/sec': {
    quantity: 'rate',
    scale: 1,
    symbol: 'req/s',
    perses: { unit: 'requests/sec', shortValues: true },
  },
  'tokens/sec': { quantity: 'rate', scale: 1, symbol: 'tokens/s', perses: integer },
  'count/sec': { quantity: 'rate', scale: 1, symbol: '/s', perses: plain },
  value: { quantity: 'plain', scale: 1, symbol: '', perses: { unit: 'decimal', decimalPlaces: 4 } },
  boolean: { quantity: 'state', scale: 1, symbol: '', perses: integer },
  info: { quantity: 'state', scale: 1, symbol: '', perses: integer },
} as const satisfies Readonly<Record<string, UnitDefinition>>;

/** Name of a unit in `units`. */
export type Unit = keyof typeof units;

/** True when the text names a unit of the list; for values that arrive as plain strings. */
export function isUnit(text: string): text is Unit {
  return Object.hasOwn(units, text);
}
