import { fixed, general, integer, signed, significant, specialText } from './number.ts';

/** Seconds as the largest fitting unit, two units from one minute: `850 µs`, `1.34 s`, `2 m 05 s`, `5 d 4 h`. */
export function duration(seconds: number | null | undefined): string {
  const special = specialText(seconds);
  if (special !== null) return special;
  const value = Number(seconds);
  const size = Math.abs(value);
  return signed(value, size < 59.95 ? shortDuration(size) : longDuration(size));
}

/** Bytes in binary units, because requests and limits are: `812 MiB`, `71.2 GiB`. */
export function bytes(value: number | null | undefined): string {
  return scaled(value, binarySteps, 'B');
}

/** Bytes per second in decimal units: `48.1 MB/s`. */
export function byteRate(value: number | null | undefined): string {
  return scaled(value, decimalByteSteps, 'B/s');
}

/** A ratio of 0 to 1 in percent: one decimal under 10 and over 90, else none: `0.4%`, `37%`, `99.2%`. */
export function percent(ratio: number | null | undefined): string {
  const special = specialText(ratio);
  if (special !== null) return special;
  const value = Number(ratio) * 100;
  const size = Math.abs(value);
  if (size === 0) return '0%';
  if (size < 0.05) return signed(value, '< 0.1%').replace('\u2212<', '>\u2212');
  const needsDecimal = (size < 9.95 || size > 90) && Math.abs(size - 100) >= 0.05;
  return `${fixed(value, needsDecimal ? 1 : 0)}%`;
}

/** Difference of two ratios in percentage points, always with its sign: `+12 pp`, `−3.2 pp`. */
export function points(difference: number | null | undefined): string {
  const special = specialText(difference);
  if (special !== null) return special;
  const value = Number(difference) * 100;
  const text = fixed(value, Math.abs(value) < 9.95 ? 1 : 0);
  return `${value > 0 ? '+' : ''}${text} pp`;
}

/** A rate with its noun, compact from 1,000: `38.4 req/s`, `1.24 k tokens/s`, `0.42 preemptions/s`. */
export function rate(value: number | null | undefined, noun: string): string {
  const special = specialText(value);
  return special ?? `${general(value, 1000)}${noun.startsWith('/') ? '' : ' '}${noun}`;
}

/** A count of a total: `6 of 8 GPUs`. */
export function ofTotal(
  part: number | null | undefined,
  total: number | null | undefined,
  noun: string,
): string {
  return `${integer(part)} of ${integer(total)} ${noun}`;
}

/** Joules as energy: `96 kWh` from 0.1 kWh on, joules below. */
export function energy(joules: number | null | undefined): string {
  const special = specialText(joules);
  if (special !== null) return special;
  const kilowattHours = Number(joules) / 3.6e6;
  return Math.abs(kilowattHours) >= 0.1 ? `${general(kilowattHours)} kWh` : `${general(joules)} J`;
}

/** Where a training job stands: `step 48,200 of 120,000 (40%)`. */
export function step(done: number | null | undefined, total: number | null | undefined): string {
  if (done === null || done === undefined) return specialText(done) ?? '';
  if (total === null || total === undefined || total <= 0) return `step ${integer(done)}`;
  return `step ${integer(done)} of ${integer(total)} (${percent(done / total)})`;
}

/** Money with the basis it rests on: `≈ 2,530 € (1,204 GPU-h × 2.10 €/h, price set by admin)`. */
export function cost(gpuHours: number, pricePerHour: number, basis: string): string {
  const amount = gpuHours * pricePerHour;
  const rounded = amount >= 1000 ? Math.round(amount / 10) * 10 : amount;
  const shown = rounded >= 100 ? integer(rounded) : fixed(rounded, 2);
  return `≈ ${shown} € (${general(gpuHours)} GPU-h × ${fixed(pricePerHour, 2)} €/h, ${basis})`;
}

/** A value below what can be told apart: `< 1 ms`. */
export function below(resolution: string): string {
  return `< ${resolution}`;
}

/** NaN with its reason: `NaN (no requests in the window)`. */
export function notANumber(reason: string): string {
  return reason === '' ? 'NaN' : `NaN (${reason})`;
}

/** Steps of binary byte units, largest first. */
export const binarySteps = [
  [2 ** 50, 'PiB'],
  [2 ** 40, 'TiB'],
  [2 ** 30, 'GiB'],
  [2 ** 20, 'MiB'],
  [2 ** 10, 'KiB'],
] as const;

/** Steps of decimal byte rates, largest first. */
export const decimalByteSteps = [
  [1e12, 'TB/s'],
  [1e9, 'GB/s'],
  [1e6, 'MB/s'],
  [1e3, 'kB/s'],
] as const;

function scaled(
  value: number | null | undefined,
  steps: readonly (readonly [number, string])[],
  base: string,
): string {
  const special = specialText(value);
  if (special !== null) return special;
  const number = Number(value);
  const size = Math.abs(number);
  const [factor, unit] = steps.find(([from]) => size >= from * 0.9995) ?? [1, base];
  return `${signed(number, significant(size / factor, size / factor < 1 ? 2 : 3))} ${unit}`;
}

function shortDuration(size: number): string {
  if (size === 0) return '0 s';
  if (size < 1e-6) return `${significant(size * 1e9, 3)} ns`;
  if (size < 0.0009995) return `${significant(size * 1e6, 3)} µs`;
  if (size < 0.9995) return `${significant(size * 1e3, 3)} ms`;
  return `${significant(size, 3)} s`;
}

function longDuration(size: number): string {
  const seconds = Math.round(size);
  const two = (value: number) => String(value).padStart(2, '0');
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`;
  const minutes = Math.round(size / 60);
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} m`;
  const hours = Math.round(size / 3600);
  return `${integer(Math.floor(hours / 24))} d ${hours % 24} h`;
}
