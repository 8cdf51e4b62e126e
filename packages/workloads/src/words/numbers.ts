/** 0.97 → `97%`, 0.004 → `0.4%`: one decimal under 10% and over 90%. */
export function percent(ratio: number): string {
  const value = ratio * 100;
  const decimals = (value > 0 && value < 10) || (value > 90 && value < 100) ? 1 : 0;
  return `${Number(value.toFixed(decimals))}%`;
}

/** Largest fitting unit, two units from a minute on: `850 µs`, `42 ms`, `1.34 s`, `2 m 05 s`, `3 h 12 m`, `5 d 4 h`. */
export function duration(seconds: number): string {
  if (seconds === 0) return '0 s';
  if (seconds < 1e-3) return `${significant(seconds * 1e6)} µs`;
  if (seconds < 1) return `${significant(seconds * 1e3)} ms`;
  if (seconds < 60) return `${significant(seconds)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} m ${String(whole % 60).padStart(2, '0')} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${minutes % 60} m`;
  const hours = Math.round(seconds / 3600);
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** Three significant digits, compact from 10 000: `38.4`, `1,204`, `12.4 k`. */
export function amount(value: number): string {
  if (Math.abs(value) >= 1e6) return `${significant(value / 1e6)} M`;
  if (Math.abs(value) >= 1e4) return `${significant(value / 1e3)} k`;
  if (Math.abs(value) >= 1e3) return Math.round(value).toLocaleString('en-US');
  return significant(value);
}

/** `1 pod`, `3 pods`. */
export function count(number: number, noun: string): string {
  return `${amount(number)} ${noun}${number === 1 ? '' : 's'}`;
}

function significant(value: number): string {
  return String(Number(value.toPrecision(3)));
}
