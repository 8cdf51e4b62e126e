const float = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const duration = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?$/;
const unitsMs = [31_536_000_000, 604_800_000, 86_400_000, 3_600_000, 60_000, 1_000, 1] as const;
/** Prometheus counts durations in nanoseconds in 64 bits. */
const maxMs = 9_223_372_036_854;

/**
 * A Prometheus duration in whole milliseconds: float seconds (cut, through nanoseconds, as `parseDuration` of Prometheus' API
 * does) or `1h30m` notation; undefined when it is neither or overflows.
 */
export function readDuration(text: string): number | undefined {
  if (float.test(text)) {
    const ms = Math.trunc(Math.trunc(Number(text) * 1e9) / 1e6);
    return Math.abs(ms) <= maxMs ? ms + 0 : undefined;
  }
  if (text === '' || text.length > 64) {
    return undefined;
  }
  const parts = duration.exec(text);
  if (parts === null) {
    return undefined;
  }
  const ms = unitsMs.reduce((sum, unit, index) => sum + unit * Number(parts[index + 1] ?? 0), 0);
  return ms <= maxMs ? ms : undefined;
}

/** A duration as every Prometheus and Thanos reads it back to the same millisecond. */
export function writeDuration(ms: number): string {
  return ms % 1_000 === 0 ? `${ms / 1_000}s` : `${ms}ms`;
}
