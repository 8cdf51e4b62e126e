/** Largest time read, ± milliseconds: what a JavaScript date can hold. */
const maxTimeMs = 8.64e15;
const float = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * A Prometheus time in whole milliseconds: float seconds (rounded) or RFC 3339 (cut), as `parseTime` of Prometheus' API does;
 * undefined when it is neither.
 */
export function readTime(text: string): number | undefined {
  if (float.test(text)) {
    const seconds = Number(text);
    const whole = Math.trunc(seconds);
    const ms = whole * 1_000 + Math.round((seconds - whole) * 1_000);
    return Math.abs(ms) <= maxTimeMs ? ms + 0 : undefined;
  }
  const parts = rfc3339.exec(text);
  if (parts === null || !isDay(Number(parts[1]), Number(parts[2]), Number(parts[3]))) {
    return undefined;
  }
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

/** A time as Prometheus reads it back to the same millisecond. */
export function writeTime(ms: number): string {
  return ms % 1_000 === 0 ? String(ms / 1_000) : (ms / 1_000).toFixed(3);
}

function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
